import { type BusinessDate, businessDateOf } from '../../../kernel';
import { type Database, fromNullableSqlInstant, fromSqlInstant, marks } from '../../../platform/database';
import { bindSharedLoader, type LoaderBinding } from '../../../platform/loaders';
import type { FinancingFacts, InvoiceFacts, LineFacts, OrderFacts, PaymentFacts } from '../core/trade-facts';
import { financingsOfSubject, rowsOfTrade, type Supplied, suppliedBySource } from './three-flows.loaders';
import type { TradeRows } from './trade-rows';

type Big = string | number;

interface OrderRow {
  id: Big;
  source: string;
  order_no: string;
  status: OrderFacts['status'];
  total_minor: Big;
  currency: string;
  ordered_on: string;
  due_on: string | null;
  seller_id: Big | null;
  buyer_id: Big | null;
}

interface LineRow {
  order_id: Big;
  sku: string;
  quantity_milli: Big;
  amount_minor: Big;
}

interface WaybillRow {
  order_id: Big;
  id: Big;
  waybill_no: string;
  shipped_at: string | null;
  received_at: string | null;
  quantity_milli: Big | null;
  weight_gram: Big | null;
}

interface InvoiceRow {
  order_id: Big;
  id: Big;
  invoice_no: string;
  status: InvoiceFacts['status'];
  total_minor: Big;
  tax_minor: Big | null;
  currency: string;
  issued_on: string;
  due_on: string | null;
}

interface PaymentRow {
  order_id: Big;
  id: Big;
  payer_subject_id: Big | null;
  payee_subject_id: Big | null;
  amount_minor: Big;
  currency: string;
  paid_at: string;
}

/** Statements of a batch of trades: the orders, and the four kinds of records that hang on them. */
const STATEMENTS_OF_TRADES = 5;

/** The records of trades. */
export class ThreeFlowsRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindSharedLoader(
        rowsOfTrade,
        (ids) => this.trades(ids),
        () => STATEMENTS_OF_TRADES,
      ),
      bindSharedLoader(suppliedBySource, (sources) => this.supplied(sources)),
      bindSharedLoader(financingsOfSubject, (subjects) => this.financings(subjects)),
    ];
  }

  /** A party that an order does not name is the partner that it was placed with. */
  async trades(ids: readonly string[]): Promise<Map<string, TradeRows>> {
    const list = marks(ids.length);
    const ofOrders = <Row>(columns: string, table: string, order: string) =>
      this.database.rows<Row>(
        `SELECT order_id, ${columns} FROM ${table} WHERE order_id IN (${list}) ORDER BY order_id, ${order}`,
        ids,
      );
    const [orders, lines, waybills, invoices, payments] = await Promise.all([
      this.database.rows<OrderRow>(
        `SELECT o.id, o.source, o.order_no, o.status, o.total_minor, o.currency, o.ordered_on, o.due_on,
                COALESCE(o.seller_subject_id, s.subject_id) AS seller_id,
                COALESCE(o.buyer_subject_id, d.subject_id) AS buyer_id
           FROM trade_order o LEFT JOIN supplier s ON s.id = o.supplier_id LEFT JOIN dealer d ON d.id = o.dealer_id
          WHERE o.id IN (${list})`,
        ids,
      ),
      ofOrders<LineRow>('sku, quantity_milli, amount_minor', 'trade_order_line', 'line_no, id'),
      ofOrders<WaybillRow>(
        'id, waybill_no, shipped_at, received_at, quantity_milli, weight_gram',
        'waybill',
        'id',
      ),
      ofOrders<InvoiceRow>(
        'id, invoice_no, status, total_minor, tax_minor, currency, issued_on, due_on',
        'invoice',
        'id',
      ),
      ofOrders<PaymentRow>(
        'id, payer_subject_id, payee_subject_id, amount_minor, currency, paid_at',
        'trade_payment',
        'id',
      ),
    ]);
    const of = {
      lines: byOrder(lines),
      waybills: byOrder(waybills),
      invoices: byOrder(invoices),
      payments: byOrder(payments),
    };
    return new Map(
      orders.map((order): [string, TradeRows] => {
        const id = String(order.id);
        return [
          id,
          {
            source: order.source,
            order: toOrder(order, (of.lines.get(id) ?? []).map(toLine)),
            waybills: (of.waybills.get(id) ?? []).map(toWaybill),
            invoices: (of.invoices.get(id) ?? []).map(toInvoice),
            payments: (of.payments.get(id) ?? []).map(toPayment),
          },
        ];
      }),
    );
  }

  /** Each source is one look-up in the unique index of a table. */
  async supplied(sources: readonly string[]): Promise<Map<string, Supplied>> {
    const has = (table: string) =>
      `CASE WHEN EXISTS (SELECT 1 FROM ${table} x WHERE x.source = a.source) THEN 1 ELSE 0 END`;
    const asked = sources.map(() => 'SELECT ? AS source').join(' UNION ALL ');
    const rows = await this.database.rows<{ source: string; w: number; i: number; p: number }>(
      `SELECT a.source, ${has('waybill')} AS w, ${has('invoice')} AS i, ${has('trade_payment')} AS p FROM (${asked}) a`,
      sources,
    );
    return new Map(
      rows.map(({ source, w, i, p }) => [
        source,
        { waybills: Number(w) === 1, invoices: Number(i) === 1, payments: Number(p) === 1 },
      ]),
    );
  }

  async financings(subjects: readonly string[]): Promise<Map<string, FinancingFacts[]>> {
    const rows = await this.database.rows<{
      subject_id: Big;
      id: Big;
      loan_no: string;
      principal_minor: Big;
      currency: string;
      issued_on: string;
    }>(
      `SELECT subject_id, id, loan_no, principal_minor, currency, issued_on FROM loan
        WHERE subject_id IN (${marks(subjects.length)}) AND product = 'RECEIVABLE' AND status <> 'CANCELLED'
        ORDER BY subject_id, issued_on, id`,
      subjects,
    );
    const found = new Map<string, FinancingFacts[]>();
    for (const row of rows)
      push(found, String(row.subject_id), {
        loanId: String(row.id),
        loanNo: row.loan_no,
        principalMinor: BigInt(row.principal_minor),
        currency: row.currency,
        issuedOn: row.issued_on,
      });
    return found;
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

function byOrder<Row extends { order_id: Big }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) push(found, String(row.order_id), row);
  return found;
}

