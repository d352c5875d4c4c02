import type { LoanEventKind } from '../../ecosystem';
import { addDays, type BusinessDate } from '../../kernel';
import { type ListShape, marks, type Reader } from '../../platform/database';
import type { ContributionRow } from '../outbox/contribution.rows';
import { ADVERSE_TOO_OLD, NO_CONSENT } from '../outbox/outbox-writer';
import type { Span, StepOfLoan } from './judging';

type Big = string | number;

/** Bureaus take natural persons, as `FactsRepository` has it. */
const isCovered = (subject: string): string =>
  `EXISTS (SELECT 1 FROM subject s WHERE s.id = ${subject} AND s.kind = 'PERSON' AND s.name_cell IS NOT NULL)`;

const byDay = (table: string): ListShape['order'] =>
  [`${table}.business_date`, `${table}.id`].map((column) => ({ column, direction: 'ASC' }));

export interface EventRow {
  id: Big;
  loan_no: string;
}

/** Events of these kinds without any record at the bureau. What the book showed before `startOn` is not reported. */
export const eventsWithoutRecord = (
  bureau: string,
  kinds: readonly LoanEventKind[],
  { from, to }: Span,
  startOn: BusinessDate | null,
): ListShape => ({
  select: 'e.id, e.loan_no',
  // As NOT EXISTS, MariaDB reads the whole table of records.
  from: 'loan_event e LEFT JOIN contribution c ON c.event_id = e.id AND c.bureau = ?',
  where: `c.id IS NULL AND e.business_date >= ? AND e.business_date <= ? AND (e.origin = 'API' OR e.business_date >= ?)
      AND e.kind IN (${marks(kinds.length)}) AND ${isCovered('e.subject_id')}`,
  values: [bureau, from, to, startOn ?? NEVER, ...kinds],
  order: byDay('e'),
});

const NEVER = '9999-12-31';

export type RecordRow = Pick<
  ContributionRow,
  'id' | 'event_id' | 'loan_id' | 'subject_id' | 'loan_no' | 'term' | 'event_kind' | 'business_date' | 'state'
> & { rule: string | null };

const RECORD = `c.id, c.event_id, c.loan_id, c.subject_id, c.loan_no, c.term, c.event_kind, c.business_date, c.state, c.rule`;

export type OrphanRow = RecordRow & { stored_id: Big | null };

/** Records whose event is not there (`stored_id` is null), or is another than they say. */
export const recordsWithoutEvent = (bureau: string, { from, to }: Span): ListShape => ({
  select: `${RECORD}, e.id AS stored_id`,
  from: 'contribution c LEFT JOIN loan_event e ON e.id = c.event_id',
  where: `c.bureau = ? AND c.business_date >= ? AND c.business_date <= ? AND (e.id IS NULL
      OR e.loan_no <> c.loan_no OR e.term <> c.term OR e.kind <> c.event_kind OR e.business_date <> c.business_date)`,
  values: [bureau, from, to],
  order: byDay('c'),
});

/**
 * Records whose day has passed and that the bureau has not taken. A file is judged by the day after it is due. What must not
 * be told any more is owed nobody; nor is what the borrower does not consent to: those rows are suspects where he has given a
 * consent at all, which may be one of later.
 */
export const recordsNotAccepted = (bureau: string, { from, to }: Span, today: BusinessDate): ListShape => ({
  select: RECORD,
  from: 'contribution c',
  where: `c.bureau = ? AND c.business_date >= ? AND c.business_date <= ?
      AND c.state NOT IN ('ACCEPTED', 'WITHDRAWN') AND (c.due_on < ? OR (c.state <> 'FILED' AND c.due_on < ?))
      AND (c.state <> 'PARKED' OR COALESCE(c.rule, '') NOT IN (?, ?) OR (c.rule = ? AND EXISTS (
        SELECT 1 FROM consent k WHERE k.subject_id = c.subject_id AND k.bureau = c.bureau AND k.type = 'REPORT'
           AND k.revoked_at IS NULL)))`,
  values: [bureau, from, to, addDays(today, -1), today, NO_CONSENT, ADVERSE_TOO_OLD, NO_CONSENT],
  order: byDay('c'),
});

export interface LoanRow {
  id: Big;
  loan_no: string;
}

/**
 * Outstanding loans of which the bureau has no record of the month, though a term fell due in it, or all had before. COALESCE
 * keeps SQLite from looking through the month's records of all loans for each loan: those of the loan are few.
 */
export const loansWithoutMonth = (bureau: string, { from, to }: Span): ListShape => ({
  select: 'l.id, l.loan_no',
  from: 'loan l',
  where: `l.status NOT IN ('SETTLED', 'CANCELLED') AND l.issued_on <= ? AND ${isCovered('l.subject_id')}
      AND (l.due_on < ? OR EXISTS (
        SELECT 1 FROM loan_instalment i WHERE i.loan_id = l.id AND i.due_on >= ? AND i.due_on <= ?))
      AND NOT EXISTS (SELECT 1 FROM contribution c WHERE c.bureau = ? AND c.loan_no = l.loan_no
         AND COALESCE(c.business_date, '') >= ? AND COALESCE(c.business_date, '') <= ?)`,
  // A term is told to be overdue on the day after.
  values: [to, to, addDays(from, -1), to, bureau, from, to],
  order: [{ column: 'l.id', direction: 'ASC' }],
});

/** Steps of the records of these loans at a bureau, by number of the loan, the oldest first. */
export async function stepsOfLoans(
  reader: Reader,
  bureau: string,
  loanNos: readonly string[],
): Promise<ReadonlyMap<string, readonly StepOfLoan[]>> {
  if (loanNos.length === 0) return new Map();
  const rows = await reader.rows<
    Omit<StepOfLoan, 'recordId' | 'stepId'> & { loan_no: string; id: Big; step: Big }
  >(
    `SELECT c.loan_no, c.id, c.term, c.event_kind, c.business_date, s.id AS step, s.state
       FROM contribution c JOIN contribution_step s ON s.contribution_id = c.id
      WHERE c.bureau = ? AND c.loan_no IN (${marks(loanNos.length)}) ORDER BY s.id`,
    [bureau, ...loanNos],
  );
  const steps = new Map<string, StepOfLoan[]>();
  for (const { loan_no: loanNo, id, step, ...told } of rows) {
    const known = steps.get(loanNo) ?? [];
    known.push({ ...told, recordId: String(id), stepId: String(step) });
    steps.set(loanNo, known);
  }
  return steps;
}

/** Keys of the events of a span that are stored of these loans. */
export const eventsOfLoans = (
  reader: Reader,
  loanNos: readonly string[],
  { from, to }: Span,
): Promise<readonly EventKeyRow[]> =>
  reader.rows<EventKeyRow>(
    `SELECT loan_no, term, kind, business_date FROM loan_event
      WHERE loan_no IN (${marks(loanNos.length)}) AND business_date >= ? AND business_date <= ?`,
    [...loanNos, from, to],
  );

export interface EventKeyRow {
  loan_no: string;
  term: number;
  kind: LoanEventKind;
  business_date: BusinessDate;
}

/** Of these subjects, those whom bureaus take. */
export async function coveredSubjects(
  reader: Reader,
  subjectIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await reader.rows<{ id: Big }>(
    `SELECT t.id FROM subject t WHERE t.id IN (${marks(subjectIds.length)}) AND ${isCovered('t.id')}`,
    subjectIds,
  );
  return new Set(rows.map(({ id }) => String(id)));
}
