import { addDays, type BusinessDate, startOfBusinessDate } from '../../../kernel';
import { type Database, marks, toSqlInstant } from '../../../platform/database';
import type { LoaderBinding } from '../../../platform/loaders';
import type { CounterpartyFacts } from '../borrower-facts';
import {
  counterpartiesOfSubject,
  type OpenPayable,
  type OpenReceivable,
  oddOrdersOfSubject,
  openPayablesOfSubject,
  openReceivablesOfSubject,
} from './own-facts.loaders';
import { type Big, big, bindByDay, bySubject } from './rows-by-subject';

/** Turnover is that of a year. An order older than three years that is still unpaid is a matter of the courts. */
const TURNOVER_DAYS = 365;
const PAYABLE_DAYS = 3 * 365;

/**
 * What invoices ask for together, as the three flows count it: a red letter, which is negative, takes back; one that
 * reversed an invoice, marked RED, takes back no more than that.
 */
const RED_LETTERS = `SUM(CASE WHEN i.total_minor < 0 AND i.status <> 'VOID' THEN -i.total_minor ELSE 0 END)`;
const REVERSED = `SUM(CASE WHEN i.total_minor > 0 AND i.status = 'RED' THEN i.total_minor ELSE 0 END)`;
const INVOICED = `SUM(CASE WHEN i.total_minor > 0 AND i.status = 'VALID' THEN i.total_minor ELSE 0 END)
              - CASE WHEN ${RED_LETTERS} > ${REVERSED} THEN ${RED_LETTERS} - ${REVERSED} ELSE 0 END`;

/** Whoever has more is known to be odd by these. */
const MOST_ODD_ORDERS = 100;

