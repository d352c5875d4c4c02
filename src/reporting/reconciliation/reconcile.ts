import type { ContributionConnector } from '../../bureaus';
import { booksOfLoans, eventsOfIds, isOriginal } from '../../ecosystem';
import { addDays, type BusinessDate, type Clock } from '../../kernel';
import {
  boundedPage,
  type Database,
  type ListShape,
  type PageRequest,
  type SqlValue,
} from '../../platform/database';
import { consented } from '../outbox/outbox-writer';
import { FINDING_KINDS, type Finding, type FindingKind, withoutRecord } from './finding';
import { hasToBeTold, isOwed, monthsEndingIn, type Span, whyNotAccepted } from './judging';
import {
  type EventRow,
  eventsOfLoans,
  eventsWithoutRecord,
  type LoanRow,
  loansWithoutMonth,
  type OrphanRow,
  type RecordRow,
  recordsNotAccepted,
  recordsWithoutEvent,
  stepsOfLoans,
} from './suspects.repository';

export interface ReconcileDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** First business date of which what the book shows is reported; null: none of it is. */
  readonly startOn: BusinessDate | null;
}

type Bureau = Pick<ContributionConnector, 'bureau' | 'takes'>;

export interface ReconcileQuestion {
  readonly connectors: readonly Bureau[];
  readonly span: Span;
  /** Null: of every kind. */
  readonly kind: FindingKind | null;
}

/** Where a finding stands among all: number of the part that found it, and its place there. */
export type Place = readonly [part: number, ...key: SqlValue[]];

export interface Found {
  readonly finding: Finding;
  readonly place: Place;
}

// Held at a time: what is read of loans and their schedules is some megabytes.
const SUSPECTS_AT_ONCE = 500;

/**
 * What does not fit between the events of a span and the records of bureaus, in an order that stays the same: by kind,
 * bureau, day and id. The database finds suspects, which are few in a healthy book; each is judged here. It reads in pages, so
 * that its memory does not grow with the book.
 */
export async function* reconcile(
  deps: ReconcileDeps,
  question: ReconcileQuestion,
  after: Place | null = null,
  atOnce = SUSPECTS_AT_ONCE,
): AsyncGenerator<Found> {
  const parts = partsOf(deps, question);
  const [first = 0, ...key] = after ?? [];
  for (const [number, part] of parts.entries()) {
    if (number < Number(first)) continue;
    let from = after && number === first ? key : null;
    for (;;) {
      const { findings, keys, hasNext } = await part({ first: atOnce, after: from });
      for (const [index, finding] of findings.entries())
        if (finding) yield { finding, place: [number, ...(keys[index] ?? [])] };
      if (!hasNext) break;
      from = [...(keys.at(-1) ?? [])];
    }
  }
}

/** Finds and judges a page of suspects: of each its finding, or null where nothing is wrong with it. */
type Part = (page: PageRequest) => Promise<{
  readonly findings: readonly (Finding | null)[];
  readonly keys: readonly (readonly SqlValue[])[];
  readonly hasNext: boolean;
}>;

function partsOf(deps: ReconcileDeps, { connectors, span, kind }: ReconcileQuestion): readonly Part[] {
  const makers: Readonly<Record<FindingKind, (connector: Bureau) => Part[]>> = {
    EVENT_WITHOUT_RECORD: (connector) => [unrecorded(deps, connector, span)],
    RECORD_WITHOUT_EVENT: (connector) => [orphaned(deps, connector, span)],
    NOT_ACCEPTED_IN_TIME: (connector) => [late(deps, connector, span)],
    MISSING_MONTH: (connector) => monthsOwed(deps, span).map((month) => monthless(deps, connector, month)),
  };
  return FINDING_KINDS.filter((each) => kind === null || each === kind).flatMap((each) =>
    connectors.flatMap((connector) => makers[each](connector)),
  );
}

function part<Row>(
  { database }: ReconcileDeps,
  shape: ListShape,
  judge: (rows: readonly Row[]) => Promise<readonly (Finding | null)[]>,
): Part {
  return async (page) => {
    const { rows, keys, hasNext } = await boundedPage<Row>(database, shape, page);
    return { findings: rows.length > 0 ? await judge(rows) : [], keys, hasNext };
  };
}

