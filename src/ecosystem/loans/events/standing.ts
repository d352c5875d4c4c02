import { addDays, type BusinessDate, daysBetween } from '../../../kernel';
import type { LoanStanding, TermPayment } from '../loan-event';
import { isOverdueAt, type LoanBook, paidOf, type TermAccount, termAccounts } from './loan-book';

// Adverse data are told for five years after the default ended (征信业管理条例 Art. 16).
const ADVERSE_YEARS = 5;

const yearsBefore = (date: BusinessDate, years: number): BusinessDate =>
  `${Number(date.slice(0, 4)) - years}${date.slice(4) === '-02-29' ? '-02-28' : date.slice(4)}`;

/** Where a loan stands at the end of a day. Defaults that ended more than five years before are not counted. Pure. */
export function standingAt(book: LoanBook, day: BusinessDate): LoanStanding {
  const terms = termAccounts(book, day);
  const overdue = terms.filter((term) => isOverdueAt(term, day));
  const adverse = terms.filter((term) => wasOverdue(term, day) && !isForgotten(term, day));
  const atOneTime = adverse.map(
    ({ dueOn }) => adverse.filter((term) => isOverdueAt(term, addDays(dueOn, 1))).length,
  );
  const age = (from: number, to: number): bigint =>
    overdue
      .filter(({ dueOn }) => daysBetween(dueOn, day) >= from && daysBetween(dueOn, day) <= to)
      .reduce((sum, term) => sum + term.principalMinor - principalPaid(term), 0n);
  return {
    balanceMinor: balance(book, terms, day),
    overdueMinor: overdue.reduce((sum, term) => sum + term.plannedMinor - paidOf(term), 0n),
    lastPaidOn: lastPayment(book, day),
    overdueDays: daysOverdue(terms, day),
    overdueTerms: overdue.length,
    overdueTermsEver: adverse.length,
    overdueTermsWorst: Math.max(0, ...atOneTime),
    overdueByAge: {
      from31to60: age(31, 60),
      from61to90: age(61, 90),
      from91to180: age(91, 180),
      over180: age(181, Number.MAX_SAFE_INTEGER),
    },
    paymentState24m: paymentStates(book, terms, day),
  };
}

/** One term at the end of a day. Pure. @throws RangeError for a term that the loan has not */
export function paymentAt(book: LoanBook, term: number, day: BusinessDate, earlyMinor = 0n): TermPayment {
  const terms = termAccounts(book, day);
  const account = terms.find(({ number }) => number === term);
  if (!account) throw new RangeError(`loan without a term ${term}`);
  const arrears = terms
    .filter((other) => other.number < term && isOverdueAt(other, day))
    .reduce((sum, other) => sum + other.plannedMinor - paidOf(other), 0n);
  const { dueOn, plannedMinor, pieces } = account;
  const isAfterEnd = account === terms.at(-1) && day > addDays(dueOn, 1);
  const allOwed = isAfterEnd ? arrears + plannedMinor - paidOf(account) : plannedMinor;
  return {
    dueOn,
    plannedMinor: isAfterEnd && account.settledOn === null ? allOwed : plannedMinor,
    owedMinor: plannedMinor + arrears,
    paidMinor: paidOf(account) + earlyMinor,
    lastPaidOn: pieces.at(-1)?.paidOn ?? null,
    paidBy: 'BORROWER',
  };
}

function wasOverdue({ dueOn, settledOn }: TermAccount, day: BusinessDate): boolean {
  return dueOn < day && (settledOn === null || settledOn > dueOn);
}

const isForgotten = ({ settledOn }: TermAccount, day: BusinessDate): boolean =>
  settledOn !== null && settledOn < yearsBefore(day, ADVERSE_YEARS);

/** Interest is paid before principal. */
function principalPaid(term: TermAccount): bigint {
  const paid = paidOf(term);
  return paid > term.interestMinor ? paid - term.interestMinor : 0n;
}

function balance(book: LoanBook, terms: readonly TermAccount[], day: BusinessDate): bigint {
  const repaid =
    terms.length > 0
      ? terms.reduce((sum, term) => sum + principalPaid(term), 0n)
      : book.payments.reduce((sum, { paidOn, amountMinor }) => (paidOn <= day ? sum + amountMinor : sum), 0n);
  return repaid < book.principalMinor ? book.principalMinor - repaid : 0n;
}

function lastPayment({ payments }: LoanBook, day: BusinessDate): BusinessDate | null {
  const days = payments
    .filter(({ paidOn, amountMinor }) => paidOn <= day && amountMinor > 0n)
    .map(({ paidOn }) => paidOn)
    .sort();
  return days.at(-1) ?? null;
}

function daysOverdue(terms: readonly TermAccount[], day: BusinessDate): number {
  const oldest = terms.find((term) => isOverdueAt(term, day));
  return oldest ? daysBetween(oldest.dueOn, day) : 0;
}

const monthIndex = (date: BusinessDate): number =>
  Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

function lastDayOf(month: number): BusinessDate {
  const next = month + 1;
  return addDays(`${Math.floor(next / 12)}-${String((next % 12) + 1).padStart(2, '0')}-01`, -1);
}

/** `/` not yet open, `*` nothing due, `N` in order, `1` to `7` by days overdue, `C` paid off. */
function paymentStates(book: LoanBook, terms: readonly TermAccount[], day: BusinessDate): string {
  const isPaidOff = terms.length > 0 && terms.every(({ settledOn }) => settledOn !== null);
  const paidOffOn = isPaidOff ? (terms.at(-1)?.settledOn ?? day) : null;
  const last = monthIndex(day);
  let states = '';
  for (let month = last - 23; month <= last; month += 1) {
    const until = month === last ? day : lastDayOf(month);
    if (month < monthIndex(book.issuedOn)) states += '/';
    else if (paidOffOn !== null && monthIndex(paidOffOn) <= month) states += 'C';
    else {
      const days = daysOverdue(terms, until);
      const isDue = terms.some(({ dueOn }) => monthIndex(dueOn) === month && dueOn <= until);
      states += days > 0 ? String(Math.min(7, Math.ceil(days / 30))) : isDue ? 'N' : '*';
    }
  }
  return states;
}
