import { GRAPH_EDGE_KINDS, type GraphEdgeKind } from '../../src/graph/graph.codes';
import { compareNodes, type NodeKey, nodeKey } from '../../src/graph/node-key';
import { compareEdges, type GraphEdge, type Neighbours } from '../../src/graph/traversal/graph-port';

/** A small graph as a property test draws it: who is tied to whom, and by what. */
export interface SmallGraph {
  readonly nodes: readonly NodeKey[];
  readonly edges: readonly GraphEdge[];
}

/** `[from, to, kind]` by position. */
export type DrawnEdge = readonly [from: number, to: number, kind: number];

/** Subjects 1 to `size` with the drawn edges; self edges and several edges between two subjects are welcome. */
export function smallGraph(size: number, drawn: readonly DrawnEdge[]): SmallGraph {
  const nodes = Array.from({ length: size }, (_, n) => nodeKey('SUBJECT', String(n + 1)));
  const edges = drawn.map(([from, to, kind], n): GraphEdge => {
    const [first, second] = [nodes[from % size] as NodeKey, nodes[to % size] as NodeKey];
    return {
      key: `relation.${first}.${second}.${n + 1}`,
      kind: GRAPH_EDGE_KINDS[kind % 3] as GraphEdgeKind,
      from: first,
      to: second,
    };
  });
  return { nodes, edges };
}

/** What a database would answer, without one. */
export const neighboursIn =
  ({ edges }: SmallGraph, direction: 'BOTH' | 'OUT' | 'IN' = 'BOTH'): Neighbours =>
  async ({ frontier }) =>
    new Map(
      frontier.map((node) => [
        node,
        {
          overflows: [],
          edges: edges.filter(
            ({ from, to }) => (direction !== 'IN' && from === node) || (direction !== 'OUT' && to === node),
          ),
        },
      ]),
    );

/**
 * Distances of all pairs by relaxing every edge until nothing changes (Floyd and Warshall): slow, and nothing like the
 * search that it is compared with.
 */
export function allDistances(
  { nodes, edges }: SmallGraph,
  direction: 'BOTH' | 'OUT' | 'IN' = 'BOTH',
): (from: NodeKey, to: NodeKey) => number {
  const far = Number.POSITIVE_INFINITY;
  const place = new Map(nodes.map((node, n) => [node, n]));
  const table = nodes.map((_, a) => nodes.map((_, b) => (a === b ? 0 : far)));
  for (const { from, to } of edges) {
    const [a, b] = [place.get(from) as number, place.get(to) as number];
    if (direction !== 'IN') table[a]![b] = Math.min(table[a]![b]!, 1);
    if (direction !== 'OUT') table[b]![a] = Math.min(table[b]![a]!, 1);
  }
  for (let a = 0; a < nodes.length; a += 1)
    for (let b = 0; b < nodes.length; b += 1) if (a === b) table[a]![b] = 0;
  for (let via = 0; via < nodes.length; via += 1)
    for (let a = 0; a < nodes.length; a += 1)
      for (let b = 0; b < nodes.length; b += 1)
        table[a]![b] = Math.min(table[a]![b]!, table[a]![via]! + table[via]![b]!);
  return (from, to) => table[place.get(from) as number]![place.get(to) as number]!;
}

/** What `walk` must find: by the definition of its answer and not by its way there. */
export function expectedWalk(
  graph: SmallGraph,
  roots: readonly NodeKey[],
  {
    depth,
    maxNodes,
    direction = 'BOTH',
  }: { depth: number; maxNodes: number; direction?: 'BOTH' | 'OUT' | 'IN' },
): { distances: [NodeKey, number][]; edges: GraphEdge[]; isCut: boolean } {
  const between = allDistances(graph, direction);
  const distanceOf = (node: NodeKey) => Math.min(...roots.map((root) => between(root, node)));
  const within = graph.nodes
    .map((node): [NodeKey, number] => [node, distanceOf(node)])
    .filter(([, distance]) => distance <= depth)
    .sort(([a, near], [b, far]) => near - far || compareNodes(a, b));
  const distances = within.slice(0, maxNodes);
  const isCut = within.length > maxNodes;
  const kept = new Map(distances);
  // The hop that is cut is the last one, and brings the edges to its own nodes only.
  const expanded = isCut ? Math.min(depth, within[maxNodes]![1]) : depth;
  const followed = (near: NodeKey, far: NodeKey): boolean => {
    const distance = kept.get(near) ?? expanded;
    return distance < expanded && (!isCut || distance < expanded - 1 || kept.get(far) === expanded);
  };
  const edges = graph.edges
    .filter(({ from, to }) => kept.has(from) && kept.has(to))
    .filter(
      ({ from, to }) =>
        (direction !== 'IN' && followed(from, to)) || (direction !== 'OUT' && followed(to, from)),
    )
    .sort(compareEdges);
  return { distances, edges, isCut };
}