/** Trade of firms, as seller and as buyer, for many firms by one statement. */
export class TradeFactsRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindByDay(counterpartiesOfSubject, (ids, asOf) => this.counterparties(ids, asOf)),
      bindByDay(openPayablesOfSubject, (ids, asOf) => this.payables(ids, asOf)),
      bindByDay(openReceivablesOfSubject, (ids, asOf) => this.receivables(ids, asOf)),
      bindByDay(oddOrdersOfSubject, (ids, asOf) => this.oddOrders(ids, asOf)),
    ];
  }

  async counterparties(
    ids: readonly string[],
    asOf: BusinessDate,
  ): Promise<Map<string, CounterpartyFacts[]>> {
    const since = addDays(asOf, -TURNOVER_DAYS);
    const side = (own: string, other: string, sold: string, bought: string) =>
      `SELECT ${own} AS subject_id, ${other} AS other_id, currency, ${sold} AS sold, ${bought} AS bought FROM trade_order
        WHERE ${own} IN (${marks(ids.length)}) AND ordered_on > ? AND ordered_on <= ? AND status <> 'CANCELLED'`;
    const rows = await this.database.rows<{
      subject_id: Big;
      other_id: Big | null;
      currency: string;
      sold_minor: Big;
      bought_minor: Big;
    }>(
      `SELECT subject_id, other_id, currency, SUM(sold) AS sold_minor, SUM(bought) AS bought_minor FROM (
         ${side('seller_subject_id', 'buyer_subject_id', 'total_minor', '0')}
         UNION ALL
         ${side('buyer_subject_id', 'seller_subject_id', '0', 'total_minor')}) traded
        GROUP BY subject_id, other_id, currency ORDER BY subject_id, other_id, currency`,
      [...ids, since, asOf, ...ids, since, asOf],
    );
    return bySubject(rows, (row) => ({
      node: row.other_id === null ? null : `bo:${row.other_id}`,
      currency: row.currency,
      soldMinor: big(row.sold_minor),
      boughtMinor: big(row.bought_minor),
    }));
  }

  /** What the seller sends back is no payment. */
  async payables(ids: readonly string[], asOf: BusinessDate): Promise<Map<string, OpenPayable[]>> {
    const rows = await this.database.rows<{
      subject_id: Big;
      id: Big;
      dealer_id: Big | null;
      currency: string;
      due_on: string | null;
      invoiced_minor: Big;
      paid_minor: Big;
    }>(
      `SELECT o.buyer_subject_id AS subject_id, o.id, o.dealer_id, o.currency, MIN(i.due_on) AS due_on,
              ${INVOICED} AS invoiced_minor,
              (SELECT COALESCE(SUM(p.amount_minor), 0) FROM trade_payment p
                WHERE p.order_id = o.id AND p.paid_at < ?
                  AND (p.payer_subject_id IS NULL OR p.payer_subject_id = o.buyer_subject_id)) AS paid_minor
         FROM trade_order o JOIN invoice i ON i.order_id = o.id AND i.issued_on <= ?
        WHERE o.buyer_subject_id IN (${marks(ids.length)}) AND o.ordered_on >= ? AND o.status <> 'CANCELLED'
        GROUP BY o.buyer_subject_id, o.id, o.dealer_id, o.currency
       HAVING invoiced_minor > paid_minor
        ORDER BY o.buyer_subject_id, o.id`,
      [toSqlInstant(startOfBusinessDate(addDays(asOf, 1))), asOf, ...ids, addDays(asOf, -PAYABLE_DAYS)],
    );
    return bySubject(rows, (row) => ({
      orderId: String(row.id),
      dealerId: row.dealer_id === null ? null : String(row.dealer_id),
      currency: row.currency,
      openMinor: big(row.invoiced_minor) - big(row.paid_minor),
      dueOn: row.due_on,
    }));
  }

  /** Like payables, from the seller's side. One delivery or invoice under two orders is money that comes once. */
  async receivables(ids: readonly string[], asOf: BusinessDate): Promise<Map<string, OpenReceivable[]>> {
    const dayAfter = toSqlInstant(startOfBusinessDate(addDays(asOf, 1)));
    const rows = await this.database.rows<{
      subject_id: Big;
      id: Big;
      currency: string;
      due_on: string | null;
      invoiced_minor: Big;
      paid_minor: Big;
      shipped: Big;
      twice: Big;
      elsewhere: Big;
    }>(
      `SELECT o.seller_subject_id AS subject_id, o.id, o.currency, MIN(i.due_on) AS due_on,
              ${INVOICED} AS invoiced_minor,
              (SELECT COALESCE(SUM(p.amount_minor), 0) FROM trade_payment p
                WHERE p.order_id = o.id AND p.paid_at < ?
                  AND (p.payee_subject_id IS NULL OR p.payee_subject_id = o.seller_subject_id)) AS paid_minor,
              EXISTS (SELECT 1 FROM waybill w WHERE w.order_id = o.id) AS shipped,
              (EXISTS (SELECT 1 FROM waybill w JOIN waybill v ON v.waybill_no = w.waybill_no AND v.order_id <> w.order_id
                         JOIN trade_order t ON t.id = v.order_id
                        WHERE w.order_id = o.id AND t.seller_subject_id = o.seller_subject_id
                          AND t.total_minor = o.total_minor AND t.currency = o.currency)
               OR EXISTS (SELECT 1 FROM invoice a JOIN invoice b ON b.invoice_no = a.invoice_no AND b.order_id <> a.order_id
                            JOIN trade_order t ON t.id = b.order_id
                           WHERE a.order_id = o.id AND t.seller_subject_id = o.seller_subject_id)) AS twice,
              EXISTS (SELECT 1 FROM trade_payment p WHERE p.order_id = o.id AND p.paid_at < ?
                        AND p.payee_subject_id <> o.seller_subject_id
                        AND (p.payer_subject_id IS NULL OR p.payer_subject_id <> o.seller_subject_id)) AS elsewhere
         FROM trade_order o JOIN invoice i ON i.order_id = o.id AND i.issued_on <= ?
        WHERE o.seller_subject_id IN (${marks(ids.length)}) AND o.ordered_on >= ? AND o.status <> 'CANCELLED'
        GROUP BY o.seller_subject_id, o.id, o.currency, o.total_minor
       HAVING invoiced_minor > paid_minor
        ORDER BY o.seller_subject_id, o.id`,
      [dayAfter, dayAfter, asOf, ...ids, addDays(asOf, -PAYABLE_DAYS)],
    );
    return bySubject(rows, (row) => ({
      orderId: String(row.id),
      currency: row.currency,
      openMinor: big(row.invoiced_minor) - big(row.paid_minor),
      dueOn: row.due_on,
      isShipped: Number(row.shipped) === 1,
      isShownTwice: Number(row.twice) === 1,
      isPaidElsewhere: Number(row.elsewhere) === 1,
    }));
  }

  /** The oldest first: what is new may still be on its way. Of a delivery shown twice the seller is asked, not the buyer. */
  async oddOrders(ids: readonly string[], asOf: BusinessDate): Promise<Map<string, string[]>> {
    const since = addDays(asOf, -TURNOVER_DAYS);
    const own = (side: string, odd: string) =>
      `SELECT o.${side} AS subject_id, o.id, o.ordered_on FROM trade_order o
        WHERE o.${side} IN (${marks(ids.length)}) AND o.ordered_on > ? AND o.ordered_on <= ? AND o.status <> 'CANCELLED'
          AND (${odd})`;
    const unshipped = `(EXISTS (SELECT 1 FROM invoice i WHERE i.order_id = o.id)
            OR EXISTS (SELECT 1 FROM trade_payment p WHERE p.order_id = o.id))
          AND NOT EXISTS (SELECT 1 FROM waybill w WHERE w.order_id = o.id)`;
    const repeated = `EXISTS (SELECT 1 FROM waybill w JOIN waybill x ON x.waybill_no = w.waybill_no
                              AND x.order_id <> w.order_id WHERE w.order_id = o.id)`;
    const rows = await this.database.rows<{ subject_id: Big; id: Big }>(
      `SELECT subject_id, id FROM (
         SELECT subject_id, id, ROW_NUMBER() OVER (PARTITION BY subject_id ORDER BY ordered_on, id) AS place FROM (
           ${own('seller_subject_id', `(${unshipped}) OR ${repeated}`)} UNION ${own('buyer_subject_id', unshipped)}) odd) placed
        WHERE place <= ${MOST_ODD_ORDERS} ORDER BY subject_id, place`,
      [...ids, since, asOf, ...ids, since, asOf],
    );
    return bySubject(rows, ({ id }) => String(id));
  }
}
