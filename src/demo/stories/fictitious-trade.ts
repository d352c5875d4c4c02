import { addDays } from '../../kernel';
import { yuan } from '../amounts';
import type { Book } from '../book';
import { addMonths } from '../business-date';
import { addAccount, type Booking, householdBookings, ourAccount } from '../records/accounts';
import { addDealer, addOwner, addSupplier } from '../records/firms';
import { addLoan } from '../records/loans';
import { addContact, addOwnPhone } from '../records/subjects';
import { addOrder, addPayment, monthlyDates, type Order } from '../records/trade';

const SELLER = 'fictitious-supplier';
const BUYER = 'fictitious-buyer';
const OWNER = 'fictitious-owner';

/** Days until the money is back, and what little stays with the seller. */
const RETURNS_AFTER = 3;
const kept = (n: number) => yuan(1_000) + n * 100;

/**
 * The fictitious trade (虚假贸易): round amounts, an invoice on the day of the order, payment the day after, and the
 * same money back within three days; nothing was ever carried. Both firms have one owner and one address, and the
 * seller borrows against the invoices.
 */
export function tellFictitiousTrade(book: Book): void {
  const supplier = addSupplier(book, {
    subject: SELLER,
    tier: 'TRIAL',
    category: '材料',
    since: '2025-06-16',
  });
  const dealer = addDealer(book, {
    subject: BUYER,
    level: 'STANDARD',
    region: '青岛黄岛',
    creditLimit: 300_000,
    since: '2025-07-21',
  });
  addOwner(book, OWNER, SELLER, 95, '2018-05-15');
  addOwner(book, OWNER, BUYER, 100, '2025-04-28');
  for (const firm of [SELLER, BUYER]) {
    addContact(book, firm, {
      kind: 'ADDRESS',
      key: 'fictitious-office',
      value: '青岛市黄岛区示例路 1 号 808 室',
      role: 'REGISTERED',
      since: '2025-04-28',
    });
  }
  const orders = monthlyDates(10, 16).map((orderedOn, n) =>
    addOrder(book, {
      key: `ft-${orderedOn.slice(0, 7)}`,
      seller: SELLER,
      buyer: BUYER,
      supplier,
      dealer,
      orderedOn,
      lines: [
        { sku: 'XM-ABS-01', description: '改性塑料', quantity: 10, unitPrice: yuan(20_000 + 1_000 * n) },
      ],
      shipped: null,
      invoicedAfter: 0,
      termDays: 60,
      paidAfter: 1,
    }),
  );
  orders.forEach((order, n) => {
    const on = addDays(order.paidOn!, RETURNS_AFTER);
    addPayment(book, order, { from: SELLER, to: BUYER, on, amount: order.total - kept(n) });
  });
  addAccount(book, {
    holder: SELLER,
    openedOn: '2025-06-17',
    opening: yuan(8_000),
    bookings: flows(orders, 1),
  });
  addAccount(book, {
    holder: BUYER,
    openedOn: '2025-07-22',
    opening: yuan(320_000),
    bookings: flows(orders, -1),
  });
  addLoan(book, {
    key: `loan-${SELLER}`,
    borrower: SELLER,
    product: 'RECEIVABLE',
    principal: 450_000,
    termMonths: 12,
    rate: 0.088,
    issuedOn: addMonths('2026-06-22', -3),
  });
  addAccount(book, {
    holder: OWNER,
    openedOn: '2019-02-13',
    opening: yuan(33_000),
    bookings: householdBookings({ holder: OWNER, income: 15_000, rent: 4_500, living: 8_200, months: 13 }),
  });
  addOwnPhone(book, OWNER, '2022-03-03', '2026-06-30');
  book.planted.push(
    { pattern: 'FICTITIOUS_TRADE', members: [SELLER, BUYER, OWNER] },
    { pattern: 'SHARED_OFFICE', members: [SELLER, BUYER] },
  );
}

/** The money's way and its way back, as one of the two sees it: 1 for the seller, -1 for the buyer. */
function flows(orders: readonly Order[], side: 1 | -1): Booking[] {
  const counterparty = ourAccount(side === 1 ? BUYER : SELLER);
  const kindOf = (amount: number) => (amount > 0 ? 'TRANSFER_IN' : 'TRANSFER_OUT');
  return orders.flatMap(({ total, paidOn }, n): Booking[] => {
    const there = side * total;
    const back = -side * (total - kept(n));
    return [
      { on: paidOn!, amount: there, kind: kindOf(there), purpose: 'GOODS', counterparty },
      {
        on: addDays(paidOn!, RETURNS_AFTER),
        amount: back,
        kind: kindOf(back),
        purpose: 'OTHER',
        counterparty,
      },
    ];
  });
}
