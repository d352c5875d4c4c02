import { addDays, type BusinessDate } from '../../../kernel';
import { yuan } from '../../amounts';
import type { Book } from '../../book';
import { addMonths, DEMO_BUSINESS_DATE, hasCome } from '../../business-date';
import { addDeliveryTwice, addOrder, addPayment, addTradeRound, type OrderSketch } from '../../records/trade';
import type { Random } from '../random';
import { ORDERS, SEASON } from '../rates';

interface Article {
  readonly sku: string;
  readonly description: string;
  /** Yuan. */
  readonly price: number;
}

const GOODS: readonly Article[] = [
  { sku: 'GEN-WM-10', description: '洗衣机', price: 1_650 },
  { sku: 'GEN-RF-32', description: '冰箱', price: 2_380 },
  { sku: 'GEN-AC-15', description: '空调', price: 2_120 },
  { sku: 'GEN-WH-60', description: '热水器', price: 980 },
];
const PARTS: readonly Article[] = [
  { sku: 'GEN-MT-12', description: '电机', price: 168 },
  { sku: 'GEN-PB-07', description: '电路板', price: 93.5 },
  { sku: 'GEN-SH-33', description: '钣金件', price: 41.2 },
  { sku: 'GEN-PL-08', description: '塑胶件', price: 12.8 },
];

type Sides = Pick<OrderSketch, 'seller' | 'buyer' | 'supplier' | 'dealer'>;

/** Two years of trade of one partner: few orders or very many, by the season, paid as its buyer pays. */
export function addTrade(book: Book, random: Random, key: string, sides: Sides): void {
  const count = random.heavyTailed(ORDERS.least, ORDERS.most);
  const goods = sides.supplier ? PARTS : GOODS;
  const slow = random.chance(0.1) ? random.int(20, 50) : 0;
  for (let n = 1; n <= count; n += 1) {
    const termDays = random.pick([30, 60, 90]);
    addOrder(book, {
      ...sides,
      key: `${key}-${n}`,
      orderedOn: someDay(random),
      lines: Array.from({ length: random.chance(0.3) ? 2 : 1 }, () => {
        const { sku, description, price } = random.pick(goods);
        const quantity = random.heavyTailed(4, 2_000);
        return { sku, description, quantity, unitPrice: yuan(price) };
      }),
      shipped: { after: random.int(1, 6), travel: random.int(1, 5) },
      invoicedAfter: random.int(6, 12),
      termDays,
      paidAfter: Math.max(1, termDays - random.int(-3, 15) + slow),
      method: random.chance(0.25) ? 'BILL' : 'TRANSFER',
    });
  }
}

/** A day of the last two years, more often in the months of the season. */
function someDay(random: Random): BusinessDate {
  const month = random.weighted(SEASON.map((weight, index) => [index, weight] as const));
  const firstOfYear = `${DEMO_BUSINESS_DATE.slice(0, 4)}-01-01`;
  const first = addMonths(firstOfYear, month - 12 * (month < 6 ? random.int(0, 1) : random.int(1, 2)));
  return addDays(first, random.int(0, 27));
}

/** Fictitious trade (虚假贸易): invoices and payments without a waybill, and the money goes back within days. */
export function addFictitiousTrade(book: Book, random: Random, key: string, sides: Sides): void {
  const count = random.int(5, 12);
  for (let n = 1; n <= count; n += 1) {
    const order = addOrder(book, {
      ...sides,
      key: `${key}-x${n}`,
      orderedOn: addMonths(addDays(DEMO_BUSINESS_DATE, -random.int(8, 20)), n - count),
      lines: [
        {
          sku: 'GEN-XX-01',
          description: '原材料',
          quantity: 10,
          unitPrice: yuan(1_000 * random.int(10, 50)),
        },
      ],
      shipped: null,
      invoicedAfter: 0,
      termDays: 60,
      paidAfter: 1,
    });
    const back = order.paidOn && addDays(order.paidOn, random.int(2, 4));
    if (back && hasCome(back))
      addPayment(book, order, {
        from: order.seller,
        to: order.buyer,
        on: back,
        amount: order.total - yuan(500),
      });
  }
}

/** Half a year in which the same goods go round among some firms, month after month. */
export function addCircularTrade(
  book: Book,
  random: Random,
  firms: readonly { readonly subject: string; readonly dealer: string }[],
): void {
  const months = random.int(4, 8);
  const quantity = random.int(50, 400);
  for (let ago = months; ago > 0; ago -= 1)
    addTradeRound(book, firms, {
      key: `${firms[0]!.subject}-round-${ago}`,
      from: addMonths(addDays(DEMO_BUSINESS_DATE, -random.int(0, 10)), -ago),
      quantity,
      unitPrice: yuan(2_120),
    });
}

/** One delivery of some months ago under two orders, each invoice lent against. */
export function addDoubleFinancing(book: Book, random: Random, key: string, sides: Sides): void {
  addDeliveryTwice(book, {
    ...sides,
    key: `${key}-twice`,
    orderedOn: addDays(DEMO_BUSINESS_DATE, -random.int(30, 75)),
    lines: [
      { ...part(random), quantity: random.int(200, 2_000) },
      { ...part(random), quantity: random.int(200, 2_000) },
    ],
    shipped: { after: 2, travel: 2 },
    invoicedAfter: 6,
    termDays: 90,
    paidAfter: 85,
  });
}

function part(random: Random) {
  const { sku, description, price } = random.pick(PARTS);
  return { sku, description, unitPrice: yuan(price) };
}
