import { addDays, type BusinessDate } from '../../kernel';
import { wobble, yuan } from '../amounts';
import type { Book } from '../book';
import { addMonths, DEMO_BUSINESS_DATE } from '../business-date';
import { CORE_ENTERPRISE } from '../cast';
import {
  accountKeyOf,
  addAccount,
  type Booking,
  householdBookings,
  loanBookings,
  otherAccount,
} from '../records/accounts';
import { addOwner, addSupplier } from '../records/firms';
import { addLoan, issuedBefore } from '../records/loans';
import { addOwnPhone } from '../records/subjects';
import { addOrder, monthlyDates, type Order, type OrderLineSketch } from '../records/trade';

/**
 * The clean supplier: three years of monthly orders, each delivered within the week, invoiced and paid within its
 * term. Its owner has an account of his own, and guarantees a dealer's loan (told with the dealer).
 */
export function tellCleanSupplier(book: Book): void {
  const subject = 'clean-supplier';
  const since = '2019-03-18';
  const supplier = addSupplier(book, { subject, tier: 'CORE', category: '精密部件', since });
  addOwner(book, 'supplier-owner', subject, 70, '2009-05-11');
  const orders = monthlyDates(36, 6).map((orderedOn, n) =>
    addOrder(book, {
      key: `cs-${orderedOn.slice(0, 7)}`,
      seller: subject,
      buyer: CORE_ENTERPRISE,
      supplier,
      orderedOn,
      lines: partsOf(n),
      shipped: { after: 2 + (n % 3), travel: 1 + (n % 2) },
      invoicedAfter: 8,
      termDays: 60,
      paidAfter: 52 + (n % 7),
    }),
  );
  addAccount(book, {
    holder: subject,
    openedOn: since,
    opening: yuan(620_000),
    bookings: orders.flatMap((order, n) => inAndOut(order, n)),
  });
  tellSupplierOwner(book);
}

/** A payment comes in; most of it goes on to those who made the material. */
function inAndOut({ paidOn, total }: Order, n: number): Booking[] {
  if (!paidOn) return [];
  const wages: BusinessDate = addDays(paidOn, 3);
  const bookings: Booking[] = [
    {
      on: paidOn,
      amount: total,
      kind: 'TRANSFER_IN',
      purpose: 'GOODS',
      counterparty: otherAccount('ICBC', 1),
    },
    {
      on: wages,
      amount: -Math.round(total * 0.86) + wobble(n, yuan(4_000)),
      kind: 'TRANSFER_OUT',
      purpose: 'MATERIAL_AND_WAGES',
      counterparty: otherAccount('ABC', 7_000 + (n % 5)),
    },
  ];
  return bookings.filter(({ on }) => on <= DEMO_BUSINESS_DATE);
}

function tellSupplierOwner(book: Book): void {
  const holder = 'supplier-owner';
  const loan = addLoan(book, {
    key: `loan-${holder}`,
    borrower: holder,
    account: accountKeyOf(holder),
    product: 'WORKING_CAPITAL',
    principal: 200_000,
    termMonths: 24,
    rate: 0.072,
    issuedOn: issuedBefore(30),
  });
  const from = '2025-06-01';
  addAccount(book, {
    holder,
    openedOn: '2016-02-29',
    opening: yuan(186_000),
    bookings: [
      ...householdBookings({ holder, income: 26_000, rent: 5_200, living: 8_400, months: 13 }),
      ...loanBookings(loan, from),
    ],
  });
  addOwnPhone(book, holder, '2021-01-08', '2026-06-30');
}

/** The large supplier: an order every nine days, four lines each; the newest are still on their way. */
export function tellLargeSupplier(book: Book): void {
  const subject = 'large-supplier';
  const supplier = addSupplier(book, { subject, tier: 'STRATEGIC', category: '电机', since: '2011-07-01' });
  addOwner(book, 'large-supplier-owner', subject, 34, '2006-04-20');
  const count = 120;
  for (let n = 0; n < count; n += 1) {
    const orderedOn = addDays(DEMO_BUSINESS_DATE, -3 - 9 * (count - 1 - n));
    addOrder(book, {
      key: `ls-${String(n + 1).padStart(4, '0')}`,
      seller: subject,
      buyer: CORE_ENTERPRISE,
      supplier,
      orderedOn,
      lines: motorsOf(n),
      shipped: { after: 4 + (n % 4), travel: 2 },
      invoicedAfter: 10,
      termDays: 90,
      paidAfter: 80 + (n % 10),
      method: n % 3 === 0 ? 'BILL' : 'TRANSFER',
    });
  }
  addLoan(book, {
    key: `loan-${subject}`,
    borrower: subject,
    product: 'RECEIVABLE',
    principal: 5_000_000,
    termMonths: 12,
    rate: 0.048,
    issuedOn: addMonths('2026-06-15', -7),
  });
}

const partsOf = (n: number): OrderLineSketch[] => [
  { sku: 'HC-BRG-0608', description: '轴承座', quantity: 900 + wobble(n, 120), unitPrice: yuan(86) },
  { sku: 'HC-SFT-0112', description: '传动轴', quantity: 420 + wobble(n + 50, 60), unitPrice: yuan(214.5) },
];

const motorsOf = (n: number): OrderLineSketch[] =>
  [
    { sku: 'HJ-WM-1200', description: '洗衣机电机', price: 168 },
    { sku: 'HJ-FN-0450', description: '风扇电机', price: 74.8 },
    { sku: 'HJ-CP-0900', description: '压缩机电机', price: 312 },
    { sku: 'HJ-PM-0060', description: '排水泵', price: 39.9 },
  ].map(({ sku, description, price }, line) => ({
    sku,
    description,
    quantity: 1_500 + wobble(n * 4 + line, 400),
    unitPrice: yuan(price),
  }));
