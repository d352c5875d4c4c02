import { addDays, type BusinessDate, startOfBusinessDate } from '../../kernel';
import { type Database, type Dialect, type SqlValue, toSqlInstant } from '../../platform/database';
import { bindSharedLoader, type LoaderBinding } from '../../platform/loaders';
import type { GraphEdgeKind } from '../graph.codes';
import type { NodeKey } from '../node-key';
import type { Neighbourhood } from '../traversal/graph-port';
import { type Hop, neighboursOfHop, questionOf } from './edge.loaders';
import type { EdgeTable } from './edge-tables';
import {
  ANY_ROW,
  type AskedNode,
  asksOf,
  type EdgeRow,
  neighbourhoods,
  type Side,
  type TableAsk,
} from './table-ask';

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
    sql: `${lists.length === 0 ? '' : `WITH RECURSIVE ${lists.map(({ sql }) => sql).join(',\n')}`}
      ${branches.map(({ sql }) => sql).join('\nUNION ALL\n')}`,
    values: [...lists, ...branches].flatMap(({ values }) => values),
  };
}

/**
 * A list that several branches read and that is made once, which MariaDB does only if it may refer to itself. The names
 * of its columns come from `select`.
 */
const madeOnce = (dialect: Dialect, name: string, { sql, values }: Sql): Sql => ({
  sql:
    dialect === 'sqlite'
      ? `${name} AS MATERIALIZED (${sql})`
      : `${name} AS (${sql} UNION ALL SELECT * FROM ${name} WHERE 1 = 0)`,
  values,
});

/** A list that one branch reads. The limit is none, and has it made before it is read: what it probes is probed once. */
const madeBefore = ({ sql, values }: Sql): Sql => ({ sql: `(${sql} LIMIT ${ANY_ROW})`, values });

function sideOf(
  dialect: Dialect,
  { table, question, isStart }: TableAsk,
  { outward, nodes: asked }: Side,
  place: number,
): { lists: Sql[]; branches: Sql[] } {
  const [near, far] = outward ? [table.from.column, table.to.column] : [table.to.column, table.from.column];
  const join = dialect === 'sqlite' ? 'CROSS JOIN' : 'STRAIGHT_JOIN';
  const kinds = table.kinds.filter((kind) => question.kinds.includes(kind));
  const holds = validity(table, question.asOf);
  const bound = boundOf(asked);
  const conditions = [
    bound.sql && `e.${far} + 0 <= ${bound.sql}`,
    table.where && `e.${table.where}`,
    ...holds.conditions,
  ].filter(Boolean);
  const values = [...bound.values, ...holds.values];
  const select = `SELECT ${table.isSummary ? 'DISTINCT ' : ''}k.id AS near, ${outward ? 1 : 0} AS outward, e.${far} AS far`;
  /** Says whether row number `limit` of a node is there, and reads no further. */
  const row = (limit: number, value: number, of: string): string =>
    `(SELECT ${value} FROM ${table.name} p WHERE ${of} LIMIT 1 OFFSET ${limit - 1})`;
  const tooMany = (of: string): string => `${row(table.most + 1, 1, of)} AS many`;
  const atNode = (node: string): string => `p.${near} = ${node}.id`;

  const edges = (from: Sql, kind: string, which: readonly string[]): Sql => ({
    sql: `${select}, ${kind} AS kind, e.${table.id} AS id FROM ${from.sql} k ${join} ${table.name} e
      WHERE ${[...which, ...conditions, `e.${far} IS NOT NULL`].join(' AND ')}`,
    values: [...from.values, ...values],
  });
  /** With how many there are where they are too many: then nothing is looked up of them. */
  const edgesOrCounts = (from: Sql, kind: string, of: string, which: readonly string[] = []): Sql => ({
    sql: `${select}, ${kind} AS kind, CASE WHEN k.many IS NULL THEN e.${table.id}
        ELSE COALESCE(${row(COUNTED, COUNTED, of)}, ${table.most + 1}) END AS id
      FROM ${from.sql} k LEFT JOIN ${table.name} e ON ${[
        `e.${near} = CASE WHEN k.many IS NULL THEN k.id END`,
        ...which,
        ...conditions,
      ].join(' AND ')}
      WHERE e.${far} IS NOT NULL OR k.many IS NOT NULL`,
    values: [...from.values, ...values],
  });
  /** The other end of the last of the edges that are read of a root with too many. */
  const last = (of: string): string =>
    isStart
      ? `(SELECT p.${far} FROM ${table.name} p WHERE ${of} ORDER BY p.${far} LIMIT 1 OFFSET ${table.most - 1}) AS last,`
      : '';
  // Written as a range, MariaDB plans it for each root, of which there are few, and reads no further than that; behind an
  // equal sign it would read all edges of the root.
  const first = [
    'k.many IS NOT NULL',
    dialect === 'sqlite' ? `e.${near} = k.id` : `e.${near} >= k.id AND e.${near} <= k.id`,
    `e.${far} <= k.last`,
  ];

  const upTo = bound.isOfEach ? 'j.up_to AS up_to,' : '';
  const nodes: Sql = {
    sql: `SELECT j.id AS id, ${upTo} ${table.kindColumn ? '' : last(atNode('j'))} ${tooMany(atNode('j'))}
      FROM ${listed(dialect, bound.isOfEach)} j`,
    values: [`[${asked.map(({ row, upTo }) => (bound.isOfEach ? `[${row},${upTo}]` : row)).join()}]`],
  };
  if (!table.kindColumn) {
    const kind = `'${kinds[0]}'`;
    const from = madeBefore(nodes);
    return {
      lists: [],
      branches: [edgesOrCounts(from, kind, atNode('k')), ...(isStart ? [edges(from, kind, first)] : [])],
    };
  }
  // A node with few edges of all kinds together has too many of none; only the others are looked at kind by kind.
  const all = `nodes_${place}`;
  const kind = `e.${table.kindColumn}`;
  const ofKind = (node: string, kindOf: string): string =>
    `${atNode(node)} AND p.${table.kindColumn} = ${kindOf}.kind`;
  const some = kinds.length < table.kinds.length ? [`${kind} IN (${kinds.map((k) => `'${k}'`).join()})`] : [];
  const each = madeBefore({
    sql: `SELECT j.id AS id, ${upTo} c.kind AS kind, ${last(ofKind('j', 'c'))} ${tooMany(ofKind('j', 'c'))}
      FROM ${all} j ${join} ${kindList(kinds)} WHERE j.many IS NOT NULL`,
    values: [],
  });
  return {
    lists: [madeOnce(dialect, all, nodes)],
    branches: [
      edges({ sql: all, values: [] }, kind, [`e.${near} = k.id`, 'k.many IS NULL', ...some]),
      edgesOrCounts(each, 'k.kind', ofKind('k', 'k'), [`${kind} = k.kind`]),
      ...(isStart ? [edges(each, kind, [`${kind} = k.kind`, ...first])] : []),
    ],
  };
}

