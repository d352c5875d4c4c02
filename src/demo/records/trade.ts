import { addDays, type BusinessDate } from '../../kernel';
import { decimal, type Fen, total } from '../amounts';
import type { Book } from '../book';
import { DEMO_BUSINESS_DATE, hasCome, instantAt } from '../business-date';
import { addLoan } from './loans';

export interface OrderLineSketch {
  readonly sku: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitPrice: Fen;
}

export interface OrderSketch {
  /** Also the number of the order. */
  readonly key: string;
  readonly seller: string;
  readonly buyer: string;
  /** Keys of the seller's and of the buyer's part in the ecosystem, where it has one. */
  readonly supplier?: string;
  readonly dealer?: string;
  readonly orderedOn: BusinessDate;
  readonly lines: readonly OrderLineSketch[];
  /** Days from the order to the shipment, and from there to the receipt; null where nothing ever moved. */
  readonly shipped: { readonly after: number; readonly travel: number } | null;
  readonly invoicedAfter: number;
  /** Days from the invoice within which it must be paid. */
  readonly termDays: number;
  /** Days from the invoice to the payment. */
  readonly paidAfter: number;
  readonly method?: 'TRANSFER' | 'BILL';
  /** Where one shipment is shown for several orders; a number of its own without. */
  readonly waybillNo?: string;
}

export interface Order extends OrderSketch {
  readonly total: Fen;
  readonly dueOn: BusinessDate;
  /** Null while the payment has not come. */
  readonly paidOn: BusinessDate | null;
}

/** Value added tax of goods (增值税), contained in the total. */
const taxIn = (gross: Fen): Fen => Math.round((gross * 13) / 113);

const CARRIERS = ['日日示例物流', '海运示例快线', '胶东示例货运'];

/** Writes an order with all that followed from it until the demo's day. */
export function addOrder(book: Book, sketch: OrderSketch): Order {
  const { key, orderedOn, shipped } = sketch;
  const shippedOn = shipped && addDays(orderedOn, shipped.after);
  const receivedOn = shipped && addDays(orderedOn, shipped.after + shipped.travel);
  const invoicedOn = addDays(orderedOn, sketch.invoicedAfter);
  const paidOn = addDays(invoicedOn, sketch.paidAfter);
  const order: Order = {
    ...sketch,
    total: total(sketch.lines.map(amountOf)),
    dueOn: addDays(invoicedOn, sketch.termDays),
    paidOn: hasCome(paidOn) ? paidOn : null,
  };
  const hasShipped = shippedOn !== null && hasCome(shippedOn);
  book.add('order', key, {
    orderNo: key.toUpperCase(),
    supplier: order.supplier ?? null,
    dealer: order.dealer ?? null,
    sellerSubject: order.seller,
    buyerSubject: order.buyer,
    status: order.paidOn ? 'COMPLETED' : hasShipped ? 'SHIPPED' : 'OPEN',
    total: decimal(order.total),
    currency: 'CNY',
    orderedOn: orderedOn,
    dueOn: order.dueOn,
    destination: order.dealer ? '青岛市城阳区示例仓' : '青岛市崂山区示例工厂',
  });
  order.lines.forEach((line, index) => {
    book.add('order_line', `${key}/${index + 1}`, {
      order: key,
      lineNo: String(index + 1),
      sku: line.sku,
      description: line.description,
      quantity: String(line.quantity),
      unitPrice: decimal(line.unitPrice),
      amount: decimal(amountOf(line)),
      currency: 'CNY',
    });
  });
  if (hasShipped) addWaybill(book, order, shippedOn, receivedOn && hasCome(receivedOn) ? receivedOn : null);
  if (hasCome(invoicedOn)) addInvoice(book, order, invoicedOn);
  if (order.paidOn) {
    addPayment(book, order, { from: order.buyer, to: order.seller, on: order.paidOn, amount: order.total });
  }
  return order;
}

const amountOf = ({ quantity, unitPrice }: OrderLineSketch): Fen => quantity * unitPrice;

