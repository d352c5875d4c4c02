import { addDays } from '../../kernel';
import type { Book } from '../book';
import { addMonths } from '../business-date';
import {
  addLoan,
  type Habit,
  issuedBefore,
  type Loan,
  type LoanSketch,
  onTime,
  stopsAfter,
} from '../records/loans';
import type { Random } from './random';
import { PAYING } from './rates';

type Terms = Pick<LoanSketch, 'key' | 'borrower' | 'account' | 'product' | 'principal' | 'rate'>;

type Paying = (typeof PAYING)[number][0];

/** A loan of the last year, paid in one of the ways of `PAYING`. */
export function addSomeLoan(book: Book, random: Random, terms: Terms): Loan {
  const paying = random.weighted(PAYING);
  // Two months late and paid since: that takes a year and a half of instalments.
  const [termMonths, monthsAgo] =
    paying === 'CAUGHT_UP' ? [24, random.int(8, 18)] : [random.pick([3, 3, 6, 6, 12]), random.int(1, 12)];
  if (paying === 'CAUGHT_UP') book.planted.push({ pattern: 'PAST_OVERDUE', members: [terms.borrower] });
  return addLoan(book, {
    ...terms,
    termMonths,
    issuedOn: issuedBefore(monthsAgo, random.int(0, 27)),
    habit: habitOf(random, paying, Math.min(monthsAgo, termMonths)),
  });
}

/** A loan of half a year or more on which nothing was paid for at least four months. */
export const addDefaultedLoan = (book: Book, random: Random, terms: Terms): Loan =>
  addLoan(book, {
    ...terms,
    termMonths: 12,
    issuedOn: issuedBefore(random.int(7, 11), random.int(0, 27)),
    habit: stopsAfter(random.int(1, 3)),
  });

/** `due` is how many instalments have fallen due. */
function habitOf(random: Random, paying: Paying, due: number): Habit {
  const delay = random.int(1, 25);
  switch (paying) {
    case 'CAUGHT_UP':
      // The two instalments of a spring were paid with the third.
      return (number, dueOn) =>
        number === 2 ? addMonths(dueOn, 2) : number === 3 ? addMonths(dueOn, 1) : dueOn;
    case 'ON_TIME':
      return onTime;
    case 'LATE':
      return (number, dueOn) => (number % 3 === 0 ? addDays(dueOn, delay) : dueOn);
    case 'STOPPED_LATELY':
      return stopsAfter(Math.max(0, due - random.int(1, 2)));
    case 'STOPPED':
      return stopsAfter(Math.max(0, due - random.int(4, 9)));
  }
}
