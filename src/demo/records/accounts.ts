import { addDays, type BusinessDate } from '../../kernel';
import { decimal, type Fen, wobble, yuan } from '../amounts';
import type { Book } from '../book';
import { addMonths, DEMO_BUSINESS_DATE, hasCome } from '../business-date';
import { member } from '../cast';
import type { Loan } from './loans';
import { REGION } from './subjects';

/** A booking; money in is positive. */
export interface Booking {
  readonly on: BusinessDate;
  readonly amount: Fen;
  readonly kind: 'TRANSFER_IN' | 'TRANSFER_OUT' | 'CARD_PAYMENT' | 'LOAN_PAID_OUT' | 'LOAN_REPAYMENT';
  readonly purpose?: string;
  readonly counterparty?: Counterparty;
}

export interface Counterparty {
  readonly bank: string;
  readonly accountNo: string;
}

export interface AccountSketch {
  readonly holder: string;
  /** Of an account of somebody who is not in the cast, or of a second one. */
  readonly identity?: { readonly key: string; readonly number: number };
  readonly kind?: 'PAYMENT' | 'SAVINGS';
  readonly status?: 'ACTIVE' | 'DORMANT' | 'FROZEN';
  readonly openedOn: BusinessDate;
  /** Balance before the first booking. */
  readonly opening: Fen;
  readonly bookings: readonly Booking[];
}

/** The bank that keeps the accounts of the demo. */
const OUR_BANK = 'DEMO';

export const accountKeyOf = (holder: string): string => `account-${holder}`;

/** Begins as no bank's account number does. */
const accountNoOf = (number: number): string => `9990${String(number).padStart(12, '0')}`;

export const ourAccount = (holder: string): Counterparty => ({
  bank: OUR_BANK,
  accountNo: accountNoOf(member(holder).number),
});

/** An account at some other bank; the n-th of those that nobody has. */
export const otherAccount = (bank: string, n: number): Counterparty => ({
  bank,
  accountNo: `9991${String(n).padStart(12, '0')}`,
});

/**
 * Writes an account with its owner and its bookings, oldest first, and the balance that they make.
 * @throws RangeError when the story lets it fall below zero, or books before the opening or after the demo's day.
 */
export function addAccount(book: Book, sketch: AccountSketch): void {
  const { holder, kind = 'PAYMENT', status = 'ACTIVE', openedOn, opening } = sketch;
  const { key, number } = sketch.identity ?? { key: accountKeyOf(holder), number: member(holder).number };
  const bookings = [...sketch.bookings].sort((a, b) =>
    a.on < b.on ? -1 : a.on > b.on ? 1 : b.amount - a.amount,
  );
  const balance = bookings.reduce((sum, { amount }) => sum + amount, opening);
  book.add('account', key, {
    accountNo: accountNoOf(number),
    kind,
    status,
    balance: decimal(balance),
    currency: 'CNY',
    openedOn: openedOn,
    closedOn: null,
    regionCode: REGION,
  });
  book.add('account_holder', `${key}/${holder}`, {
    account: key,
    subject: holder,
    role: 'OWNER',
    since: openedOn,
  });
  let running = opening;
  bookings.forEach((booking, index) => {
    running += booking.amount;
    if (running < 0 || booking.on < openedOn || !hasCome(booking.on)) {
      throw new RangeError(`booking ${index + 1} of ${key} on ${booking.on} cannot be`);
    }
    addEntry(book, key, index + 1, booking, running);
  });
}

function addEntry(book: Book, account: string, n: number, booking: Booking, balance: Fen): void {
  book.add('ledger_entry', `${account}/${n}`, {
    account,
    bookedOn: booking.on,
    direction: booking.amount < 0 ? 'DEBIT' : 'CREDIT',
    kind: booking.kind,
    amount: decimal(Math.abs(booking.amount)),
    balance: decimal(balance),
    currency: 'CNY',
    purpose: booking.purpose ?? null,
    counterpartyBank: booking.counterparty?.bank ?? null,
    counterpartyAccount: booking.counterparty?.accountNo ?? null,
  });
}

export interface StandingOrderSketch {
  readonly holder: string;
  readonly amount: Fen;
  readonly purpose: string;
  readonly to: Counterparty;
}

export function addStandingOrder(book: Book, { holder, amount, purpose, to }: StandingOrderSketch): void {
  const account = accountKeyOf(holder);
  book.add('standing_order', `${account}/${purpose.toLowerCase()}`, {
    account,
    amount: decimal(amount),
    currency: 'CNY',
    purpose,
    counterpartyBank: to.bank,
    counterpartyAccount: to.accountNo,
  });
}

export const landlordOf = (holder: string): Counterparty => otherAccount('CCB', member(holder).number);

export interface Household {
  readonly holder: string;
  /** Yuan a month. */
  readonly income: number;
  readonly rent: number;
  /** Yuan a month by card, in four parts. */
  readonly living: number;
  /** Months to tell, up to the demo's day. */
  readonly months: number;
}

/** A year or so in the life of a wage earner: wages on the 10th, rent on the 12th, the card every week. */
export function householdBookings({ holder, income, rent, living, months }: Household): Booking[] {
  const { number } = member(holder);
  const employer = otherAccount('ICBC', number);
  const landlord = landlordOf(holder);
  const bookings: Booking[] = [];
  for (let ago = months - 1; ago >= 0; ago -= 1) {
    const month = addMonths(DEMO_BUSINESS_DATE.replace(/\d\d$/, '01'), -ago);
    bookings.push(
      {
        on: addDays(month, 9),
        amount: yuan(income),
        kind: 'TRANSFER_IN',
        purpose: 'SALARY',
        counterparty: employer,
      },
      {
        on: addDays(month, 11),
        amount: yuan(-rent),
        kind: 'TRANSFER_OUT',
        purpose: 'RENT',
        counterparty: landlord,
      },
    );
    for (let week = 0; week < 4; week += 1) {
      const spent = yuan(living / 4) + wobble(number * 97 + ago * 4 + week, yuan(living / 16));
      bookings.push({
        on: addDays(month, 2 + week * 7),
        amount: -spent,
        kind: 'CARD_PAYMENT',
        purpose: 'LIVING',
      });
    }
  }
  return bookings;
}

/** What a loan left on the account that serves it, from a day on: the paying out, and the repayments. */
export function loanBookings(loan: Loan, from: BusinessDate): Booking[] {
  const paidOut: Booking = {
    on: loan.issuedOn,
    amount: yuan(loan.principal),
    kind: 'LOAN_PAID_OUT',
    purpose: 'LOAN',
  };
  const repayments = loan.instalments.flatMap(({ paidOn, principal, interest }): Booking[] =>
    paidOn ? [{ on: paidOn, amount: -(principal + interest), kind: 'LOAN_REPAYMENT', purpose: 'LOAN' }] : [],
  );
  return [paidOut, ...repayments].filter(({ on }) => on >= from);
}
