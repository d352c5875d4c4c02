import { addDays, type BusinessDate } from '../../../kernel';
import type { OriginalLoanEvent } from '../loan-event';
import { isOverdueAt, type LoanBook, paidOn, type TermAccount, termAccounts } from './loan-book';
import { paymentAt, standingAt } from './standing';

export type TermEvent = Extract<OriginalLoanEvent, { kind: 'REPAY' | 'OVERDUE' | 'SETTLE' }>;

/**
 * What the loan book shows to have happened on a day: payout, payments, payment in full, and terms that fell overdue.
 * A loan that stays overdue after its last term is told of each month. Applications, extensions and cancellations
 * leave no trace in the book and are told by mutation. Pure.
 */
export function eventsOfDay(book: LoanBook, day: BusinessDate): OriginalLoanEvent[] {
  const issue: OriginalLoanEvent[] =
    book.issuedOn === day ? [{ loanNo: book.loanNo, term: 0, kind: 'ISSUE', businessDate: day }] : [];
  const told = book.instalments
    .map(({ number }) => number)
    .map((term) => termEvent(book, term, day))
    .filter((event) => event !== null);
  return [...issue, ...told];
}

/** What the book shows of one term on a day; null where nothing happened to it that others are to hear of. Pure. */
export function termEvent(book: LoanBook, term: number, day: BusinessDate): TermEvent | null {
  const terms = termAccounts(book, day);
  const account = terms.find(({ number }) => number === term);
  if (!account) return null;
  const key = { loanNo: book.loanNo, term, businessDate: day };
  const { told, earlyMinor } = paymentsToTell(terms, day);
  if (told.includes(account)) {
    const isLast = account === told.at(-1);
    const early = isLast ? earlyMinor : 0n;
    const isPaidOff = terms.every(({ settledOn }) => settledOn !== null);
    return {
      ...key,
      kind: isLast && isPaidOff ? 'SETTLE' : 'REPAY',
      // A term of which early money alone is told counts that money once.
      payment: {
        ...paymentAt(book, term, day, early - (isEarly(terms, account, day) ? paidOn(account, day) : 0n)),
        lastPaidOn: day,
      },
      standing: standingAt(book, day),
      earlyMinor: early,
    };
  }
  if (paidOn(account, day) > 0n || !isOverdueAt(account, day) || !isToldOverdue(terms, account, day))
    return null;
  return {
    ...key,
    kind: 'OVERDUE',
    payment: paymentAt(book, term, day),
    standing: standingAt(book, day),
    earlyMinor: 0n,
  };
}

/** The terms whose payments of the day are told, and what of the day's money was for terms after the current one. */
function paymentsToTell(
  terms: readonly TermAccount[],
  day: BusinessDate,
): { told: readonly TermAccount[]; earlyMinor: bigint } {
  const touched = terms.filter((term) => paidOn(term, day) > 0n);
  const early = touched.filter((term) => isEarly(terms, term, day));
  const regular = touched.filter((term) => !early.includes(term));
  return {
    told: regular.length > 0 ? regular : early.slice(0, 1),
    earlyMinor: early.reduce((sum, term) => sum + paidOn(term, day), 0n),
  };
}

/** The current term is the first that is not past its due date: paying it before that day is nothing unusual. */
function isEarly(terms: readonly TermAccount[], term: TermAccount, day: BusinessDate): boolean {
  const current = terms.find(({ dueOn }) => dueOn >= day);
  return current !== undefined && term.number > current.number;
}

/** On the day after the due date; for the last term in each month after, too. */
function isToldOverdue(terms: readonly TermAccount[], term: TermAccount, day: BusinessDate): boolean {
  const first = addDays(term.dueOn, 1);
  if (day === first) return true;
  if (term !== terms.at(-1) || day < first) return false;
  const isLastOfMonth = addDays(day, 1).slice(8) === '01';
  return day.slice(8) === first.slice(8) || (isLastOfMonth && first.slice(8) > day.slice(8));
}
