import { addDays } from '../../kernel';
import { yuan } from '../amounts';
import type { Book } from '../book';
import { addMonths, DEMO_BUSINESS_DATE } from '../business-date';
import { CORE_ENTERPRISE } from '../cast';
import { addDealer, addOwner, addSupplier } from '../records/firms';
import { addContact } from '../records/subjects';
import { addDeliveryTwice, addTradeRound } from '../records/trade';

const LETTERS = ['a', 'b', 'c'] as const;
const ROUNDS = 6;

/** Three dealers of three owners in one room; the same appliances go round among them every month (循环贸易). */
export function tellTradeRounds(book: Book): void {
  const firms = LETTERS.map((letter) => {
    const subject = `round-dealer-${letter}`;
    const dealer = addDealer(book, {
      subject,
      level: 'STANDARD',
      region: '青岛莱西',
      creditLimit: 250_000,
      since: '2025-02-17',
    });
    addOwner(book, `round-owner-${letter}`, subject, 100, '2024-12-09');
    addContact(book, subject, {
      kind: 'ADDRESS',
      key: 'round-office',
      value: '青岛市莱西市示例路 2 号孵化器 305 室',
      role: 'REGISTERED',
      since: '2024-12-09',
    });
    return { subject, dealer };
  });
  for (let ago = ROUNDS; ago > 0; ago -= 1)
    addTradeRound(book, firms, {
      key: `rt-${ROUNDS - ago + 1}`,
      from: addMonths('2026-06-12', -ago),
      quantity: 120,
      unitPrice: yuan(2_120) + (ROUNDS - ago) * 2_000,
    });
  const members = firms.map(({ subject }) => subject);
  book.planted.push({ pattern: 'CIRCULAR_TRADE', members }, { pattern: 'SHARED_OFFICE', members });
}

/** A supplier that shows one delivery twice, and borrows against both invoices (重复融资). */
export function tellDeliveryTwice(book: Book): void {
  const subject = 'twice-supplier';
  const supplier = addSupplier(book, { subject, tier: 'STANDARD', category: '部件', since: '2021-05-10' });
  addOwner(book, 'twice-owner', subject, 100, '2017-07-03');
  addDeliveryTwice(book, {
    key: 'tw-2026-05',
    seller: subject,
    buyer: CORE_ENTERPRISE,
    supplier,
    orderedOn: addDays(DEMO_BUSINESS_DATE, -47),
    lines: [{ sku: 'CY-PCB-0021', description: '控制板', quantity: 3_200, unitPrice: yuan(118.5) }],
    shipped: { after: 3, travel: 2 },
    invoicedAfter: 7,
    termDays: 90,
    paidAfter: 86,
  });
  book.planted.push({ pattern: 'DUPLICATE_FINANCING', members: [subject, CORE_ENTERPRISE] });
}