const textOrNull = (value: Big | null): string | null => (value === null ? null : String(value));
const bigOrNull = (value: Big | null): bigint | null => (value === null ? null : BigInt(value));
const dayOf = (instant: string | null): BusinessDate | null => {
  const at = fromNullableSqlInstant(instant);
  return at && businessDateOf(at);
};

const toOrder = (row: OrderRow, lines: readonly LineFacts[]): OrderFacts => ({
  id: String(row.id),
  orderNo: row.order_no,
  status: row.status,
  totalMinor: BigInt(row.total_minor),
  currency: row.currency,
  orderedOn: row.ordered_on,
  dueOn: row.due_on,
  sellerId: textOrNull(row.seller_id),
  buyerId: textOrNull(row.buyer_id),
  lines,
});

const toLine = (row: LineRow): LineFacts => ({
  sku: row.sku,
  quantityMilli: BigInt(row.quantity_milli),
  amountMinor: BigInt(row.amount_minor),
});

const toWaybill = (row: WaybillRow): TradeRows['waybills'][number] => ({
  id: String(row.id),
  waybillNo: row.waybill_no,
  shippedOn: dayOf(row.shipped_at),
  receivedOn: dayOf(row.received_at),
  quantityMilli: bigOrNull(row.quantity_milli),
  weightGram: bigOrNull(row.weight_gram),
});

/** A red-letter invoice is written with a negative amount. */
function toInvoice(row: InvoiceRow): TradeRows['invoices'][number] {
  const total = BigInt(row.total_minor);
  const tax = bigOrNull(row.tax_minor);
  const isRedLetter = total < 0n;
  return {
    id: String(row.id),
    invoiceNo: row.invoice_no,
    // A red letter takes others back; a status of RED would take the red letter itself back.
    status: isRedLetter && row.status === 'RED' ? 'VALID' : row.status,
    isRedLetter,
    totalMinor: isRedLetter ? -total : total,
    taxMinor: isRedLetter && tax !== null ? -tax : tax,
    currency: row.currency,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
  };
}

const toPayment = (row: PaymentRow): PaymentFacts => ({
  id: String(row.id),
  payerId: textOrNull(row.payer_subject_id),
  payeeId: textOrNull(row.payee_subject_id),
  amountMinor: BigInt(row.amount_minor),
  currency: row.currency,
  paidOn: businessDateOf(fromSqlInstant(row.paid_at)),
});
