import fc from 'fast-check';
import { adjacencyOf } from '../../../../src/graph/computed/arrays/adjacency';
import { IdIndex } from '../../../../src/graph/computed/arrays/id-index';
import { strongComponents } from '../../../../src/graph/computed/arrays/strong-components';
import { guaranteeCircles } from '../../../../src/graph/computed/circles/guarantee-circles';

type Edge = readonly [from: number, to: number];

const graphs = fc.integer({ min: 1, max: 7 }).chain((nodes) =>
  fc.record({
    nodes: fc.constant(nodes),
    edges: fc.array(
      fc.tuple(fc.integer({ min: 0, max: nodes - 1 }), fc.integer({ min: 0, max: nodes - 1 })),
      { maxLength: 16 },
    ),
  }),
);

const columns = (edges: readonly Edge[]) =>
  [Int32Array.from(edges, ([from]) => from), Int32Array.from(edges, ([, to]) => to)] as const;

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

function bruteForce(nodes: number, edges: readonly Edge[]) {
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

describe('Guarantee circles', () => {
  it('are those that brute force finds, in 3 000 small graphs with loops and doubled edges', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const found = guaranteeCircles(nodes, ...columns(edges));
        for (const { kind } of found) kinds.add(kind);
        expect(found).toEqual(bruteForce(nodes, edges));
      }),
      { numRuns: 3_000 },
    );
    expect([...kinds].sort()).toEqual(['JOINT', 'MUTUAL', 'RING']);
  });

  it.each([
    [
      'two that guarantee each other',
      2,
      [
        [0, 1],
        [1, 0],
      ],
      'MUTUAL',
    ],
    [
      'a chain of pairs',
      3,
      [
        [0, 1],
        [1, 0],
        [1, 2],
        [2, 1],
      ],
      'MUTUAL',
    ],
    [
      'three in a ring',
      3,
      [
        [0, 1],
        [1, 2],
        [2, 0],
      ],
      'RING',
    ],
    [
      'three that all guarantee each other',
      3,
      [
        [0, 1],
        [1, 0],
        [0, 2],
        [2, 0],
        [1, 2],
        [2, 1],
      ],
      'JOINT',
    ],
    [
      'pairs that close a ring',
      4,
      [
        [0, 1],
        [1, 0],
        [1, 2],
        [2, 1],
        [2, 3],
        [3, 2],
        [3, 0],
        [0, 3],
      ],
      'RING',
    ],
  ] as const)('of %s have their kind', (_name, nodes, edges, kind) => {
    expect(guaranteeCircles(nodes, ...columns(edges)).map((circle) => circle.kind)).toEqual([kind]);
  });

  it('do not arise from a guarantee for oneself, nor from a one-way chain', () => {
    expect(
      guaranteeCircles(
        3,
        ...columns([
          [0, 0],
          [0, 1],
          [1, 2],
        ]),
      ),
    ).toEqual([]);
    expect(guaranteeCircles(0, ...columns([]))).toEqual([]);
  });

  it('are found in a ring of 300 000 members, and components are numbered against the edges', () => {
    const size = 300_000;
    const from = Int32Array.from({ length: size }, (_, n) => n);
    const to = Int32Array.from({ length: size }, (_, n) => (n + 1) % size);
    expect(guaranteeCircles(size, from, to)).toMatchObject([{ kind: 'RING', mutualPairs: 0 }]);
    const chain = strongComponents(adjacencyOf(size, from.subarray(0, size - 1), to.subarray(0, size - 1)));
    expect([chain.count, chain.of[0], chain.of[size - 1]]).toEqual([size, size - 1, 0]);
  });
});

describe('Numbers of ids', () => {
  it('are those of a Map, for ids of up to 63 bits, and give the id back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), fc.bigInt({ min: 1n, max: 99n })), {
          maxLength: 200,
        }),
        (ids) => {
          const index = new IdIndex();
          const map = new Map<string, number>();
          for (const id of ids.map(String)) {
            if (!map.has(id)) map.set(id, map.size);
            expect(index.add(id)).toBe(map.get(id));
          }
          expect(index.size).toBe(map.size);
          for (const [id, number] of map) {
            expect(index.idOf(number)).toBe(id);
            expect(index.find(id)).toBe(number);
          }
          expect(index.find('9223372036854775806')).toBe(map.get('9223372036854775806') ?? -1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('grow past their first tables, and compare as their ids do', () => {
    const index = new IdIndex();
    const base = 7_300_000_000_000_000_000n;
    for (let n = 0n; n < 50_000n; n += 1n) index.add((base + n * 4_194_304n).toString());
    for (const n of [0, 1023, 1024, 49_999])
      expect(index.idOf(n)).toBe((base + BigInt(n) * 4_194_304n).toString());
    expect(index.ids.compare(5, 4)).toBeGreaterThan(0);
    expect(index.ids.compare(0, index.add('12'))).toBeGreaterThan(0);
    expect(index.ids.compare(7, 7)).toBe(0);
  });
});
