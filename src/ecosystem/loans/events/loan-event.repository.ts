import type { Clock } from '../../../kernel';
import { type IdGenerator, marks, type Reader, type Transaction } from '../../../platform/database';
import type { LoanEvent, LoanEventKey } from '../loan-event';
import { decodeEvent, encodeEvent } from './event-codec';
import { LoanEventEntity } from './loan-event.entity';

/** An event as it is stored. */
export interface RecordedLoanEvent {
  readonly id: string;
  readonly loanId: string;
  readonly subjectId: string;
  readonly origin: 'API' | 'BOOK';
  readonly event: LoanEvent;
}

/** Called in the transaction that stores events, with those that are new: what it writes stands or falls with them. */
export type LoanEventListener = (
  transaction: Transaction,
  events: readonly RecordedLoanEvent[],
) => Promise<void>;

export interface StoreDeps {
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly onRecorded: LoanEventListener;
}

type Row = {
  id: string | number;
  loan_id: string | number;
  subject_id: string | number;
  origin: 'API' | 'BOOK';
  content: string;
};

const COLUMNS = 'id, loan_id, subject_id, origin, content';

const toEvent = (row: Row): RecordedLoanEvent => ({
  id: String(row.id),
  loanId: String(row.loan_id),
  subjectId: String(row.subject_id),
  origin: row.origin,
  event: decodeEvent(row.content),
});

/** The event of a key as it was told; null when it was not. */
export async function eventOfKey(
  reader: Reader,
  { loanNo, term, kind, businessDate }: LoanEventKey,
): Promise<RecordedLoanEvent | null> {
  const [row] = await reader.rows<Row>(
    `SELECT ${COLUMNS} FROM loan_event WHERE loan_no = ? AND term = ? AND kind = ? AND business_date = ?`,
    [loanNo, term, kind, businessDate],
  );
  return row ? toEvent(row) : null;
}

/** By id; those that are not there are left out. */
export async function eventsOfIds(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecordedLoanEvent>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.rows<Row>(
    `SELECT ${COLUMNS} FROM loan_event WHERE id IN (${marks(ids.length)})`,
    ids,
  );
  return new Map(rows.map((row) => [String(row.id), toEvent(row)]));
}

/** Corrections of a loan's term, in the order in which they were told. */
export async function correctionsOf(
  reader: Reader,
  { loanNo, term }: Pick<LoanEventKey, 'loanNo' | 'term'>,
): Promise<readonly (RecordedLoanEvent & { readonly event: Correction })[]> {
  const rows = await reader.rows<Row>(
    `SELECT ${COLUMNS} FROM loan_event WHERE loan_no = ? AND term = ? AND kind = 'CORRECT' ORDER BY id`,
    [loanNo, term],
  );
  return rows
    .map(toEvent)
    .flatMap((recorded) =>
      recorded.event.kind === 'CORRECT' ? [{ ...recorded, event: recorded.event }] : [],
    );
}

type Correction = Extract<LoanEvent, { kind: 'CORRECT' }>;

export type NewLoanEvent = Omit<RecordedLoanEvent, 'id'>;

/** Stores the events that are not stored yet, tells the listener of them, and gives their number. */
export async function storeEvents(
  transaction: Transaction,
  { nextId, clock, onRecorded }: StoreDeps,
  events: readonly NewLoanEvent[],
): Promise<readonly RecordedLoanEvent[]> {
  const fresh: RecordedLoanEvent[] = [];
  for (const each of events)
    if (!(await eventOfKey(transaction, each.event))) fresh.push({ ...each, id: nextId() });
  if (fresh.length === 0) return fresh;
  const recordedAt = clock.now();
  await transaction.insert(
    LoanEventEntity,
    fresh.map(({ id, loanId, subjectId, origin, event }) => {
      const { loanNo, term, kind, businessDate } = event;
      const content = encodeEvent(event);
      return { id, loanId, subjectId, loanNo, term, kind, businessDate, origin, content, recordedAt };
    }),
  );
  await onRecorded(transaction, fresh);
  return fresh;
}
