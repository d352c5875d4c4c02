import type { Clock, Principal } from '../kernel';
import type { IdGenerator, Transaction } from '../platform/database';
import { AuditStreams, type UnchainedEvent } from './audit-streams';

export type AuditAction =
  | 'PII_READ'
  | 'BUREAU_INQUIRY'
  | 'REPORT_REUSE'
  | 'CONSENT_GRANT'
  | 'CONSENT_REVOCATION'
  | 'INQUIRY_RELEASE'
  | 'LOAN_CORRECTION'
  | 'CONTRIBUTION_CHANGE'
  | 'ADVERSE_NOTICE'
  | 'OBJECTION'
  | 'ADVERSE_FACT'
  | 'DECISION'
  | 'DECISION_REVIEW'
  | 'BIOMETRIC_VERIFICATION';

export interface AuditEvent {
  readonly action: AuditAction;
  readonly outcome: string;
  readonly principal: Principal;
  readonly correlationId: string;
  readonly subjectId: string | null;
  readonly purpose?: string;
  /** Codes and field names only: an audit row holds no personal value. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

export class AuditTrail {
  readonly #streams: AuditStreams;
  /** What each open transaction has to record: written by one statement when it is about to commit. */
  readonly #open = new WeakMap<Transaction, UnchainedEvent[]>();

  constructor(
    private readonly clock: Clock,
    private readonly nextId: IdGenerator,
  ) {
    this.#streams = new AuditStreams(nextId);
  }

  /**
   * As part of the transaction whose effect it records: neither stands without the other. Written just before the
   * transaction commits.
   */
  recordIn(transaction: Transaction, events: readonly AuditEvent[]): void {
    if (events.length === 0) return;
    const occurredAt = this.clock.now();
    const rows = events.map(
      (event): UnchainedEvent => ({
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
      }),
    );
    const open = this.#open.get(transaction);
    if (open) {
      open.push(...rows);
      return;
    }
    this.#open.set(transaction, rows);
    transaction.beforeCommit(() => this.#streams.append(transaction, rows));
  }
}
