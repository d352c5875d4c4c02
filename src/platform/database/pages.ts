import type { Reader } from './database';
import { marks, type SqlValue } from './sql';

/** One column of an ordering. The last column of a list's ordering is its unique key, so that a page has one end. */
export interface ListOrder {
  readonly column: string;
  readonly direction: 'ASC' | 'DESC';
}

export interface ListShape {
  /** Columns of the row, as SQL. */
  readonly select: string;
  /** Table with its joins, as SQL. In a list of a parent, `:parents` stands for the parents asked for. */
  readonly from: string;
  readonly where?: string;
  readonly values?: readonly SqlValue[];
  /** No column of it may hold NULL. */
  readonly order: readonly ListOrder[];
}

export interface PageRequest {
  readonly first: number;
  /** The ordering's values of the last row seen, from its cursor. */
  readonly after: readonly SqlValue[] | null;
}

export interface PageOfRows<Row> {
  readonly rows: readonly Row[];
  /** The ordering's values of each row: what its cursor holds. */
  readonly keys: readonly (readonly SqlValue[])[];
  readonly hasNext: boolean;
}

type Keyed = Record<string, SqlValue>;

/** One page of a list by keyset: its cost does not grow with the position, as OFFSET's does. */
export async function boundedPage<Row>(
  reader: Reader,
  shape: ListShape,
  page: PageRequest,
): Promise<PageOfRows<Row>> {
  const after = afterClause(shape.order, page.after);
  const conditions = [shape.where, after.sql].filter(Boolean).join(' AND ');
  const rows = await reader.rows<Row & Keyed>(
    `SELECT ${shape.select}, ${keyColumns(shape.order)} FROM ${shape.from}${conditions && ` WHERE ${conditions}`}
      ORDER BY ${orderBy(shape.order)} LIMIT ${page.first + 1}`,
    [...(shape.values ?? []), ...after.values],
  );
  return toPage(rows, page.first, shape.order.length);
}

/**
 * A page of the list of each parent, for all parents in one statement: rows are numbered within their parent and those
 * past `first + 1` stay in the database. A parent without rows is not in the map.
 */
export async function keysetPages<Row>(
  reader: Reader,
  shape: ListShape & { readonly parent: string },
  parents: readonly string[],
  page: PageRequest,
): Promise<Map<string, PageOfRows<Row>>> {
  if (parents.length === 0) return new Map();
  const after = afterClause(shape.order, page.after);
  const conditions = [`${shape.parent} IN (${marks(parents.length)})`, shape.where, after.sql].filter(
    Boolean,
  );
  const mentions = shape.from.split(':parents').length - 1;
  const rows = await reader.rows<Row & Keyed>(
    `SELECT * FROM (
       SELECT ${shape.select}, ${keyColumns(shape.order)}, ${shape.parent} AS parent_key,
              ROW_NUMBER() OVER (PARTITION BY ${shape.parent} ORDER BY ${orderBy(shape.order)}) AS position_in_parent
         FROM ${shape.from.replaceAll(':parents', marks(parents.length))} WHERE ${conditions.join(' AND ')}) numbered
      WHERE position_in_parent <= ${page.first + 1} ORDER BY position_in_parent`,
    [...Array(mentions).fill(parents).flat(), ...parents, ...(shape.values ?? []), ...after.values],
  );
  const grouped = new Map<string, (Row & Keyed)[]>();
  for (const row of rows) {
    const parent = String(row.parent_key);
    const list = grouped.get(parent);
    if (list) list.push(row);
    else grouped.set(parent, [row]);
  }
  return new Map(
    [...grouped].map(([parent, list]) => [parent, toPage(list, page.first, shape.order.length)]),
  );
}

const orderBy = (order: readonly ListOrder[]): string =>
  order.map((o) => `${o.column} ${o.direction}`).join(', ');

const keyColumns = (order: readonly ListOrder[]): string =>
  order.map((o, i) => `${o.column} AS key_${i}`).join(', ');

function toPage<Row extends Keyed>(found: readonly Row[], first: number, width: number): PageOfRows<Row> {
  const rows = found.slice(0, first);
  const keys = rows.map((row) => Array.from({ length: width }, (_, i) => row[`key_${i}`] as SqlValue));
  return { rows, keys, hasNext: found.length > first };
}

/** `(a > ?) OR (a = ? AND b > ?) ...`, which every dialect can answer from the index of the ordering. */
function afterClause(
  order: readonly ListOrder[],
  after: readonly SqlValue[] | null,
): { sql: string; values: SqlValue[] } {
  if (!after) return { sql: '', values: [] };
  const values: SqlValue[] = [];
  const branches = order.map((last, i) => {
    const equal = order.slice(0, i).map((o, j) => {
      values.push(after[j] as SqlValue);
      return `${o.column} = ?`;
    });
    values.push(after[i] as SqlValue);
    return `(${[...equal, `${last.column} ${last.direction === 'ASC' ? '>' : '<'} ?`].join(' AND ')})`;
  });
  return { sql: `(${branches.join(' OR ')})`, values };
}
