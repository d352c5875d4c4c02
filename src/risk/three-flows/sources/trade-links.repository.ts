import { type Database, type ListShape, marks } from '../../../platform/database';
import { bindList } from '../../../platform/lists';
import { bindSharedLoader, type LoaderBinding } from '../../../platform/loaders';
import type { Sale } from '../core/circular-trade';
import type { SharedDocument } from '../core/trade-facts';
import {
  historyOfTrade,
  type Pair,
  salesOfPair,
  sharedDocumentsOfTrade,
  type TradeWindow,
  tiesOfPair,
  tradesOfDealer,
  tradesOfSubject,
  tradesOfSupplier,
} from './three-flows.loaders';
import type { DatedTie } from './ties';

type Big = string | number;

interface SharedRow {
  order_id: Big;
  id: Big;
  orders: Big;
  alike: Big;
  other_id: Big;
  alike_id: Big | null;
  invoiced_on: string | null;
}

interface TieRow {
  a: Big;
  b: Big;
  through: Big | null;
  since: string | null;
  until: string | null;
  other_since: string | null;
  other_until: string | null;
}

/** Relations that give a share of a firm or a say in it. */
const CONTROL = `('SHAREHOLDER', 'INVESTOR', 'LEGAL_REPRESENTATIVE', 'BRANCH')`;
/** Sales of a pair that are searched for rounds. */
const MOST_SALES = 300;

/** What ties trades to other trades, and their parties to each other. */
export class TradeLinksRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindSharedLoader(sharedDocumentsOfTrade, (ids) => this.sharedDocuments(ids)),
      bindSharedLoader(historyOfTrade, (ids) => this.histories(ids)),
      bindSharedLoader(tiesOfPair, (pairs) => this.ties(pairs)),
      bindSharedLoader(salesOfPair, (pairs) => this.sales(pairs)),
      bindList(tradesOfSupplier, this.database, ofPartner('supplier_id'), toId),
      bindList(tradesOfDealer, this.database, ofPartner('dealer_id'), toId),
      bindList(tradesOfSubject, this.database, ofSubject, toId),
    ];
  }

  /** One row for each document that other orders show, too; of an invoice, orders of the same seller only. */
  async sharedDocuments(ids: readonly string[]): Promise<Map<string, Map<string, SharedDocument>>> {
    const branch = (table: string, number: string, alike: string, where: string) =>
      `SELECT x.order_id, x.id, COUNT(DISTINCT y.order_id) AS orders, COUNT(DISTINCT CASE WHEN ${alike} THEN y.order_id END) AS alike,
              MIN(y.order_id) AS other_id, MIN(CASE WHEN ${alike} THEN y.order_id END) AS alike_id
         FROM ${table} x JOIN ${table} y ON y.${number} = x.${number} AND y.order_id <> x.order_id
         JOIN trade_order o ON o.id = x.order_id JOIN trade_order p ON p.id = y.order_id
        WHERE x.order_id IN (${marks(ids.length)}) AND p.status <> 'CANCELLED'${where}
        GROUP BY x.order_id, x.id`;
    const sameTotal = 'p.total_minor = o.total_minor AND p.currency = o.currency';
    const rows = await this.database.rows<SharedRow>(
      `SELECT d.*, (SELECT MAX(i.issued_on) FROM invoice i
                     WHERE i.order_id = COALESCE(d.alike_id, d.other_id) AND i.status = 'VALID') AS invoiced_on
         FROM (${branch('waybill', 'waybill_no', `y.quantity_milli = x.quantity_milli AND ${sameTotal}`, '')}
               UNION ALL
               ${branch('invoice', 'invoice_no', sameTotal, ' AND (p.seller_subject_id = o.seller_subject_id OR p.supplier_id = o.supplier_id)')}) d`,
      [...ids, ...ids],
    );
    const found = new Map<string, Map<string, SharedDocument>>();
    for (const row of rows) {
      const known = found.get(String(row.order_id)) ?? new Map<string, SharedDocument>();
      known.set(String(row.id), {
        orders: Number(row.orders),
        alike: Number(row.alike),
        orderId: String(row.alike_id ?? row.other_id),
        invoicedOn: row.invoiced_on,
      });
      found.set(String(row.order_id), known);
    }
    return found;
  }

  /** The partner of an order is its supplier, or else its dealer. */
  async histories(ids: readonly string[]): Promise<Map<string, { orders: number; totalMinor: bigint }>> {
    const yearBefore =
      this.database.dialect === 'sqlite'
        ? `date(o.ordered_on, '-365 days')`
        : 'DATE_SUB(o.ordered_on, INTERVAL 365 DAY)';
    const branch = (partner: string, where: string) =>
      `SELECT o.id, COUNT(*) AS orders, SUM(h.total_minor) AS total
         FROM trade_order o JOIN trade_order h ON h.${partner} = o.${partner}
          AND h.ordered_on >= ${yearBefore} AND h.ordered_on < o.ordered_on
        WHERE o.id IN (${marks(ids.length)})${where} AND h.currency = o.currency AND h.status <> 'CANCELLED'
        GROUP BY o.id`;
    const rows = await this.database.rows<{ id: Big; orders: Big; total: Big }>(
      `${branch('supplier_id', '')} UNION ALL ${branch('dealer_id', ' AND o.supplier_id IS NULL')}`,
      [...ids, ...ids],
    );
    return new Map(
      rows.map(({ id, orders, total }) => [
        String(id),
        { orders: Number(orders), totalMinor: BigInt(String(total).split('.')[0] as string) },
      ]),
    );
  }

  /** A direct tie either way, or somebody who holds or leads both; each with the time of its relations. */
  async ties(pairs: readonly Pair[]): Promise<Map<string, DatedTie[]>> {
    const { rows: asked, values } = this.#pairs(pairs);
    const time = 'r.since, r.until, NULL AS other_since, NULL AS other_until';
    const rows = await this.database.rows<TieRow>(
      `SELECT k.a, k.b, NULL AS through, ${time} FROM ${asked} JOIN relation r
           ON r.from_subject_id = k.a AND r.to_subject_id = k.b WHERE r.kind IN ${CONTROL}
       UNION SELECT k.a, k.b, NULL, ${time} FROM ${asked} JOIN relation r
           ON r.from_subject_id = k.b AND r.to_subject_id = k.a WHERE r.kind IN ${CONTROL}
       UNION SELECT k.a, k.b, r.from_subject_id, r.since, r.until, s.since, s.until
         FROM ${asked} JOIN relation r ON r.to_subject_id = k.a
         JOIN relation s ON s.from_subject_id = r.from_subject_id AND s.to_subject_id = k.b
        WHERE r.kind IN ${CONTROL} AND s.kind IN ${CONTROL}
        ORDER BY 1, 2, 3`,
      [...values, ...values, ...values],
    );
    const found = new Map<string, DatedTie[]>();
    for (const { a, b, through, since, until, other_since, other_until } of rows) {
      const key = tiesOfPair.keyOf({ sellerId: String(a), buyerId: String(b) });
      const ties = found.get(key) ?? [];
      found.set(key, ties);
      ties.push({
        throughId: through === null ? null : String(through),
        holds: [
          { since, until },
          { since: other_since, until: other_until },
        ],
      });
    }
    return found;
  }

  async sales(pairs: readonly Pair[]): Promise<Map<string, Sale[]>> {
    const { rows: asked, values } = this.#pairs(pairs);
    const rows = await this.database.rows<{
      id: Big;
      a: Big;
      b: Big;
      ordered_on: string;
      sku: string | null;
    }>(
      `SELECT n.id, n.a, n.b, n.ordered_on, l.sku FROM (
         SELECT o.id, k.a, k.b, o.ordered_on,
                ROW_NUMBER() OVER (PARTITION BY k.a, k.b ORDER BY o.ordered_on DESC, o.id DESC) AS place
           FROM ${asked} JOIN trade_order o ON o.seller_subject_id = k.a AND o.buyer_subject_id = k.b
          WHERE o.status <> 'CANCELLED') n
         LEFT JOIN trade_order_line l ON l.order_id = n.id
        WHERE n.place <= ${MOST_SALES} ORDER BY n.a, n.b, n.place, l.line_no`,
      values,
    );
    const found = new Map<string, (Sale & { skus: string[] })[]>();
    for (const { id, a, b, ordered_on, sku } of rows) {
      const pair = { sellerId: String(a), buyerId: String(b) };
      const sales = found.get(salesOfPair.keyOf(pair)) ?? [];
      found.set(salesOfPair.keyOf(pair), sales);
      if (sales.at(-1)?.orderId !== String(id))
        sales.push({ ...pair, orderId: String(id), orderedOn: ordered_on, skus: [] });
      if (sku !== null) sales.at(-1)!.skus.push(sku);
    }
    return found;
  }

  /** Pairs as a table `k (a, b)` that is one parameter. */
  #pairs(pairs: readonly Pair[]): { rows: string; values: string[] } {
    const list = JSON.stringify(pairs.map(({ sellerId, buyerId }) => [sellerId, buyerId]));
    return {
      rows:
        this.database.dialect === 'sqlite'
          ? `(SELECT CAST(json_extract(value, '$[0]') AS INTEGER) AS a, CAST(json_extract(value, '$[1]') AS INTEGER) AS b
                FROM json_each(?)) k`
          : `JSON_TABLE(?, '$[*]' COLUMNS (a BIGINT PATH '$[0]', b BIGINT PATH '$[1]')) k`,
      values: [list],
    };
  }
}

