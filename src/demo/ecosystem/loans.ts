import { addDays } from '../../kernel';
import type { Book } from '../book';
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

/** A loan of the last year, paid in one of the ways of `PAYING`. */
export function addSomeLoan(book: Book, random: Random, terms: Terms): Loan {
  const termMonths = random.pick([3, 3, 6, 6, 12]);
  const monthsAgo = random.int(1, 12);
  return addLoan(book, {
    ...terms,
    termMonths,
    issuedOn: issuedBefore(monthsAgo, random.int(0, 27)),
    habit: someHabit(random, Math.min(monthsAgo, termMonths)),
  });
}

/** `due` is how many instalments have fallen due. */
function someHabit(random: Random, due: number): Habit {
  const delay = random.int(1, 25);
  switch (random.weighted(PAYING)) {
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