/** How far the nodes of a side are looked along: all as far, each as far as its traversal asks, or without an end. */
function boundOf(asked: readonly AskedNode[]): {
  readonly isOfEach: boolean;
  readonly sql: string | null;
  readonly values: readonly SqlValue[];
} {
  const [upTo = ANY_ROW, ...others] = new Set(asked.map((node) => node.upTo));
  if (others.length > 0) return { isOfEach: true, sql: 'k.up_to', values: [] };
  return upTo === ANY_ROW
    ? { isOfEach: false, sql: null, values: [] }
    : { isOfEach: false, sql: '?', values: [upTo] };
}

/** The nodes of the parameter: each by its row, or by its row and how far to look. */
const listed = (dialect: Dialect, withBounds: boolean): string =>
  dialect === 'sqlite'
    ? withBounds
      ? `(SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS up_to FROM json_each(?))`
      : '(SELECT value AS id FROM json_each(?))'
    : withBounds
      ? `JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', up_to BIGINT PATH '$[1]'))`
      : `JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$'))`;

const kindList = (kinds: readonly GraphEdgeKind[]): string =>
  `(${kinds.map((kind, i) => `SELECT '${kind}'${i === 0 ? ' AS kind' : ''}`).join(' UNION ALL ')}) c`;

/**
 * The edges that hold on a day; one without a first or last day holds as far as anybody knows. Days are hidden from the
 * planner in a function: with an index that begins with them MariaDB would plan anew for each node of a hop.
 */
export function validity(
  { validity: { since, until, sinceInstant } }: EdgeTable,
  asOf: BusinessDate,
): { readonly conditions: readonly string[]; readonly values: readonly SqlValue[] } {
  const bounds: (readonly [string | undefined, string, string, SqlValue])[] = [
    [since, '0001-01-01', '<=', asOf],
    [until, '9999-12-31', '>=', asOf],
    [sinceInstant, '0001-01-01', '<', toSqlInstant(startOfBusinessDate(addDays(asOf, 1)))],
  ];
  const given = bounds.filter(([column]) => column !== undefined);
  return {
    conditions: given.map(([column, unknown, is]) => `COALESCE(e.${column}, '${unknown}') ${is} ?`),
    values: given.map(([, , , value]) => value),
  };
}
