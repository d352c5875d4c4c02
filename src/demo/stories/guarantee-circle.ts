import { yuan } from '../amounts';
import type { Book } from '../book';
import { addAccount, householdBookings } from '../records/accounts';
import { addDealer, addGuarantee, addOwner } from '../records/firms';
import { addLoan, issuedBefore, onTime, stopsAfter } from '../records/loans';
import { addOwnPhone } from '../records/subjects';
import { monthlyDates } from '../records/trade';
import { buy } from './dealers';

const LETTERS = ['a', 'b', 'c'] as const;

interface Link {
  /** Yuan lent to the firm, and what the firm before it in the circle guarantees. */
  readonly principal: number;
  readonly months: number;
  readonly paid?: number;
  readonly orders: number;
}

const LINKS: Readonly<Record<(typeof LETTERS)[number], Link>> = {
  a: { principal: 800_000, months: 10, orders: 12 },
  b: { principal: 700_000, months: 10, orders: 12 },
  c: { principal: 1_000_000, months: 12, paid: 7, orders: 7 },
};

/**
 * The guarantee circle (循环担保): a guarantees b, b guarantees c, c guarantees a. C has not paid for five months, so
 * the guarantee that stands behind a's loan is worth nothing, and b is called on.
 */
export function tellGuaranteeCircle(book: Book): void {
  LETTERS.forEach((letter, index) => {
    const next = LETTERS[(index + 1) % LETTERS.length]!;
    tellLink(book, letter, LINKS[letter]);
    const { principal, months } = LINKS[next];
    addGuarantee(
      book,
      `circle-dealer-${letter}`,
      `circle-dealer-${next}`,
      principal,
      issuedBefore(months),
      `loan-circle-dealer-${next}`,
    );
  });
  const members = LETTERS.map((letter) => `circle-dealer-${letter}`);
  book.planted.push({ pattern: 'GUARANTEE_RING', members });
}

function tellLink(book: Book, letter: string, { principal, months, paid, orders }: Link): void {
  const subject = `circle-dealer-${letter}`;
  const owner = `circle-owner-${letter}`;
  const dealer = addDealer(book, {
    subject,
    level: 'GOLD',
    status: paid === undefined ? 'ACTIVE' : 'SUSPENDED',
    region: '青岛城阳',
    creditLimit: 1_000_000,
    since: '2016-05-05',
  });
  addOwner(book, owner, subject, 100, '2012-08-20');
  // The firm that is in default stopped buying when it stopped paying.
  for (const [n, orderedOn] of monthlyDates(12, 5).slice(0, orders).entries()) {
    buy(book, { subject, dealer, orderedOn, scale: 22, n, paidAfter: 27 + (n % 3) });
  }
  addLoan(book, {
    key: `loan-${subject}`,
    borrower: subject,
    product: 'WORKING_CAPITAL',
    principal,
    termMonths: 24,
    rate: 0.082,
    issuedOn: issuedBefore(months),
    habit: paid === undefined ? onTime : stopsAfter(paid),
  });
  addAccount(book, {
    holder: owner,
    openedOn: '2015-10-12',
    opening: yuan(60_000),
    bookings: householdBookings({ holder: owner, income: 17_500, rent: 4_100, living: 8_800, months: 13 }),
  });
  addOwnPhone(book, owner, '2019-07-19', '2026-06-30');
}
