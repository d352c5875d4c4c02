import { addDays } from '../../../kernel';
import { type Fen, yuan } from '../../amounts';
import type { Book } from '../../book';
import { addMonths } from '../../business-date';
import type { Member } from '../../cast';
import { addAccount, type Booking, loanBookings, otherAccount } from '../../records/accounts';
import type { Loan } from '../../records/loans';
import { accountNumberOf } from '../identity';
import { addSomeLoan } from '../loans';
import type { Random } from '../random';
import { ELSEWHERE, RATES } from '../rates';
import { agree } from './consents';
import { someDay } from './days';

export const accountKey = ({ key }: Member): string => `account-${key}`;

/** Wages and shopping over more or fewer months, and perhaps a loan. False when the account sleeps. */
export function tellAccount(book: Book, random: Random, person: Member, n: number): boolean {
  const openedOn = someDay(random, 3_600, 400);
  const loan = random.chance(RATES.borrower) ? tellLoan(book, random, person) : null;
  const bookings = [...life(book, random, person, n), ...(loan ? loanBookings(loan, openedOn) : [])];
  addAccount(book, {
    holder: person.key,
    identity: { key: accountKey(person), number: accountNumberOf(n) },
    status: bookings.length === 0 ? 'DORMANT' : 'ACTIVE',
    openedOn,
    opening: lowest(bookings) + yuan(random.heavyTailed(50, 200_000)) + random.int(0, 99),
    bookings,
  });
  return bookings.length > 0;
}

function tellLoan(book: Book, random: Random, person: Member): Loan {
  agree(book, random, person);
  return addSomeLoan(book, random, {
    key: `loan-${person.key}`,
    borrower: person.key,
    account: accountKey(person),
    product: 'CONSUMER',
    principal: 1_000 * random.heavyTailed(3, 200),
    rate: random.int(70, 150) / 1_000,
  });
}

/** Half of the accounts sleep; the others were used in one month or in up to twelve. */
function life(book: Book, random: Random, person: Member, n: number): Booking[] {
  if (random.chance(RATES.asleep)) return [];
  const income = yuan(random.heavyTailed(3_500, 80_000)) + random.int(0, 99_999);
  const elsewhere = random.weighted(ELSEWHERE);
  const months = elsewhere === 'NOTHING' ? random.heavyTailed(1, 12) : 12;
  if (elsewhere !== 'NOTHING') book.planted.push({ pattern: elsewhere, members: [person.key] });
  const bookings: Booking[] = [];
  for (let ago = months; ago > 0; ago -= 1) {
    const month = addMonths('2026-07-01', -ago);
    bookings.push({
      on: addDays(month, 9),
      amount: income,
      kind: 'TRANSFER_IN',
      purpose: 'SALARY',
      counterparty: otherAccount('ICBC', n % 5_000),
    });
    const times = random.int(1, 3);
    for (let time = 0; time < times; time += 1) {
      // June and November are the months of the sales.
      const more = /-(06|11)-/.test(month) ? 1.4 : 1;
      bookings.push({
        on: addDays(month, random.int(0, 27)),
        amount: -Math.round((income * random.int(5, 30) * more) / 100),
        kind: 'CARD_PAYMENT',
        purpose: 'LIVING',
      });
    }
    bookings.push(...toLenders(elsewhere, income, { month, n, ago }));
  }
  return bookings;
}

/** Repayments to lenders outside: to more of them every other month, or to one who takes more than half of the income. */
function toLenders(
  elsewhere: (typeof ELSEWHERE)[number][0],
  income: Fen,
  { month, n, ago }: { readonly month: string; readonly n: number; readonly ago: number },
): Booking[] {
  if (elsewhere === 'NOTHING') return [];
  const lenders = elsewhere === 'MULTI_PLATFORM' ? 7 - Math.floor(ago / 2) : 1;
  const share = elsewhere === 'MULTI_PLATFORM' ? 0.05 : 0.62;
  return Array.from({ length: lenders }, (_, lender) => ({
    on: addDays(month, 17),
    amount: -Math.round(income * share),
    kind: 'TRANSFER_OUT' as const,
    purpose: 'LOAN_ELSEWHERE',
    counterparty: otherAccount('CMB', 100_000_000 + n * 10 + lender),
  }));
}

/** What an account must hold at the beginning so that it is never overdrawn, in whatever order a day is booked. */
function lowest(bookings: readonly Booking[]): Fen {
  const ordered = [...bookings].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.amount - b.amount));
  let balance = 0;
  let least = 0;
  for (const { amount } of ordered) {
    balance += amount;
    least = Math.min(least, balance);
  }
  return -least;
}
