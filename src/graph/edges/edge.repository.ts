import { addDays, type BusinessDate, startOfBusinessDate } from '../../kernel';
import { type Database, type Dialect, type SqlValue, toSqlInstant } from '../../platform/database';
import { bindSharedLoader, type LoaderBinding } from '../../platform/loaders';
import type { GraphEdgeKind } from '../graph.codes';
import type { NodeKey } from '../node-key';
import type { Neighbourhood } from '../traversal/graph-port';
import { type Hop, neighboursOfHop, questionOf } from './edge.loaders';
import type { EdgeTable } from './edge-tables';
import { ANY_ROW, asksOf, type EdgeRow, neighbourhoods, type Side, type TableAsk } from './table-ask';

/** How far the edges of a supernode are counted: what it is, is clear by then. */
const COUNTED = 1_000;

/** Reads the edges of whole hops: one statement for each edge table, however many nodes and traversals there are. */
export class EdgeRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindSharedLoader(
        neighboursOfHop,
        (hops) => this.neighbours(hops),
        (hops) => [...asksOf(hops).values()].flat().length,
      ),
    ];
  }

  async neighbours(hops: readonly Hop[]): Promise<Map<string, ReadonlyMap<NodeKey, Neighbourhood>>> {
    const found = new Map<string, ReadonlyMap<NodeKey, Neighbourhood>>();
    await Promise.all(
      [...asksOf(hops)].map(async ([question, asks]) => {
        const answers = await Promise.all(asks.map(async (ask) => ({ ask, rows: await this.#rows(ask) })));
        found.set(question, neighbourhoods(answers));
      }),
    );
    // Hops of equal questions get one map: a traversal looks up its own nodes only.
    return new Map(hops.map((hop) => [neighboursOfHop.keyOf(hop), found.get(questionOf(hop)) ?? new Map()]));
  }

  #rows(ask: TableAsk): Promise<EdgeRow[]> {
    const { sql, values } = edgeStatement(this.database.dialect, ask);
    return this.database.rows<EdgeRow>(sql, values);
  }
}

interface Sql {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/**
 * Nodes are joined to their edges from a list that is one parameter, so that the statement is the same for one node and
 * for ten thousand. Whether a node has too many edges is probed once, in the index and no further than the limit: the
 * edges of a supernode are never read.
 */
function edgeStatement(dialect: Dialect, ask: TableAsk): Sql {
  const sides = ask.sides.map((side, place) => sideOf(dialect, ask, side, place));
  const lists = sides.flatMap(({ lists }) => lists);
  const branches = sides.flatMap(({ branches }) => branches);
  return {
    sql: `WITH RECURSIVE ${lists.map(({ sql }) => sql).join(',\n')}
      ${branches.map(({ sql }) => sql).join('\nUNION ALL\n')}`,
    values: [...lists, ...branches].flatMap(({ values }) => values),
  };
}

/**
 * A list that several branches read and that is made once, which MariaDB does only if it may refer to itself. The names
 * of its columns come from `select`.
 */
const madeOnce = (dialect: Dialect, name: string, select: string, values: readonly SqlValue[] = []): Sql => ({
  sql:
    dialect === 'sqlite'
      ? `${name} AS MATERIALIZED (${select})`
      : `${name} AS (${select} UNION ALL SELECT * FROM ${name} WHERE 1 = 0)`,
  values,
});

function sideOf(
  dialect: Dialect,
  { table, question, isStart }: TableAsk,
  { outward, nodes: asked }: Side,
  place: number,
): { lists: Sql[]; branches: Sql[] } {
  const [near, far] = outward ? [table.from.column, table.to.column] : [table.to.column, table.from.column];
  const join = dialect === 'sqlite' ? 'CROSS JOIN' : 'STRAIGHT_JOIN';
  const isBounded = asked.some(({ upTo }) => upTo !== ANY_ROW);
  const kinds = table.kinds.filter((kind) => question.kinds.includes(kind));
  const holds = validity(table, question.asOf);
  /** Says whether row number `limit` of a node is there, and reads no further. */
  const row = (limit: number, value: number, of: string): string =>
    `(SELECT ${value} FROM ${table.name} p WHERE ${of} LIMIT 1 OFFSET ${limit - 1})`;
  const atNode = (node: string): string => `p.${near} = ${node}.id`;
  const edges = (from: string, kind: string, conditions: readonly string[]): Sql => ({
    sql: `SELECT k.id AS near, ${outward ? 1 : 0} AS outward, e.${far} AS far, ${kind} AS kind, e.${table.id} AS id
      FROM ${from} k ${join} ${table.name} e WHERE e.${near} = k.id AND ${[
        ...conditions,
        isBounded ? `e.${far} + 0 <= k.up_to` : `e.${far} IS NOT NULL`,
        table.where && `e.${table.where}`,
        ...holds.conditions,
      ]
        .filter(Boolean)
        .join(' AND ')}${table.isSummary ? ` GROUP BY k.id, e.${far}, e.${table.id}` : ''}`,
    values: holds.values,
  });
  const overflows = (from: string, kind: string, of: string): Sql => ({
    sql: `SELECT k.id AS near, ${outward ? 1 : 0} AS outward, NULL AS far, ${kind} AS kind,
        COALESCE(${row(COUNTED, COUNTED, of)}, ${table.most + 1}) AS id
      FROM ${from} k WHERE k.many IS NOT NULL`,
    values: [],
  });
  /** Up to the last of the edges that are read of a root with too many. */
  const first = (of: string): string =>
    `e.${far} <= (SELECT p.${far} FROM ${table.name} p WHERE ${of} ORDER BY p.${far} LIMIT 1 OFFSET ${table.most - 1})`;

  const all = `nodes_${place}`;
  const [columns, list] = isBounded
    ? ['j.id AS id, j.up_to AS up_to', asked.map(({ row, upTo }) => `[${row},${upTo}]`)]
    : ['j.id AS id', asked.map(({ row }) => row)];
  const nodes = madeOnce(
    dialect,
    all,
    `SELECT ${columns}, ${row(table.most + 1, 1, atNode('j'))} AS many FROM ${listed(dialect, isBounded)} j`,
    [`[${list.join()}]`],
  );
  if (!table.kindColumn) {
    const kind = `'${kinds[0]}'`;
    const of = atNode('k');
    return {
      lists: [nodes],
      branches: [
        edges(all, kind, ['k.many IS NULL']),
        overflows(all, kind, of),
        ...(isStart ? [edges(all, kind, ['k.many IS NOT NULL', first(of)])] : []),
      ],
    };
  }
  // A node with few edges of all kinds together has too many of none; only the others are looked at kind by kind.
  const each = `kinds_${place}`;
  const kind = `e.${table.kindColumn}`;
  const ofKind = (node: string): string => `${atNode(node)} AND p.${table.kindColumn} = ${node}.kind`;
  const some = kinds.length < table.kinds.length ? [`${kind} IN (${kinds.map((k) => `'${k}'`).join()})`] : [];
  const perKind = madeOnce(
    dialect,
    each,
    `SELECT j.*, ${row(table.most + 1, 1, ofKind('j'))} AS many FROM (SELECT k.id AS id,${isBounded ? ' k.up_to AS up_to,' : ''}
       c.kind AS kind FROM ${all} k ${join} ${kindList(kinds)} WHERE k.many IS NOT NULL) j`,
  );
  return {
    lists: [nodes, perKind],
    branches: [
      edges(all, kind, ['k.many IS NULL', ...some]),
      edges(each, kind, [`${kind} = k.kind`, 'k.many IS NULL']),
      overflows(each, 'k.kind', ofKind('k')),
      ...(isStart ? [edges(each, kind, [`${kind} = k.kind`, 'k.many IS NOT NULL', first(ofKind('k'))])] : []),
    ],
  };
}

/** The nodes of the parameter: each by its row, or by its row and how far to look. */
const listed = (dialect: Dialect, isBounded: boolean): string =>
  dialect === 'sqlite'
    ? isBounded
      ? `(SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS up_to FROM json_each(?))`
      : '(SELECT value AS id FROM json_each(?))'
    : isBounded
      ? `JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', up_to BIGINT PATH '$[1]'))`
      : `JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$'))`;

const kindList = (kinds: readonly GraphEdgeKind[]): string =>
  `(${kinds.map((kind, i) => `SELECT '${kind}'${i === 0 ? ' AS kind' : ''}`).join(' UNION ALL ')}) c`;

/** The edges that hold on a day; one without a first or last day holds as far as anybody knows. */
export function validity(
  { validity: { since, until, sinceInstant } }: EdgeTable,
  asOf: BusinessDate,
): { readonly conditions: readonly string[]; readonly values: readonly SqlValue[] } {
  const bounds: (readonly [string | undefined, string, SqlValue])[] = [
    [since, '<=', asOf],
    [until, '>=', asOf],
    [sinceInstant, '<', toSqlInstant(startOfBusinessDate(addDays(asOf, 1)))],
  ];
  const given = bounds.filter(([column]) => column !== undefined);
  return {
    conditions: given.map(([column, is]) => `(e.${column} IS NULL OR e.${column} ${is} ?)`),
    values: given.map(([, , value]) => value),
  };
}