function addWaybill(
  book: Book,
  order: Order,
  shippedOn: BusinessDate,
  receivedOn: BusinessDate | null,
): void {
  const quantity = total(order.lines.map((line) => line.quantity));
  book.add('waybill', `${order.key}/w1`, {
    order: order.key,
    waybillNo: order.waybillNo ?? `${order.key.toUpperCase()}-W1`,
    carrier: CARRIERS[quantity % CARRIERS.length] ?? null,
    mode: 'ROAD',
    shippedAt: instantAt(shippedOn, '08:30'),
    receivedAt: receivedOn && instantAt(receivedOn, '15:20'),
    quantity: String(quantity),
    weight: String(quantity * 12),
    freight: decimal(quantity * 150),
    currency: 'CNY',
  });
}

function addInvoice(book: Book, order: Order, issuedOn: BusinessDate): void {
  book.add('invoice', `${order.key}/i1`, {
    order: order.key,
    invoiceNo: `${order.key.toUpperCase()}-I1`,
    status: 'VALID',
    total: decimal(order.total),
    tax: decimal(taxIn(order.total)),
    currency: 'CNY',
    issuedOn: issuedOn,
    dueOn: order.dueOn,
  });
}

interface PaymentSketch {
  readonly from: string;
  readonly to: string;
  readonly on: BusinessDate;
  readonly amount: Fen;
}

/** Money that moved for an order; a second one on an order is numbered by its day. */
export function addPayment(book: Book, order: Order, { from, to, on, amount }: PaymentSketch): void {
  book.add('trade_payment', `${order.key}/p-${on}`, {
    order: order.key,
    payerSubject: from,
    payeeSubject: to,
    method: order.method ?? 'TRANSFER',
    amount: decimal(amount),
    currency: 'CNY',
    paidAt: instantAt(on, '14:00'),
  });
}

/** The same day of the month, month by month, ending with the last one that the demo has seen. */
export function monthlyDates(count: number, day: number): BusinessDate[] {
  const [year = 0, month = 1] = DEMO_BUSINESS_DATE.split('-').map(Number);
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(year, month - count + index, day)).toISOString().slice(0, 10),
  );
}

/**
 * One round of goods that are sold on from firm to firm until they are back where they began (循环贸易), each time a little
 * dearer. Gives the orders.
 */
export function addTradeRound(
  book: Book,
  firms: readonly { readonly subject: string; readonly dealer?: string }[],
  round: Readonly<{ key: string; from: BusinessDate; quantity: number; unitPrice: Fen }>,
): Order[] {
  return firms.map(({ subject }, index) => {
    const buyer = firms[(index + 1) % firms.length]!;
    return addOrder(book, {
      key: `${round.key}-${index + 1}`,
      seller: subject,
      buyer: buyer.subject,
      ...(buyer.dealer !== undefined && { dealer: buyer.dealer }),
      orderedOn: addDays(round.from, index * 2),
      lines: [
        {
          sku: 'CIR-AC-35',
          description: '空调',
          quantity: round.quantity,
          unitPrice: round.unitPrice + index * 1_000,
        },
      ],
      shipped: { after: 1, travel: 1 },
      invoicedAfter: 2,
      termDays: 30,
      paidAfter: 2,
    });
  });
}

/**
 * One delivery that is shown twice (重复融资): two orders of the same goods, amounts and day with one waybill number, each
 * invoiced, and a loan against each invoice within days. Gives the orders.
 */
export function addDeliveryTwice(book: Book, sketch: OrderSketch): [Order, Order] {
  const waybillNo = `${sketch.key.toUpperCase()}-W1`;
  const orders = ['a', 'b'].map((letter) =>
    addOrder(book, { ...sketch, key: `${sketch.key}${letter}`, waybillNo }),
  ) as [Order, Order];
  orders.forEach((order, index) => {
    const invoicedOn = addDays(order.orderedOn, sketch.invoicedAfter);
    addLoan(book, {
      key: `loan-${order.key}`,
      borrower: order.seller,
      product: 'RECEIVABLE',
      // Four fifths of the invoice, in whole hundreds.
      principal: Math.floor((order.total * 0.8) / 10_000) * 100,
      termMonths: 3,
      rate: 0.072,
      issuedOn: addDays(invoicedOn, 1 + 3 * index),
    });
  });
  return orders;
}
