import { addDays, type BusinessDate } from '../../kernel';
import { wobble, yuan } from '../amounts';
import type { Book } from '../book';
import { addMonths } from '../business-date';
import { CORE_ENTERPRISE } from '../cast';
import { accountKeyOf, addAccount, householdBookings, loanBookings } from '../records/accounts';
import { addDealer, addGuarantee, addOwner } from '../records/firms';
import { addLoan, issuedBefore } from '../records/loans';
import { addOwnPhone } from '../records/subjects';
import { addOrder, monthlyDates, type OrderLineSketch } from '../records/trade';

/** The clean dealer pays every order within its term, and the loan that the clean supplier's owner guarantees. */
export function tellCleanDealer(book: Book): void {
  const subject = 'clean-dealer';
  const dealer = addDealer(book, {
    subject,
    level: 'PLATINUM',
    region: '青岛崂山',
    creditLimit: 1_200_000,
    since: '2014-09-01',
  });
  addOwner(book, 'clean-dealer-owner', subject, 80, '2014-06-12');
  monthlyDates(24, 3).forEach((orderedOn, n) => {
    buy(book, { subject, dealer, orderedOn, scale: 60, n, paidAfter: 24 + (n % 5) });
  });
  // The guaranteed loan of the owner's report: 300,000 over two years, about half of it paid off.
  const loan = 'loan-clean-dealer';
  const issuedOn = issuedBefore(12);
  addLoan(book, {
    key: loan,
    borrower: subject,
    product: 'INVENTORY',
    principal: 300_000,
    termMonths: 24,
    rate: 0.065,
    issuedOn,
  });
  addGuarantee(book, 'supplier-owner', subject, 300_000, issuedOn, loan);
}

/** Days past due today, at the firm and at its owner alike. */
const OVERDUE_SINCE = '2026-05-14';

/**
 * The dealer that is falling overdue: each order is paid some days later than the one before, first within the term,
 * then beyond it; the last ones are not paid at all, and neither are the instalments since the middle of May.
 */
export function tellOverdueDealer(book: Book): void {
  const subject = 'overdue-dealer';
  const dealer = addDealer(book, {
    subject,
    level: 'SILVER',
    region: '鲁东',
    creditLimit: 600_000,
    since: '2017-04-10',
  });
  addOwner(book, 'dealer-owner', subject, 90, '2015-03-02');
  monthlyDates(18, 11).forEach((orderedOn, n) => {
    buy(book, { subject, dealer, orderedOn, scale: 34 - n, n: n + 100, paidAfter: 18 + 4 * n });
  });
  const issuedOn = addMonths('2026-05-14', -13);
  addLoan(book, {
    key: 'loan-overdue-dealer',
    borrower: subject,
    product: 'INVENTORY',
    principal: 480_000,
    termMonths: 24,
    rate: 0.078,
    issuedOn,
    // Two days late at first, and every month a little more.
    habit: (number, dueOn) => (dueOn < OVERDUE_SINCE ? addDays(dueOn, Math.min(2 * number, 26)) : null),
  });
  addGuarantee(book, 'dealer-owner', subject, 480_000, issuedOn, 'loan-overdue-dealer');
  tellDealerOwner(book);
}

function tellDealerOwner(book: Book): void {
  const holder = 'dealer-owner';
  const loan = addLoan(book, {
    key: `loan-${holder}`,
    borrower: holder,
    account: accountKeyOf(holder),
    product: 'CONSUMER',
    principal: 30_000,
    termMonths: 12,
    rate: 0.098,
    issuedOn: issuedBefore(7),
  });
  addAccount(book, {
    holder,
    openedOn: '2018-08-08',
    opening: yuan(24_000),
    bookings: [
      ...householdBookings({ holder, income: 13_000, rent: 3_600, living: 7_600, months: 13 }),
      ...loanBookings(loan, '2025-06-01'),
    ],
  });
  addOwnPhone(book, holder, '2020-11-02', '2026-06-28');
}

interface Purchase {
  readonly subject: string;
  readonly dealer: string;
  readonly orderedOn: BusinessDate;
  /** Appliances of each kind, roughly. */
  readonly scale: number;
  readonly n: number;
  /** Days from the invoice. */
  readonly paidAfter: number;
}

/** A dealer's order of appliances from the core enterprise, on 30 days. */
export function buy(book: Book, { subject, dealer, orderedOn, scale, n, paidAfter }: Purchase): void {
  addOrder(book, {
    key: `${subject}-${orderedOn.slice(0, 7)}`,
    seller: CORE_ENTERPRISE,
    buyer: subject,
    dealer,
    orderedOn,
    lines: appliancesOf(scale, n),
    shipped: { after: 1, travel: 2 },
    invoicedAfter: 3,
    termDays: 30,
    paidAfter,
  });
}

const appliancesOf = (scale: number, n: number): OrderLineSketch[] => [
  { sku: 'BCD-500W', description: '冰箱', quantity: scale + wobble(n, 4), unitPrice: yuan(3_280) },
  { sku: 'XQG-100', description: '滚筒洗衣机', quantity: scale + wobble(n + 31, 4), unitPrice: yuan(2_150) },
  { sku: 'KFR-35GW', description: '空调', quantity: scale + wobble(n + 67, 4), unitPrice: yuan(2_640) },
];
