import type { GraphEdgeKind } from '../graph.codes';
import { compareNodes, type NodeKey } from '../node-key';
import type { GraphEdge, Neighbours } from './graph-port';

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
  /** Both ends are among the nodes, and one of them is nearer than the depth. */
  readonly edges: readonly GraphEdge[];
  readonly cuts: readonly Cut[];
}

/**
 * Breadth-first from all roots at once. When a hop finds more nodes than the budget has left, those that come first in
 * the order of nodes stay. A node is expanded once, so that cycles and self edges end by themselves.
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
    const found = await neighbours(frontier);
    const fresh = new Set<NodeKey>();
    const seen: GraphEdge[] = [];
    for (const node of frontier) {
      const neighbourhood = found.get(node);
      if (!neighbourhood) continue;
      const kept = new Map<GraphEdgeKind, number>();
      for (const edge of neighbourhood.edges) {
        seen.push(edge);
        kept.set(edge.kind, (kept.get(edge.kind) ?? 0) + 1);
        const far = edge.from === node ? edge.to : edge.from;
        if (!distances.has(far)) fresh.add(far);
      }
      for (const { kind, found, supernode } of neighbourhood.overflows)
        cuts.push({
          reason: supernode ? 'SUPERNODE' : 'FAN_OUT',
          node,
          kind,
          found,
          kept: kept.get(kind) ?? 0,
        });
    }
    const room = maxNodes - distances.size;
    const next = [...fresh].sort(compareNodes);
    if (next.length > room)
      cuts.push({ reason: 'NODE_BUDGET', node: null, kind: null, found: next.length, kept: room });
    frontier = next.slice(0, room);
    for (const node of frontier) distances.set(node, hop + 1);
    for (const edge of seen)
      if (distances.has(edge.from) && distances.has(edge.to)) edges.set(edge.key, edge);
    if (next.length > room) break;
  }
  const all = [...edges.values()];
  if (all.length > maxEdges)
    cuts.push({ reason: 'EDGE_BUDGET', node: null, kind: null, found: all.length, kept: maxEdges });
  return { distances, edges: all.slice(0, maxEdges), cuts };
}
