import { type BusinessDate, businessDateOf } from '../../kernel';
import { type Database, type Dialect, fromSqlInstant, type SqlValue } from '../../platform/database';
import { bindSharedLoader, type LoaderBinding } from '../../platform/loaders';
import { nodeRow } from '../node-key';
import { type GraphEdge } from '../traversal/graph-port';
import { type EdgeFacts, factsOfEdges } from './edge.loaders';
import { validity } from './edge.repository';
import { EDGE_TABLES, type EdgeTable } from './edge-tables';

interface FactRow {
  place: number | string;
  weight: string | number | null;
  weight_unit: string | null;
  since: string | null;
  until: string | null;
  source: string;
  evidence: string | number | null;
}

type EdgesOfDay = Parameters<typeof factsOfEdges.keyOf>[0];

/** What edges say beside their ends: read for the edges that are shown and not for all that were looked at. */
export class EdgeFactsRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindSharedLoader(
        factsOfEdges,
        (asked) => this.facts(asked),
        (asked) => [...byDay(asked).values()].map((edges) => byTable(edges).size).reduce((a, b) => a + b, 0),
      ),
    ];
  }

  /** One statement for each edge table, whatever answers the edges are for. */
  async facts(asked: readonly EdgesOfDay[]): Promise<Map<string, ReadonlyMap<string, EdgeFacts>>> {
    const found = new Map<BusinessDate, Map<string, EdgeFacts>>();
    await Promise.all(
      [...byDay(asked)].flatMap(([asOf, edges]) => {
        const ofDay = new Map<string, EdgeFacts>();
        found.set(asOf, ofDay);
        return [...byTable(edges)].map(async ([table, list]) => {
          const { sql, values } = factStatement(this.database.dialect, table, list, asOf);
          for (const row of await this.database.rows<FactRow>(sql, values))
            ofDay.set((list[Number(row.place)] as GraphEdge).key, toFacts(row));
        });
      }),
    );
    return new Map(asked.map((key) => [factsOfEdges.keyOf(key), found.get(key.asOf) ?? new Map()]));
  }
}

function byDay(asked: readonly EdgesOfDay[]): Map<BusinessDate, Map<string, GraphEdge>> {
  const days = new Map<BusinessDate, Map<string, GraphEdge>>();
  for (const { asOf, edges } of asked) {
    const known = days.get(asOf) ?? new Map<string, GraphEdge>();
    for (const edge of edges) known.set(edge.key, edge);
    days.set(asOf, known);
  }
  return days;
}

function byTable(edges: ReadonlyMap<string, GraphEdge>): Map<EdgeTable, GraphEdge[]> {
  const tables = new Map<EdgeTable, GraphEdge[]>();
  for (const edge of edges.values()) {
    const table = TABLE_OF.get(edge.kind) as EdgeTable;
    const list = tables.get(table);
    if (list) list.push(edge);
    else tables.set(table, [edge]);
  }
  return tables;
}

const TABLE_OF = new Map(EDGE_TABLES.flatMap((table) => table.kinds.map((kind) => [kind, table] as const)));

/** Edges by their whole key, so that each is one look-up in the primary key. The list is one parameter. */
function factStatement(
  dialect: Dialect,
  table: EdgeTable,
  edges: readonly GraphEdge[],
  asOf: BusinessDate,
): { sql: string; values: SqlValue[] } {
  const { from, to, id, kindColumn, facts, isSummary } = table;
  const list = JSON.stringify(
    edges.map(({ key, kind, from, to }, place) => [
      place,
      nodeRow(from),
      nodeRow(to),
      kind,
      key.slice(key.lastIndexOf('.') + 1),
    ]),
  );
  const holds = isSummary ? validity(table, asOf) : { conditions: [], values: [] };
  const conditions = [
    `e.${from.column} = k.first`,
    `e.${to.column} = k.second`,
    kindColumn && `e.${kindColumn} = k.kind`,
    `e.${id} = k.id`,
    isSummary && table.where && `e.${table.where}`,
    ...holds.conditions,
  ].filter(Boolean);
  const columns = [
    ['weight', facts.weight],
    ['weight_unit', facts.weightUnit],
    ['since', facts.since],
    ['until', facts.until],
    ['source', facts.source],
    ['evidence', facts.evidence],
  ].map(([name, sql]) => `${sql} AS ${name}`);
  return {
    sql: `SELECT k.place AS place, ${columns.join(', ')}
      FROM ${dialect === 'sqlite' ? sqliteEdges(isSummary) : mysqlEdges(isSummary)} ${table.name} e
      WHERE ${conditions.join(' AND ')}${isSummary ? ' GROUP BY k.place' : ''}`,
    values: [list, ...holds.values],
  };
}

/** A summary is told apart by a code, other edges by the number of their row. */
const mysqlEdges = (isSummary: boolean | undefined): string =>
  `JSON_TABLE(?, '$[*]' COLUMNS (place INT PATH '$[0]', first BIGINT PATH '$[1]', second BIGINT PATH '$[2]',
     kind VARCHAR(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]',
     id ${isSummary ? 'VARCHAR(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : 'BIGINT'} PATH '$[4]')) k STRAIGHT_JOIN`;

const sqliteEdges = (isSummary: boolean | undefined): string =>
  `(SELECT json_extract(value, '$[0]') AS place, CAST(json_extract(value, '$[1]') AS INTEGER) AS first,
      CAST(json_extract(value, '$[2]') AS INTEGER) AS second, json_extract(value, '$[3]') AS kind,
      ${isSummary ? `json_extract(value, '$[4]')` : `CAST(json_extract(value, '$[4]') AS INTEGER)`} AS id
     FROM json_each(?)) k CROSS JOIN`;

const toFacts = (row: FactRow): EdgeFacts => ({
  weight: row.weight === null ? null : String(row.weight),
  // Amounts are stored in the smallest unit of their currency.
  weightUnit: row.weight_unit === 'CNY' ? 'FEN' : row.weight_unit,
  since: dayOf(row.since),
  until: dayOf(row.until),
  source: row.source,
  evidence: row.evidence === null ? null : String(row.evidence),
});

/** A day, or the day of an instant. */
const dayOf = (text: string | null): string | null =>
  text === null || text.length === 10 ? text : businessDateOf(fromSqlInstant(text));
