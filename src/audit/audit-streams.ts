import { type IdGenerator, type Transaction, toSqlInstant } from '../platform/database';
import { AuditEventEntity } from './audit-event.entity';
import { CANONICAL_FORM, chainHash, GENESIS } from './chain-hash';

/** An event that has no place in a stream yet. */
export type UnchainedEvent = Omit<AuditEventEntity, 'stream' | 'position' | 'form' | 'hash'>;

interface Stream {
  readonly id: string;
  readonly size: number;
  readonly head: Buffer;
}

/**
 * The streams that this process writes. A stream belongs to one transaction at a time, and its head is kept here, so that
 * appending reads nothing and waits for nobody: a transaction that finds no stream idle opens a new one, and there are as
 * many as transactions have overlapped. Streams of different processes never meet.
 */
export class AuditStreams {
  readonly #idle: Stream[] = [];

  constructor(private readonly nextId: IdGenerator) {}

  /** Must be the last write of the transaction: the stream is taken until it ends. */
  async append(transaction: Transaction, events: readonly UnchainedEvent[]): Promise<void> {
    const before = this.#idle.pop() ?? { id: this.nextId(), size: 0, head: GENESIS };
    let after = before;
    const chained = events.map((event): AuditEventEntity => {
      const place = { stream: before.id, position: after.size + 1 };
      const hash = chainHash(after.head, {
        ...event,
        ...place,
        occurredAt: toSqlInstant(event.occurredAt),
      });
      after = { id: before.id, size: place.position, head: hash };
      return { ...event, ...place, form: CANONICAL_FORM, hash };
    });
    transaction.afterEnd((ending) => {
      // After any other ending it is not known what is stored: the stream ends with what is, and another one is opened.
      if (ending === 'COMMITTED') this.#idle.push(after);
    });
    await transaction.insert(AuditEventEntity, chained);
  }
}
