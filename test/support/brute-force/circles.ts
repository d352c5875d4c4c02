import fc from 'fast-check';

export type Edge = readonly [from: number, to: number];

/** Small graphs of guarantees, with loops and doubled edges. */
export const guaranteeGraphs = fc.integer({ min: 1, max: 7 }).chain((nodes) =>
  fc.record({
    nodes: fc.constant(nodes),
    edges: fc.array(
      fc.tuple(fc.integer({ min: 0, max: nodes - 1 }), fc.integer({ min: 0, max: nodes - 1 })),
      { maxLength: 16 },
    ),
  }),
);

/** Who is reached from whom, by Warshall's algorithm. */
function reach(nodes: number, edges: readonly Edge[]): boolean[][] {
  const reached = Array.from({ length: nodes }, () => Array<boolean>(nodes).fill(false));
  for (const [from, to] of edges) reached[from]![to] = true;
  for (let via = 0; via < nodes; via += 1)
    for (let a = 0; a < nodes; a += 1)
      for (let b = 0; b < nodes; b += 1) reached[a]![b] ||= reached[a]![via]! && reached[via]![b]!;
  return reached;
}

/** Whether some way from a node back to itself passes three nodes or more, each once. */
function hasLongCycle(members: readonly number[], edges: readonly Edge[]): boolean {
  const walk = (start: number, at: number, seen: readonly number[]): boolean =>
    edges.some(
      ([from, to]) =>
        from === at &&
        ((to === start && seen.length > 2) ||
          (members.includes(to) && !seen.includes(to) && walk(start, to, [...seen, to]))),
    );
  return members.some((member) => walk(member, member, [member]));
}

/** Guarantee circles by their definition: who is reached from whom and back. */
export function circlesByBruteForce(nodes: number, edges: readonly Edge[]) {
  const reached = reach(nodes, edges);
  const circles = [];
  for (let first = 0; first < nodes; first += 1) {
    const members = Array.from({ length: nodes }, (_, n) => n).filter(
      (n) => n === first || (reached[first]![n] && reached[n]![first]),
    );
    if (members.length < 2 || members[0] !== first) continue;
    const has = (a: number, b: number) => edges.some(([from, to]) => from === a && to === b);
    const pairs = members.flatMap((a) => members.filter((b) => a < b).map((b) => [a, b] as const));
    const mutualPairs = pairs.filter(([a, b]) => has(a, b) && has(b, a)).length;
    const kind = !hasLongCycle(members, edges) ? 'MUTUAL' : mutualPairs === pairs.length ? 'JOINT' : 'RING';
    const within = edges.flatMap(([a, b], edge) =>
      a !== b && members.includes(a) && members.includes(b) ? [edge] : [],
    );
    circles.push({ members, edges: within, kind, mutualPairs });
  }
  return circles;
}
