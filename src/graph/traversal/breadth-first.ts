import type { GraphEdgeKind } from '../graph.codes';
import { compareNodes, type NodeKey } from '../node-key';
import { compareEdges, type GraphEdge, type Neighbourhood, type Neighbours } from './graph-port';

export interface WalkLimits {
  /** Hops from the nearest root. */
  readonly depth: number;
  readonly maxNodes: number;
  readonly maxEdges: number;
}

export type CutReason = 'SUPERNODE' | 'FAN_OUT' | 'NODE_BUDGET' | 'EDGE_BUDGET' | 'NOT_PERMITTED';

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
  /** Both ends are among the nodes, and one of them is nearer than the depth. In the order of kinds. */
  readonly edges: readonly GraphEdge[];
  readonly cuts: readonly Cut[];
}

/**
 * Breadth-first from all roots at once. When a hop finds more nodes than the budget has room for, those that come first
 * in the order of nodes stay, and no further hop follows. A node is expanded once, so that cycles and self edges end by
 * themselves.
 */
export async function walk(
  roots: readonly NodeKey[],
  { depth, maxNodes, maxEdges }: WalkLimits,
  neighbours: Neighbours,
): Promise<Walk> {
  const distances = new Map<NodeKey, number>();
  const edges = new Map<string, GraphEdge>();
  const cuts: Cut[] = [];
  let frontier = [...new Set(roots)].sort(compareNodes);
  for (const root of frontier) distances.set(root, 0);
  for (let hop = 0; hop < depth && frontier.length > 0; hop += 1) {
    const found = await neighbours(frontier, hop === 0);
    const seen: GraphEdge[] = [];
    const fresh = new Set<NodeKey>();
    for (const node of frontier) {
      const neighbourhood = found.get(node);
      if (!neighbourhood) continue;
      cuts.push(...overflowCuts(node, neighbourhood, hop === 0));
      for (const edge of neighbourhood.edges) {
        seen.push(edge);
        const far = edge.from === node ? edge.to : edge.from;
        if (!distances.has(far)) fresh.add(far);
      }
    }
    const next = [...fresh].sort(compareNodes);
    const room = maxNodes - distances.size;
    frontier = next.slice(0, room);
    for (const node of frontier) distances.set(node, hop + 1);
    for (const edge of seen)
      if (distances.has(edge.from) && distances.has(edge.to)) edges.set(edge.key, edge);
    if (next.length > room) {
      cuts.push({ reason: 'NODE_BUDGET', node: null, kind: null, found: next.length, kept: room });
      break;
    }
  }
  const all = [...edges.values()].sort(compareEdges);
  if (all.length > maxEdges)
    cuts.push({ reason: 'EDGE_BUDGET', node: null, kind: null, found: all.length, kept: maxEdges });
  return { distances, edges: all.slice(0, maxEdges), cuts };
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
