/** Who follows whom, in two arrays: the followers of `n` are `targets[starts[n]]` to before `targets[starts[n + 1]]`. */
export interface Adjacency {
  readonly nodes: number;
  readonly starts: Int32Array;
  readonly targets: Int32Array;
  /** The number of the edge at each place of `targets`, as the edges were given. */
  readonly edges: Int32Array;
}

/** Edges from `from[e]` to `to[e]`, grouped by where they start, in the order in which they were given. */
export function adjacencyOf(nodes: number, from: Int32Array, to: Int32Array): Adjacency {
  const starts = new Int32Array(nodes + 1);
  for (const node of from) starts[node + 1] = (starts[node + 1] as number) + 1;
  for (let node = 0; node < nodes; node += 1)
    starts[node + 1] = (starts[node + 1] as number) + (starts[node] as number);
  const next = starts.slice(0, nodes);
  const targets = new Int32Array(from.length);
  const edges = new Int32Array(from.length);
  for (let edge = 0; edge < from.length; edge += 1) {
    const node = from[edge] as number;
    const place = next[node] as number;
    targets[place] = to[edge] as number;
    edges[place] = edge;
    next[node] = place + 1;
  }
  return { nodes, starts, targets, edges };
}