const MARKS = ['CORRECT', 'DISPUTE', 'ANSWER'] as const;

function unrecorded(deps: ReconcileDeps, { bureau, takes }: Bureau, span: Span): Part {
  const { database, startOn } = deps;
  const shape = eventsWithoutRecord(bureau, [...takes, ...MARKS], span, startOn);
  return part<EventRow>(deps, shape, async (rows) => {
    const events = await eventsOfIds(
      database,
      rows.map(({ id }) => String(id)),
    );
    const marking = [...events.values()].filter(({ event }) => !isOriginal(event));
    const loanNos = [...new Set(marking.map(({ event }) => event.loanNo))];
    const steps = await stepsOfLoans(database, bureau, loanNos);
    return rows.map((row) => {
      const stored = events.get(String(row.id));
      if (!stored || !isOwed(stored, takes, steps.get(row.loan_no) ?? [])) return null;
      return withoutRecord('RECORD_LOST', bureau, stored.event, stored.id);
    });
  });
}

function orphaned(deps: ReconcileDeps, { bureau }: Bureau, span: Span): Part {
  return part<OrphanRow>(deps, recordsWithoutEvent(bureau, span), async (rows) =>
    rows.map((row) => ({
      kind: 'RECORD_WITHOUT_EVENT',
      reason: row.stored_id === null ? 'EVENT_LOST' : 'OTHER_EVENT',
      ...ofRecord(bureau, row),
    })),
  );
}

const ofRecord = (bureau: string, row: RecordRow) => ({
  eventId: String(row.event_id),
  bureau,
  loanNo: row.loan_no,
  term: row.term,
  eventKind: row.event_kind,
  businessDate: row.business_date,
  contributionId: String(row.id),
});

function late(deps: ReconcileDeps, { bureau }: Bureau, span: Span): Part {
  const { database, clock } = deps;
  const shape = recordsNotAccepted(bureau, span, clock.businessDate());
  return part<RecordRow>(deps, shape, async (rows) => {
    const waiting = rows.filter((row) => whyNotAccepted(row) === 'CONSENT_GIVEN_SINCE');
    const loans = waiting.map((row) => ({ loanId: String(row.loan_id), subjectId: String(row.subject_id) }));
    const allowed =
      loans.length === 0
        ? new Set<string>()
        : await database.write((transaction) => consented(transaction, bureau, loans, clock.now()));
    return rows.map((row) => {
      const reason = whyNotAccepted(row);
      const isForbidden = reason === 'CONSENT_GIVEN_SINCE' && !allowed.has(String(row.loan_id));
      if (reason === null || isForbidden) return null;
      return { kind: 'NOT_ACCEPTED_IN_TIME', reason, ...ofRecord(bureau, row) };
    });
  });
}

/** Months that are over, with the day by which their last record was due; of the first, the part that is reported. */
function monthsOwed({ clock, startOn }: ReconcileDeps, span: Span): readonly Span[] {
  if (startOn === null) return [];
  return monthsEndingIn(span)
    .filter(({ to }) => to >= startOn && addDays(to, 1) < clock.businessDate())
    .map(({ from, to }) => ({ from: from < startOn ? startOn : from, to }));
}

function monthless(deps: ReconcileDeps, { bureau, takes }: Bureau, month: Span): Part {
  const { database } = deps;
  return part<LoanRow>(deps, loansWithoutMonth(bureau, month), async (rows) => {
    const ids = rows.map(({ id }) => String(id));
    const books = await booksOfLoans(database, ids);
    const loanNos = rows.map((row) => row.loan_no);
    const told = new Set((await eventsOfLoans(database, loanNos, month)).map((row) => row.loan_no));
    return rows.map(({ id, loan_no: loanNo }) => {
      const book = books.get(String(id));
      if (!book || !hasToBeTold(book, month, takes)) return null;
      return {
        kind: 'MISSING_MONTH',
        reason: told.has(loanNo) ? 'RECORD_LOST' : 'NOT_TOLD',
        bureau,
        loanNo,
        term: 0,
        eventKind: null,
        businessDate: month.to,
        eventId: null,
        contributionId: null,
      };
    });
  });
}
