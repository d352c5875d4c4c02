import type { Clock, Principal } from '../kernel';
import type { Database, IdGenerator, Transaction } from '../platform/database';
import { AuditEventEntity } from './audit-event.entity';

export interface AuditEvent {
  readonly action: 'PII_READ' | 'BUREAU_INQUIRY' | 'REPORT_REUSE';
  readonly outcome: string;
  readonly principal: Principal;
  readonly correlationId: string;
  readonly subjectId: string | null;
  readonly purpose?: string;
  /** Codes and field names only: an audit row holds no personal value. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

export class AuditTrail {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly nextId: IdGenerator,
  ) {}

  /** Stored when the promise resolves; if it rejects, what was to be recorded must not go on. */
  async record(events: readonly AuditEvent[]): Promise<void> {
    if (events.length > 0) await this.database.write((transaction) => this.recordIn(transaction, events));
  }

  /** As part of the transaction whose effect it records: neither stands without the other. */
  async recordIn(transaction: Transaction, events: readonly AuditEvent[]): Promise<void> {
    const occurredAt = this.clock.now();
    await transaction.insert(
      AuditEventEntity,
      events.map((event) => ({
        id: this.nextId(),
        occurredAt,
        action: event.action,
        outcome: event.outcome,
        caller: event.principal.subject,
        clientId: event.principal.clientId,
        role: event.principal.role,
        subjectId: event.subjectId,
        purpose: event.purpose ?? null,
        correlationId: event.correlationId,
        facts: JSON.stringify(event.facts ?? {}),
      })),
    );
  }
}
