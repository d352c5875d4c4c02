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
 * for ten thousand. Whether a node has too many edges is probed first, in the index and no further than the limit: the
 * edges of a supernode are never read.
 */
function edgeStatement(dialect: Dialect, ask: TableAsk): Sql {
  const branches = ask.sides.flatMap((side) => branchesOf(dialect, ask, side));
  return {
    sql: branches.map(({ sql }) => sql).join('\nUNION ALL\n'),
    values: branches.flatMap(({ values }) => values),
  };
}

function branchesOf(
  dialect: Dialect,
  { table, question, isStart }: TableAsk,
  { outward, nodes: asked }: Side,
): Sql[] {
  const [near, far] = outward ? [table.from.column, table.to.column] : [table.to.column, table.from.column];
  const list = `[${asked.map(({ row, upTo }) => `[${row},${upTo}]`).join()}]`;
  const isBounded = asked.some(({ upTo }) => upTo !== ANY_ROW);
  const kinds = table.kinds.filter((kind) => question.kinds.includes(kind));
  const nodes = dialect === 'sqlite' ? SQLITE_NODES : MYSQL_NODES;
  const join = dialect === 'sqlite' ? 'CROSS JOIN' : 'STRAIGHT_JOIN';
  const holds = validity(table, question.asOf);
  /** Says whether row number `limit` of a node is there, and reads no further. */
  const row = (limit: number, value: number | string, ofKind: string): string =>
    `(SELECT ${value} FROM ${table.name} p WHERE p.${near} = k.id${ofKind} LIMIT 1 OFFSET ${limit - 1})`;
  const tooMany = (ofKind: string): string => row(table.most + 1, 1, ofKind);
  const edges = (
    from: string,
    kind: string,
    conditions: readonly string[],
    values: readonly SqlValue[],
  ): Sql => ({
    sql: `SELECT k.id AS near, ${outward ? 1 : 0} AS outward, e.${far} AS far, ${kind} AS kind, e.${table.id} AS id
      FROM ${from} WHERE ${[
        ...conditions,
        isBounded ? `e.${far} <= k.up_to` : `e.${far} IS NOT NULL`,
        table.where && `e.${table.where}`,
        ...holds.conditions,
      ]
        .filter(Boolean)
        .join(' AND ')}${table.isSummary ? ` GROUP BY k.id, e.${far}, e.${table.id}` : ''}`,
    values: [list, ...values, ...holds.values],
  });
  const overflows = (from: string, kind: string, conditions: readonly string[], ofKind: string): Sql => ({
    sql: `SELECT k.id AS near, ${outward ? 1 : 0} AS outward, NULL AS far, ${kind} AS kind,
        COALESCE(${row(COUNTED, COUNTED, ofKind)}, ${table.most + 1}) AS id
      FROM ${from} WHERE ${conditions.join(' AND ')}`,
    values: [list],
  });
  const atNode = `e.${near} = k.id`;
  /** The last of the edges that are read of a root with too many. */
  const last = (ofKind: string): string =>
    `e.${far} <= (SELECT p.${far} FROM ${table.name} p WHERE p.${near} = k.id${ofKind} ORDER BY p.${far} LIMIT 1 OFFSET ${table.most - 1})`;
  if (!table.kindColumn) {
    const kind = `'${kinds[0]}'`;
    const from = `${nodes} ${join} ${table.name} e`;
    return [
      edges(from, kind, [atNode, `${tooMany('')} IS NULL`], []),
      overflows(nodes, kind, [`${tooMany('')} IS NOT NULL`], ''),
      ...(isStart ? [edges(from, kind, [atNode, `${tooMany('')} IS NOT NULL`, last('')], [])] : []),
    ];
  }
  // A node with few edges of all kinds together has too many of none; only the others are looked at kind by kind.
  const ofKind = ` AND p.${table.kindColumn} = c.kind`;
  const each = `${nodes} ${join} ${kindList(kinds)}`;
  const from = `${each} ${join} ${table.name} e`;
  const kind = `e.${table.kindColumn}`;
  const some = kinds.length < table.kinds.length ? [`${kind} IN (${kinds.map((k) => `'${k}'`).join()})`] : [];
  const many = `${tooMany('')} IS NOT NULL`;
  const atKind = [atNode, `${kind} = c.kind`, many];
  return [
    edges(`${nodes} ${join} ${table.name} e`, kind, [atNode, `${tooMany('')} IS NULL`, ...some], []),
    edges(from, kind, [...atKind, `${tooMany(ofKind)} IS NULL`], []),
    overflows(each, 'c.kind', [many, `${tooMany(ofKind)} IS NOT NULL`], ofKind),
    ...(isStart ? [edges(from, kind, [...atKind, `${tooMany(ofKind)} IS NOT NULL`, last(ofKind)], [])] : []),
  ];
}

const MYSQL_NODES = `JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', up_to BIGINT PATH '$[1]')) k`;
const SQLITE_NODES = `(SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS up_to FROM json_each(?)) k`;

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
