import { money } from '../../kernel';
import {
  type Database,
  fromNullableSqlInstant,
  fromSqlInstant,
  type ListOrder,
  type ListShape,
} from '../../platform/database';
import { bindById, bindList } from '../../platform/lists';
import type { LoaderBinding } from '../../platform/loaders';
import type { InvoiceStatus, OrderStatus, PaymentMethod } from './trade.codes';
import {
  invoicesOfOrder,
  linesOfOrder,
  orderById,
  ordersOfDealer,
  ordersOfSupplier,
  paymentsOfOrder,
  waybillsOfOrder,
} from './trade.loaders';
import type {
  InvoiceRecord,
  OrderLineRecord,
  OrderRecord,
  TradePaymentRecord,
  WaybillRecord,
} from './trade.records';

/** A bigint column: a number while it is small, decimal text beyond 2^53. */
type Big = string | number;

interface OrderRow {
  id: Big;
  order_no: string;
  status: OrderStatus;
  total_minor: Big;
  currency: string;
  ordered_on: string;
  due_on: string | null;
  destination: string | null;
  seller_subject_id: Big | null;
  buyer_subject_id: Big | null;
}

interface LineRow {
  id: Big;
  line_no: number;
  sku: string;
  description: string | null;
  quantity_milli: Big;
  unit_price_minor: Big | null;
  amount_minor: Big;
  currency: string;
}

interface WaybillRow {
  id: Big;
  waybill_no: string;
  carrier: string | null;
  mode: string | null;
  shipped_at: string | null;
  received_at: string | null;
  quantity_milli: Big | null;
  weight_gram: Big | null;
  freight_minor: Big | null;
  currency: string | null;
}

interface InvoiceRow {
  id: Big;
  invoice_no: string;
  status: InvoiceStatus;
  total_minor: Big;
  tax_minor: Big | null;
  currency: string;
  issued_on: string;
  due_on: string | null;
}

interface PaymentRow {
  id: Big;
  method: PaymentMethod;
  amount_minor: Big;
  currency: string;
  paid_at: string;
  payer_subject_id: Big | null;
  payee_subject_id: Big | null;
}

const ORDER =
  'id, order_no, status, total_minor, currency, ordered_on, due_on, destination, seller_subject_id, buyer_subject_id';

export class TradeRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindById(orderById, this.database, { select: ORDER, from: 'trade_order' }, toOrder),
      bindList(ordersOfSupplier, this.database, ordersOf('supplier_id'), toOrder),
      bindList(ordersOfDealer, this.database, ordersOf('dealer_id'), toOrder),
      bindList(linesOfOrder, this.database, lines, toLine),
      bindList(waybillsOfOrder, this.database, waybills, toWaybill),
      bindList(invoicesOfOrder, this.database, invoices, toInvoice),
      bindList(paymentsOfOrder, this.database, payments, toPayment),
    ];
  }
}

type ChildShape = ListShape & { readonly parent: string };

const ordersOf = (parent: string) => (): ChildShape => ({
  select: ORDER,
  from: 'trade_order',
  parent,
  order: [
    { column: 'ordered_on', direction: 'DESC' },
    { column: 'id', direction: 'DESC' },
  ],
});

const ofOrder =
  (select: string, from: string, ...order: string[]) =>
  (): ChildShape => ({
    select,
    from,
    parent: 'order_id',
    order: order.map((column): ListOrder => ({ column, direction: 'ASC' })),
  });

const lines = ofOrder(
  'id, line_no, sku, description, quantity_milli, unit_price_minor, amount_minor, currency',
  'trade_order_line',
  'line_no',
  'id',
);
const waybills = ofOrder(
  'id, waybill_no, carrier, mode, shipped_at, received_at, quantity_milli, weight_gram, freight_minor, currency',
  'waybill',
  'id',
);
const invoices = ofOrder(
  'id, invoice_no, status, total_minor, tax_minor, currency, issued_on, due_on',
  'invoice',
  'issued_on',
  'id',
);
const payments = ofOrder(
  'id, method, amount_minor, currency, paid_at, payer_subject_id, payee_subject_id',
  'trade_payment',
  'paid_at',
  'id',
);

const optional = <T>(value: Big | null, read: (value: bigint) => T): T | null =>
  value === null ? null : read(BigInt(value));
const idOrNull = (value: Big | null): string | null => (value === null ? null : String(value));

const toOrder = (row: OrderRow): OrderRecord => ({
  id: String(row.id),
  orderNo: row.order_no,
  status: row.status,
  total: money(BigInt(row.total_minor), row.currency),
  orderedOn: row.ordered_on,
  dueOn: row.due_on,
  destination: row.destination,
  sellerSubjectId: idOrNull(row.seller_subject_id),
  buyerSubjectId: idOrNull(row.buyer_subject_id),
});

const toLine = (row: LineRow): OrderLineRecord => ({
  id: String(row.id),
  lineNo: row.line_no,
  sku: row.sku,
  description: row.description,
  quantityMilli: BigInt(row.quantity_milli),
  unitPrice: optional(row.unit_price_minor, (minor) => money(minor, row.currency)),
  amount: money(BigInt(row.amount_minor), row.currency),
});

const toWaybill = (row: WaybillRow): WaybillRecord => ({
  id: String(row.id),
  waybillNo: row.waybill_no,
  carrier: row.carrier,
  mode: row.mode,
  shippedAt: fromNullableSqlInstant(row.shipped_at),
  receivedAt: fromNullableSqlInstant(row.received_at),
  quantityMilli: optional(row.quantity_milli, (value) => value),
  weightGram: optional(row.weight_gram, (value) => value),
  freight:
    row.currency === null
      ? null
      : optional(row.freight_minor, (minor) => money(minor, row.currency as string)),
});

const toInvoice = (row: InvoiceRow): InvoiceRecord => ({
  id: String(row.id),
  invoiceNo: row.invoice_no,
  status: row.status,
  total: money(BigInt(row.total_minor), row.currency),
  tax: optional(row.tax_minor, (minor) => money(minor, row.currency)),
  issuedOn: row.issued_on,
  dueOn: row.due_on,
});

const toPayment = (row: PaymentRow): TradePaymentRecord => ({
  id: String(row.id),
  method: row.method,
  amount: money(BigInt(row.amount_minor), row.currency),
  paidAt: fromSqlInstant(row.paid_at),
  payerSubjectId: idOrNull(row.payer_subject_id),
  payeeSubjectId: idOrNull(row.payee_subject_id),
});
