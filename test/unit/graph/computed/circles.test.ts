import fc from 'fast-check';
import { adjacencyOf } from '../../../../src/graph/computed/arrays/adjacency';
import { IdIndex } from '../../../../src/graph/computed/arrays/id-index';
import { strongComponents } from '../../../../src/graph/computed/arrays/strong-components';
import { guaranteeCircles } from '../../../../src/graph/computed/circles/guarantee-circles';
import { circlesByBruteForce, type Edge, guaranteeGraphs } from '../../../support/brute-force/circles';

const columns = (edges: readonly Edge[]) =>
  [Int32Array.from(edges, ([from]) => from), Int32Array.from(edges, ([, to]) => to)] as const;

describe('Guarantee circles', () => {
  it('are those that brute force finds, in 3 000 small graphs with loops and doubled edges', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(guaranteeGraphs, ({ nodes, edges }) => {
        const found = guaranteeCircles(nodes, ...columns(edges));
        for (const { kind } of found) kinds.add(kind);
        expect(found).toEqual(circlesByBruteForce(nodes, edges));
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
