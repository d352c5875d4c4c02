import { addDays, type BusinessDate, businessDateOf, startOfBusinessDate } from '../../kernel';
import { type Database, fromSqlInstant, marks, type SqlValue, toSqlInstant } from '../../platform/database';
import { bindSharedLoader, type LoaderBinding } from '../../platform/loaders';
import type { GraphEdgeKind, GraphNodeKind } from '../graph.codes';
import { type NodeKey, nodeKey, nodeKind, nodeRow } from '../node-key';
import type { GraphEdge, Neighbourhood, Overflow } from '../traversal/graph-port';
import { type GraphQuestion, type Hop, neighboursOfHop, questionText } from './edge.loaders';
import { EDGE_TABLES, type EdgeTable } from './edge-tables';

/** So many edges of one kind and direction are read of one node, */
const FAN_OUT = 100;
/** and none of a node that has more than this: a public network is no ring. */
const SUPERNODE = 1_000;

interface EdgeRow {
  near: string | number;
  outward: number;
  id: string | number;
  far: string | number;
  kind: GraphEdgeKind;
  weight: string | number | null;
  weight_unit: string | null;
  since: string | null;
  until: string | null;
  source: string;
  evidence: string | number | null;
  found: number;
}

/** One statement: the edges of a table at the nodes of a hop. */
interface TableAsk {
  readonly table: EdgeTable;
  readonly question: GraphQuestion;
  readonly rowsOf: ReadonlyMap<GraphNodeKind, readonly string[]>;
}

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
    const asks = asksOf(hops);
    const found = new Map<string, ReadonlyMap<NodeKey, Neighbourhood>>();
    await Promise.all(
      [...asks].map(async ([question, tables]) => {
        const parts = await Promise.all(tables.map(async (ask) => ({ ask, rows: await this.#rows(ask) })));
        found.set(question, neighbourhoods(parts));
      }),
    );
    return new Map(
      hops.map((hop) => {
        const all = found.get(questionText(hop.question));
        return [
          neighboursOfHop.keyOf(hop),
          new Map(
            hop.frontier.flatMap((node) => {
              const one = all?.get(node);
              return one ? [[node, one] as const] : [];
            }),
          ),
        ];
      }),
    );
  }

  #rows(ask: TableAsk): Promise<EdgeRow[]> {
    const { sql, values } = statementOf(ask);
    return this.database.rows<EdgeRow>(sql, values);
  }
}

/** The statements of the hops, by question. */
function asksOf(hops: readonly Hop[]): Map<string, TableAsk[]> {
  const together = new Map<string, { question: GraphQuestion; nodes: Set<NodeKey> }>();
  for (const { question, frontier } of hops) {
    const text = questionText(question);
    const known = together.get(text) ?? { question, nodes: new Set<NodeKey>() };
    for (const node of frontier) known.nodes.add(node);
    together.set(text, known);
  }
  return new Map(
    [...together].map(([text, { question, nodes }]) => {
      const rowsOf = new Map<GraphNodeKind, string[]>();
      for (const node of nodes) {
        const kind = nodeKind(node);
        const rows = rowsOf.get(kind);
        if (rows) rows.push(nodeRow(node));
        else rowsOf.set(kind, [nodeRow(node)]);
      }
      const tables = EDGE_TABLES.filter((table) => sidesOf(table, question, rowsOf).length > 0);
      return [text, tables.map((table) => ({ table, question, rowsOf }))];
    }),
  );
}

const sidesOf = (
  { kinds, from, to }: EdgeTable,
  { kinds: asked, direction }: GraphQuestion,
  rowsOf: ReadonlyMap<GraphNodeKind, readonly string[]>,
): (1 | 0)[] => {
  if (!kinds.some((kind) => asked.includes(kind))) return [];
  return [
    ...(direction !== 'IN' && rowsOf.has(from.kind) ? [1 as const] : []),
    ...(direction !== 'OUT' && rowsOf.has(to.kind) ? [0 as const] : []),
  ];
};

function statementOf({ table, question, rowsOf }: TableAsk): { sql: string; values: SqlValue[] } {
  const values: SqlValue[] = [];
  const kinds = table.kinds.filter((kind) => question.kinds.includes(kind));
  const isAggregate = table.id.includes('(');
  const branches = sidesOf(table, question, rowsOf).map((outward) => {
    const [near, far] = outward ? [table.from, table.to] : [table.to, table.from];
    const rows = rowsOf.get(near.kind) ?? [];
    const conditions = [`${near.column} IN (${marks(rows.length)})`, `${far.column} IS NOT NULL`];
    values.push(...rows.map(BigInt));
    if (table.kindColumn && kinds.length < table.kinds.length) {
      conditions.push(`${table.kindColumn} IN (${marks(kinds.length)})`);
      values.push(...kinds);
    }
    const valid = validOn(table, question.asOf);
    conditions.push(...valid.conditions);
    values.push(...valid.values);
    const kind = table.kindColumn ?? `'${kinds[0]}'`;
    return `SELECT ${near.column} AS near, ${outward} AS outward, ${table.id} AS id, ${far.column} AS far, ${kind} AS kind,
              ${table.weight} AS weight, ${table.weightUnit} AS weight_unit, ${table.since} AS since, ${table.until} AS until,
              ${table.source} AS source, ${table.evidence} AS evidence
         FROM ${table.name} WHERE ${conditions.join(' AND ')}
         ${isAggregate ? `GROUP BY ${near.column}, ${far.column}, currency` : ''}`;
  });
  const sql = `SELECT * FROM (SELECT e.*,
      ROW_NUMBER() OVER (PARTITION BY near, outward, kind ORDER BY far, id) AS position,
      COUNT(*) OVER (PARTITION BY near, outward, kind) AS found FROM (${branches.join(' UNION ALL ')}) e) numbered
    WHERE position <= ${FAN_OUT} ORDER BY near, outward DESC, kind, position`;
  return { sql, values };
}

/** The edges that hold on a day; an edge without a first or last day holds as far as anybody knows. */
function validOn({ validity }: EdgeTable, asOf: BusinessDate): { conditions: string[]; values: SqlValue[] } {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const { since, until, sinceInstant } = validity;
  if (since) {
    conditions.push(`(${since} IS NULL OR ${since} <= ?)`);
    values.push(asOf);
  }
  if (until) {
    conditions.push(`(${until} IS NULL OR ${until} >= ?)`);
    values.push(asOf);
  }
  if (sinceInstant) {
    conditions.push(`(${sinceInstant} IS NULL OR ${sinceInstant} < ?)`);
    values.push(toSqlInstant(startOfBusinessDate(addDays(asOf, 1))));
  }
  return { conditions, values };
}

function neighbourhoods(
  parts: readonly { ask: TableAsk; rows: readonly EdgeRow[] }[],
): Map<NodeKey, { edges: GraphEdge[]; overflows: Overflow[] }> {
  const found = new Map<NodeKey, { edges: GraphEdge[]; overflows: Overflow[] }>();
  for (const { ask, rows } of parts) {
    for (const row of rows) {
      const { table } = ask;
      const outward = Number(row.outward) === 1;
      const [nearKind, farKind] = outward
        ? [table.from.kind, table.to.kind]
        : [table.to.kind, table.from.kind];
      const near = nodeKey(nearKind, String(row.near));
      const far = nodeKey(farKind, String(row.far));
      let one = found.get(near);
      if (!one) {
        one = { edges: [], overflows: [] };
        found.set(near, one);
      }
      const supernode = Number(row.found) > SUPERNODE;
      if (Number(row.found) > FAN_OUT && !one.overflows.some((o) => o.kind === row.kind))
        one.overflows.push({ kind: row.kind, found: Number(row.found), supernode });
      if (supernode) continue;
      one.edges.push({
        key: `${table.name}:${row.id}`,
        kind: row.kind,
        from: outward ? near : far,
        to: outward ? far : near,
        weight: row.weight === null ? null : String(row.weight),
        weightUnit: row.weight_unit === 'CNY' ? 'FEN' : row.weight_unit,
        since: day(row.since),
        until: day(row.until),
        source: row.source,
        evidence: row.evidence === null ? null : String(row.evidence),
      });
    }
  }
  return found;
}

const day = (text: string | null): string | null =>
  text === null || text.length === 10 ? text : businessDateOf(fromSqlInstant(text));
