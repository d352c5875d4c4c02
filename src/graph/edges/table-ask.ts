import type { GraphEdgeKind, GraphNodeKind } from '../graph.codes';
import { compareRows, type NodeKey, nodeKey, nodeKind, nodeRow } from '../node-key';
import type { GraphEdge, Neighbourhood, Overflow } from '../traversal/graph-port';
import { type GraphQuestion, type Hop, questionOf } from './edge.loaders';
import { EDGE_TABLES, type EdgeTable } from './edge-tables';

/** The edges of a table at one end: the nodes that stand there. */
export interface Side {
  /** The nodes are the first of the edges; false: the second. */
  readonly outward: boolean;
  readonly nodes: readonly AskedNode[];
}

/** A node, and the last row of the other end that anybody asks for. */
export interface AskedNode {
  readonly row: string;
  readonly upTo: string;
}

/** Larger than every key. */
export const ANY_ROW = '9223372036854775807';

/** One statement: the edges of a table at the nodes of the hops of equal questions. */
export interface TableAsk {
  readonly table: EdgeTable;
  readonly question: GraphQuestion;
  readonly isStart: boolean;
  readonly sides: readonly Side[];
}

/** A row of its answer: an edge; or without a far end, how many there are of too many. */
export interface EdgeRow {
  readonly near: string | number;
  readonly outward: number | string;
  readonly far: string | number | null;
  readonly kind: GraphEdgeKind;
  readonly id: string | number;
}

/** The statements that hops take, by question: one for each table that can hold edges of their nodes. */
export function asksOf(hops: readonly Hop[]): Map<string, TableAsk[]> {
  const byQuestion = new Map<string, { hop: Hop; nodes: Map<NodeKey, string> }>();
  for (const hop of hops) {
    const text = questionOf(hop);
    const known = byQuestion.get(text) ?? { hop, nodes: new Map<NodeKey, string>() };
    const upTo = hop.upTo ?? ANY_ROW;
    for (const node of hop.frontier) {
      const asked = known.nodes.get(node);
      if (asked === undefined || compareRows(asked, upTo) < 0) known.nodes.set(node, upTo);
    }
    byQuestion.set(text, known);
  }
  return new Map(
    [...byQuestion].map(([text, { hop, nodes }]) => {
      const rows = rowsByKind(nodes);
      const asks = EDGE_TABLES.flatMap((table) => {
        const sides = sidesOf(table, hop.question, rows);
        return sides.length === 0 ? [] : [{ table, sides, question: hop.question, isStart: hop.isStart }];
      });
      return [text, asks];
    }),
  );
}

function rowsByKind(nodes: ReadonlyMap<NodeKey, string>): Map<GraphNodeKind, AskedNode[]> {
  const byKind = new Map<GraphNodeKind, AskedNode[]>();
  for (const [node, upTo] of nodes) {
    const kind = nodeKind(node);
    const asked = byKind.get(kind);
    if (asked) asked.push({ row: nodeRow(node), upTo });
    else byKind.set(kind, [{ row: nodeRow(node), upTo }]);
  }
  return byKind;
}

function sidesOf(
  { kinds, from, to }: EdgeTable,
  asked: GraphQuestion,
  byKind: ReadonlyMap<GraphNodeKind, readonly AskedNode[]>,
): Side[] {
  if (!kinds.some((kind) => asked.kinds.includes(kind))) return [];
  const side = (outward: boolean, nodes: readonly AskedNode[] | undefined): Side[] =>
    nodes ? [{ outward, nodes }] : [];
  return [
    ...(asked.direction === 'IN' ? [] : side(true, byKind.get(from.kind))),
    ...(asked.direction === 'OUT' ? [] : side(false, byKind.get(to.kind))),
  ];
}

/** Of the edges that a hop reads few are shown, so that its key is made when it is asked for. */
class ReadEdge implements GraphEdge {
  #key: string | null = null;

  constructor(
    readonly kind: GraphEdgeKind,
    readonly from: NodeKey,
    readonly to: NodeKey,
    private readonly table: string,
    private readonly id: string | number,
  ) {}

  get key(): string {
    this.#key ??= `${this.table}.${this.from}.${this.to}.${this.id}`;
    return this.#key;
  }
}

type Growing = { edges: GraphEdge[]; overflows: Overflow[] };

/** Sorts the rows of the statements of one question by their nodes. */
export function neighbourhoods(
  answers: readonly { readonly ask: TableAsk; readonly rows: readonly EdgeRow[] }[],
): ReadonlyMap<NodeKey, Neighbourhood> {
  const found = new Map<NodeKey, Growing>();
  for (const { ask, rows } of answers) {
    const { name, from, to } = ask.table;
    for (const row of rows) {
      const outward = Number(row.outward) === 1;
      const near = nodeKey(outward ? from.kind : to.kind, String(row.near));
      let one = found.get(near);
      if (!one) {
        one = { edges: [], overflows: [] };
        found.set(near, one);
      }
      if (row.far === null) {
        one.overflows.push({ kind: row.kind, outward, found: Number(row.id) });
        continue;
      }
      const far = nodeKey(outward ? to.kind : from.kind, String(row.far));
      const [first, second] = outward ? [near, far] : [far, near];
      one.edges.push(new ReadEdge(row.kind, first, second, name, row.id));
    }
  }
  return found;
}
