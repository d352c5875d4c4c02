import { createHash } from 'node:crypto';

/** An event as the chain sees it: every column of its row but the hash, as text. */
export interface ChainedFacts {
  readonly stream: string;
  readonly position: number;
  readonly id: string;
  /** UTC, `YYYY-MM-DD HH:MM:SS.mmm`, as it is stored. */
  readonly occurredAt: string;
  readonly action: string;
  readonly outcome: string;
  readonly caller: string;
  readonly clientId: string;
  readonly role: string;
  readonly subjectId: string | null;
  readonly purpose: string | null;
  readonly correlationId: string;
  readonly facts: string;
}

/** The canonical form that new events are hashed in. A form that was in use is never changed: another number follows. */
export const CANONICAL_FORM = 1;

/** What stands before the first event of a stream. */
export const GENESIS = Buffer.alloc(32);

/**
 * Form 1: SHA-256 over the hash before (32 bytes) and, in UTF-8, the JSON array without blanks of the form and the columns
 * in the order below, each a string as it is stored, or null.
 */
export function chainHash(before: Buffer, event: ChainedFacts): Buffer {
  const canonical = JSON.stringify([
    String(CANONICAL_FORM),
    event.stream,
    String(event.position),
    event.id,
    event.occurredAt,
    event.action,
    event.outcome,
    event.caller,
    event.clientId,
    event.role,
    event.subjectId,
    event.purpose,
    event.correlationId,
    event.facts,
  ]);
  return createHash('sha256').update(before).update(canonical, 'utf8').digest();
}
