import type { ContributionConnector } from '../../bureaus';
import { eventsOfDay, isOriginal, type LoanBook, type RecordedLoanEvent } from '../../ecosystem';
import { addDays, type BusinessDate } from '../../kernel';
import type { ContributionState } from '../outbox/contribution.states';
import { NO_CONSENT } from '../outbox/outbox-writer';
import { tellsWhat } from '../records/telling';
import type { Reason } from './finding';

/** A step in the life of a record of a loan. Ids are ordered by time, those of events and of steps alike. */
export interface StepOfLoan {
  readonly recordId: string;
  readonly term: number;
  readonly event_kind: RecordedLoanEvent['event']['kind'];
  readonly business_date: BusinessDate;
  readonly stepId: string;
  readonly state: ContributionState;
}

/** States in which a bureau has a record, or is about to get it. */
const HELD: readonly ContributionState[] = ['READY', 'SENT', 'UNKNOWN', 'ACCEPTED', 'FILED'];

/**
 * Whether a bureau is to hear of an event. Of a correction, an objection and its answer it is where it had, when they were
 * told, what they are of. Pure.
 * @param takes what the bureau has a message for
 * @param steps of the records of the same loan at this bureau, the oldest first
 */
export function isOwed(
  { id, event }: Pick<RecordedLoanEvent, 'id' | 'event'>,
  takes: ContributionConnector['takes'],
  steps: readonly StepOfLoan[],
): boolean {
  if (isOriginal(event)) return takes.includes(event.kind);
  const told = event.kind === 'CORRECT' ? [event.told, event.instead] : [event.about];
  if (!told.some((each) => each !== null && takes.includes(each.kind))) return false;
  const before = steps.filter((step) => tellsWhat(event, step) && BigInt(step.stepId) < BigInt(id));
  const last = new Map(before.map(({ recordId, state }) => [recordId, state]));
  return [...last.values()].some((state) => HELD.includes(state));
}

/** Why a bureau has not accepted a record; null for a state in which that is as it should be. Pure. */
export function whyNotAccepted({
  state,
  rule,
}: {
  readonly state: ContributionState;
  readonly rule: string | null;
}): Reason | null {
  switch (state) {
    case 'ACCEPTED':
    case 'WITHDRAWN':
      return null;
    case 'READY':
      return 'NOT_SENT';
    case 'SENT':
    case 'UNKNOWN':
      return 'END_UNKNOWN';
    case 'FILED':
      return 'NO_FEEDBACK';
    case 'REJECTED':
      return 'REFUSED';
    case 'BLOCKED_NOTICE':
      return 'NOTICE_MISSING';
    case 'PARKED':
      return rule === NO_CONSENT ? 'CONSENT_GIVEN_SINCE' : 'TO_MEND';
  }
}

/** Business dates, both included. */
export interface Span {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** Whether the loan book shows, within these days, anything that a bureau has a message for. Pure. */
export function hasToBeTold(
  book: LoanBook,
  { from, to }: Span,
  takes: ContributionConnector['takes'],
): boolean {
  for (let day = from; day <= to; day = addDays(day, 1))
    if (eventsOfDay(book, day).some(({ kind }) => takes.includes(kind))) return true;
  return false;
}

/** Whole months whose last day lies in the span. Pure. */
export function monthsEndingIn({ from, to }: Span): readonly Span[] {
  const months: Span[] = [];
  for (let first = `${from.slice(0, 7)}-01`; ; ) {
    const next = `${addDays(first, 31).slice(0, 7)}-01`;
    const last = addDays(next, -1);
    if (last > to) return months;
    months.push({ from: first, to: last });
    first = next;
  }
}
