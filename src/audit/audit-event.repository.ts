import type { Reader } from '../platform/database';
import type { ChainedFacts } from './chain-hash';

/** An event with its place in the chain, as it is stored. */
export interface StoredEvent extends ChainedFacts {
  readonly form: number;
  readonly hash: Buffer;
}

interface EventRow {
  stream: string | number;
  position: number;
  id: string | number;
  occurred_at: string;
  action: string;
  outcome: string;
  caller: string;
  client_id: string;
  role: string;
  subject_id: string | number | null;
  purpose: string | null;
  correlation_id: string;
  facts: string;
  form: number;
  hash: Buffer;
}

// A page of some 2 MB: large enough that the walk is spent on hashing, small enough to hold.
const PAGE = 5_000;

/** Every event, stream by stream, each stream in the order of its positions. */
export async function* eventsInChainOrder(reader: Reader, page = PAGE): AsyncGenerator<StoredEvent> {
  let last: EventRow | undefined;
  do {
    const rows: EventRow[] = await reader.rows<EventRow>(
      `SELECT stream, position, id, occurred_at, action, outcome, caller, client_id, role, subject_id, purpose,
              correlation_id, facts, form, hash
         FROM audit_event${last ? ' WHERE stream > ? OR (stream = ? AND position > ?)' : ''}
        ORDER BY stream, position LIMIT ${page}`,
      last ? [last.stream, last.stream, last.position] : [],
    );
    for (const row of rows) yield toEvent(row);
    last = rows.length < page ? undefined : rows.at(-1);
  } while (last);
}

const toEvent = (row: EventRow): StoredEvent => ({
  stream: String(row.stream),
  position: row.position,
  id: String(row.id),
  occurredAt: row.occurred_at,
  action: row.action,
  outcome: row.outcome,
  caller: row.caller,
  clientId: row.client_id,
  role: row.role,
  subjectId: row.subject_id === null ? null : String(row.subject_id),
  purpose: row.purpose,
  correlationId: row.correlation_id,
  facts: row.facts,
  form: row.form,
  hash: row.hash,
});