const toId = ({ id }: { id: Big }): string => String(id);

const NEWEST_FIRST = [
  { column: 't.ordered_on', direction: 'DESC' },
  { column: 't.id', direction: 'DESC' },
] as const;

const ofPartner =
  (parent: 'supplier_id' | 'dealer_id') =>
  (_order: string, { from, until }: TradeWindow): ListShape & { parent: string } => ({
    select: 't.id',
    from: 'trade_order t',
    where: 't.ordered_on >= ? AND t.ordered_on <= ?',
    values: [from, until],
    parent: `t.${parent}`,
    order: NEWEST_FIRST,
  });

/** Sold or bought under its own name, or as the supplier or dealer of the order. */
const ofSubject = (_order: string, { from, until }: TradeWindow): ListShape & { parent: string } => ({
  select: 't.id',
  from: `(SELECT seller_subject_id AS subject_id, id, ordered_on FROM trade_order WHERE seller_subject_id IN (:parents)
          UNION SELECT buyer_subject_id, id, ordered_on FROM trade_order WHERE buyer_subject_id IN (:parents)
          UNION SELECT s.subject_id, o.id, o.ordered_on FROM supplier s JOIN trade_order o ON o.supplier_id = s.id
                 WHERE s.subject_id IN (:parents)
          UNION SELECT d.subject_id, o.id, o.ordered_on FROM dealer d JOIN trade_order o ON o.dealer_id = d.id
                 WHERE d.subject_id IN (:parents)) t`,
  where: 't.ordered_on >= ? AND t.ordered_on <= ?',
  values: [from, until],
  parent: 't.subject_id',
  order: NEWEST_FIRST,
});
