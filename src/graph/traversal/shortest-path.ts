import { compareNodes, type NodeKey } from '../node-key';
import { compareEdges, type GraphEdge, type Neighbours } from './graph-port';

export interface PathLimits {
  /** Most edges of a path. */
  readonly maxDepth: number;
  /** The search ends when it has seen so many nodes from both ends together. */
  readonly maxSearched: number;
}

export type PathSearch =
  | {
      readonly found: true;
      /** From the one end to the other, both included. */
      readonly nodes: readonly NodeKey[];
      /** The edge between each two nodes that follow one another. */
      readonly edges: readonly GraphEdge[];
    }
  | {
      readonly found: false;
      readonly searched: number;
      /** Whether there is certainly no path; false when the search left something out. */
      readonly complete: boolean;
    };

/** One half of the search: what is known around one end. */
interface Side {
  /** How a node was reached: by which edge from which node; null for the end itself. */
  readonly reached: Map<NodeKey, { readonly edge: GraphEdge; readonly by: NodeKey } | null>;
  readonly distances: Map<NodeKey, number>;
  frontier: readonly NodeKey[];
  hops: number;
}

/**
 * A shortest path between two nodes, edges followed both ways: breadth-first from both ends, each time from the end with
 * fewer nodes to expand. Of several shortest paths it is always the same.
 */
export async function shortestPath(
  from: NodeKey,
  to: NodeKey,
  { maxDepth, maxSearched }: PathLimits,
  neighbours: Neighbours,
): Promise<PathSearch> {
  if (from === to) return { found: true, nodes: [from], edges: [] };
  const a = sideFrom(from);
  const b = sideFrom(to);
  let complete = true;
  const searched = () => a.reached.size + b.reached.size;
  while (a.hops + b.hops < maxDepth && a.frontier.length > 0 && b.frontier.length > 0) {
    if (searched() > maxSearched) return { found: false, searched: searched(), complete: false };
    const [near, other] = a.frontier.length <= b.frontier.length ? [a, b] : [b, a];
    const { meeting, cut } = await expand(near, other, neighbours);
    if (meeting !== null) return { found: true, ...joined(a, b, meeting) };
    if (cut) complete = false;
  }
  return { found: false, searched: searched(), complete };
}

const sideFrom = (end: NodeKey): Side => ({
  reached: new Map([[end, null]]),
  distances: new Map([[end, 0]]),
  frontier: [end],
  hops: 0,
});

/** Takes one side a hop further. The meeting is the node on a shortest way to the other end. */
async function expand(
  side: Side,
  other: Side,
  neighbours: Neighbours,
): Promise<{ meeting: NodeKey | null; cut: boolean }> {
  const found = await neighbours({ frontier: side.frontier, isStart: side.hops === 0, upTo: null });
  const fresh = new Map<NodeKey, { edge: GraphEdge; by: NodeKey }>();
  let cut = false;
  side.hops += 1;
  for (const node of side.frontier) {
    const neighbourhood = found.get(node);
    if (!neighbourhood) continue;
    if (neighbourhood.overflows.length > 0) cut = true;
    for (const edge of neighbourhood.edges) {
      const far = edge.from === node ? edge.to : edge.from;
      if (side.reached.has(far)) continue;
      // The frontier is in order: the first node that leads there stays, by its first edge.
      const known = fresh.get(far);
      if (!known || (known.by === node && compareEdges(edge, known.edge) < 0))
        fresh.set(far, { edge, by: node });
    }
  }
  for (const [node, step] of fresh) {
    side.reached.set(node, step);
    side.distances.set(node, side.hops);
  }
  side.frontier = [...fresh.keys()].sort(compareNodes);
  const meetings = side.frontier.filter((node) => other.distances.has(node));
  const nearest = Math.min(...meetings.map((node) => other.distances.get(node) as number));
  return { meeting: meetings.find((node) => other.distances.get(node) === nearest) ?? null, cut };
}

function joined(a: Side, b: Side, meeting: NodeKey): { nodes: NodeKey[]; edges: GraphEdge[] } {
  const toEnd = (side: Side): { nodes: NodeKey[]; edges: GraphEdge[] } => {
    const nodes: NodeKey[] = [];
    const edges: GraphEdge[] = [];
    for (let step = side.reached.get(meeting); step; step = side.reached.get(step.by)) {
      nodes.push(step.by);
      edges.push(step.edge);
    }
    return { nodes, edges };
  };
  const start = toEnd(a);
  const end = toEnd(b);
  return {
    nodes: [...start.nodes.reverse(), meeting, ...end.nodes],
    edges: [...start.edges.reverse(), ...end.edges],
  };
}
