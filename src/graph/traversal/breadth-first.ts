import type { GraphEdgeKind } from '../graph.codes';
import { compareNodes, compareRows, type NodeKey, nodeRow } from '../node-key';
import { compareEdges, type GraphEdge, type Neighbourhood, type Neighbours } from './graph-port';

export interface WalkLimits {
  /** Hops from the nearest root. */
  readonly depth: number;
  readonly maxNodes: number;
  readonly maxEdges: number;
  /** Says whether so many nodes more may be expanded; no limit when it is left out. */
  readonly mayExpand?: (nodes: number) => boolean;
}

export type CutReason =
  | 'SUPERNODE'
  | 'FAN_OUT'
  | 'REQUEST_BUDGET'
  | 'NODE_BUDGET'
  | 'EDGE_BUDGET'
  | 'NOT_PERMITTED';

/** Something that was left out of an answer, and why. */
export interface Cut {
  readonly reason: CutReason;
  /** The node whose edges were left out; null when it concerns the whole answer. */
  readonly node: NodeKey | null;
  readonly kind: GraphEdgeKind | null;
  readonly found: number;
  readonly kept: number;
}

export interface Walk {
  /** Hops from the nearest root; in the order of distance, then of the nodes. */
  readonly distances: ReadonlyMap<NodeKey, number>;
  /**
   * Both ends are among the nodes, and one of them was expanded. In the order of kinds. Of a hop that was cut, only the
   * edges to its new nodes.
   */
  readonly edges: readonly GraphEdge[];
  readonly cuts: readonly Cut[];
}

/**
 * Breadth-first from all roots at once. When a hop finds more nodes than the budget has room for, those that come first
 * in the order of nodes stay, with the edges that lead to them, and no further hop follows. A node is expanded once, so
 * that cycles and self edges end by themselves.
 */
export async function walk(
  roots: readonly NodeKey[],
  { depth, maxNodes, maxEdges, mayExpand = () => true }: WalkLimits,
  neighbours: Neighbours,
): Promise<Walk> {
  const distances = new Map<NodeKey, number>();
  const edges = new Map<string, GraphEdge>();
  const cuts: Cut[] = [];
  let frontier = [...new Set(roots)].sort(compareNodes);
  let before = Number.POSITIVE_INFINITY;
  for (const root of frontier) distances.set(root, 0);
  for (let hop = 0; hop < depth && frontier.length > 0; hop += 1) {
    if (!mayExpand(frontier.length)) {
      cuts.push({ reason: 'REQUEST_BUDGET', node: null, kind: null, found: frontier.length, kept: 0 });
      break;
    }
    const room = maxNodes - distances.size;
    const isStart = hop === 0;
    const expand = async (upTo: string | null): Promise<HopResult> =>
      sifted(frontier, await neighbours({ frontier, isStart, upTo }), { distances, upTo, isStart });
    const upTo = bound(frontier, before, room);
    let found = await expand(upTo);
    // The guess was too low: what is missing lies beyond it.
    if (upTo !== null && found.fresh.size <= room) found = await expand(null);
    cuts.push(...found.cuts);
    const next = [...found.fresh].sort(compareNodes);
    before = frontier.length;
    frontier = next.slice(0, room);
    for (const node of frontier) distances.set(node, hop + 1);
    const isCut = next.length > room;
    for (const { edge, isFresh } of found.edges)
      if (isFresh ? distances.has(edge.from) && distances.has(edge.to) : !isCut) edges.set(edge.key, edge);
    if (isCut) {
      cuts.push({ reason: 'NODE_BUDGET', node: null, kind: null, found: next.length, kept: room });
      break;
    }
  }
  const all = [...edges.values()].sort(compareEdges);
  if (all.length > maxEdges)
    cuts.push({ reason: 'EDGE_BUDGET', node: null, kind: null, found: all.length, kept: maxEdges });
  return { distances, edges: all.slice(0, maxEdges), cuts };
}

interface HopResult {
  readonly fresh: ReadonlySet<NodeKey>;
  /** Whether an edge leads to a node that was not known before the hop. */
  readonly edges: readonly { readonly edge: GraphEdge; readonly isFresh: boolean }[];
  readonly cuts: readonly Cut[];
}

function sifted(
  frontier: readonly NodeKey[],
  found: ReadonlyMap<NodeKey, Neighbourhood>,
  {
    distances,
    upTo,
    isStart,
  }: { distances: ReadonlyMap<NodeKey, number>; upTo: string | null; isStart: boolean },
): HopResult {
  const fresh = new Set<NodeKey>();
  const edges: { edge: GraphEdge; isFresh: boolean }[] = [];
  const cuts: Cut[] = [];
  for (const node of frontier) {
    const neighbourhood = found.get(node);
    if (!neighbourhood) continue;
    cuts.push(...overflowCuts(node, neighbourhood, isStart));
    for (const edge of neighbourhood.edges) {
      const far = edge.from === node ? edge.to : edge.from;
      const isFresh = !distances.has(far);
      if (isFresh && upTo !== null && compareRows(nodeRow(far), upTo) > 0) continue;
      if (isFresh) fresh.add(far);
      edges.push({ edge, isFresh });
    }
  }
  return { fresh, edges, cuts };
}

/** Fewer nodes than this too many are read all: a second look would cost more than it saves. */
const WORTH_A_GUESS = 2;
/** So many times the nodes that there is room for are looked for: several edges lead to one node, and some are known. */
const SPARE = 2.5;

/**
 * How far a hop needs to look when it will find far more nodes than there is room for: the first of them stay, and the
 * nodes that are known tell how the rows are spread. Null when the hop is to be read whole, or when one node alone would
 * have to tell how many edges others have.
 */
function bound(frontier: readonly NodeKey[], before: number, room: number): string | null {
  const expected = frontier.length * (frontier.length / before);
  if (before < 2 || frontier.length < 10 || expected < WORTH_A_GUESS * room) return null;
  const place = (frontier.length * SPARE * room) / expected;
  // The fewer nodes tell it, the wider it is.
  const last = frontier[Math.ceil(place + 2 * Math.sqrt(place) + 2)];
  return last === undefined ? null : nodeRow(last);
}

/** What a node has too much of: a node in between is not followed there, a root some way. */
const overflowCuts = (node: NodeKey, { edges, overflows }: Neighbourhood, isRoot: boolean): Cut[] =>
  overflows.map(({ kind, outward, found }) => ({
    reason: isRoot ? 'FAN_OUT' : 'SUPERNODE',
    node,
    kind,
    found,
    kept: edges.filter((edge) => edge.kind === kind && (outward ? edge.from : edge.to) === node).length,
  }));
