import fc from 'fast-check';
import { allowance } from '../../../src/graph/api/graph-allowance';
import { compareNodes, compareRows, type NodeKey, nodeKey, nodeRow } from '../../../src/graph/node-key';
import { walk } from '../../../src/graph/traversal/breadth-first';
import type { GraphEdge, Neighbours } from '../../../src/graph/traversal/graph-port';
import { shortestPath } from '../../../src/graph/traversal/shortest-path';
import { allDistances, expectedWalk, neighboursIn, smallGraph } from '../../support/random-graphs';

const anyGraph = fc
  .tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.array(fc.tuple(fc.nat(50), fc.nat(50), fc.nat(2)), { maxLength: 24 }),
  )
  .map(([size, drawn]) => smallGraph(size, drawn));
const anyDirection = fc.constantFrom('BOTH' as const, 'OUT' as const, 'IN' as const);
const ROUNDS = { numRuns: 2_000 };

describe('A walk', () => {
  it('finds the nodes, distances and edges of the definition', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyGraph,
        fc.array(fc.nat(50), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 3, max: 14 }),
        anyDirection,
        async (graph, picks, depth, maxNodes, direction) => {
          const roots = picks.map((pick) => graph.nodes[pick % graph.nodes.length] as NodeKey);
          const found = await walk(
            roots,
            { depth, maxNodes, maxEdges: 1_000 },
            neighboursIn(graph, direction),
          );
          const expected = expectedWalk(graph, roots, { depth, maxNodes, direction });
          expect([...found.distances]).toEqual(expected.distances);
          expect(found.edges).toEqual(expected.edges);
          expect(found.cuts.map(({ reason }) => reason)).toEqual(expected.isCut ? ['NODE_BUDGET'] : []);
        },
      ),
      ROUNDS,
    );
  });

  describe('that finds far more nodes than it has room for', () => {
    /** Ten roots with twelve children each, who have twelve each; rows of grandchildren come from `rowOf`. */
    function family(rowOf: (n: number) => number) {
      const edges = new Map<NodeKey, GraphEdge[]>();
      const tie = (from: NodeKey, to: NodeKey) =>
        edges.set(from, [
          ...(edges.get(from) ?? []),
          { key: `relation.${from}.${to}`, kind: 'DEAL', from, to },
        ]);
      const node = (row: number) => nodeKey('SUBJECT', String(row));
      const roots = Array.from({ length: 10 }, (_, n) => node(n + 1));
      const children = Array.from({ length: 120 }, (_, n) => node(1_000 + n * 50));
      const grandchildren = Array.from({ length: 1_440 }, (_, n) => node(rowOf(n)));
      for (const [n, child] of children.entries()) tie(roots[n % 10] as NodeKey, child);
      for (const [n, one] of grandchildren.entries()) tie(children[n % 120] as NodeKey, one);
      const asked: (string | null)[] = [];
      const neighbours: Neighbours = async ({ frontier, upTo }) => {
        asked.push(upTo);
        const within = ({ to }: GraphEdge) => upTo === null || compareRows(nodeRow(to), upTo) <= 0;
        return new Map(
          frontier.map((one) => [one, { overflows: [], edges: (edges.get(one) ?? []).filter(within) }]),
        );
      };
      return {
        roots,
        children,
        asked,
        neighbours,
        first: [...grandchildren].sort(compareNodes).slice(0, 15),
      };
    }

    it.each([
      ['reads no further than it needs', (n: number) => 1_001 + n * 4, 1],
      ['reads the hop whole where it has guessed too low', (n: number) => 90_000 + n, 2],
    ])('%s', async (_title, rowOf, looks) => {
      const { roots, children, asked, neighbours, first } = family(rowOf);
      const { distances, cuts } = await walk(roots, { depth: 2, maxNodes: 145, maxEdges: 1_000 }, neighbours);
      expect([...distances.keys()]).toEqual([...roots, ...children, ...first]);
      expect(cuts).toMatchObject([{ reason: 'NODE_BUDGET', kept: 15 }]);
      expect(asked).toHaveLength(1 + looks);
      expect(asked[1]).not.toBeNull();
    });
  });

  it('reads the second hop whole behind one root, whose edges tell nothing of those of others', async () => {
    const node = (row: number) => nodeKey('SUBJECT', String(row));
    const ties = (from: number, to: readonly number[]): [NodeKey, GraphEdge[]] => [
      node(from),
      to.map((row) => ({ key: `${from}-${row}`, kind: 'DEAL', from: node(from), to: node(row) })),
    ];
    const children = Array.from({ length: 30 }, (_, n) => 100 + n);
    const edges = new Map([
      ties(1, children),
      ...children.map((child) => ties(child, [child + 900, child + 1_900])),
    ]);
    const asked: (string | null)[] = [];
    const { distances } = await walk(
      [node(1)],
      { depth: 2, maxNodes: 40, maxEdges: 1_000 },
      async ({ frontier, upTo }) => {
        asked.push(upTo);
        return new Map(frontier.map((one) => [one, { overflows: [], edges: edges.get(one) ?? [] }]));
      },
    );
    expect([asked, distances.size]).toEqual([[null, null], 40]);
  });

  it('asks for each node once, hop by hop', async () => {
    await fc.assert(
      fc.asyncProperty(anyGraph, async (graph) => {
        const asked: NodeKey[][] = [];
        const all = neighboursIn(graph);
        const counted: Neighbours = (hop) => {
          asked.push([...hop.frontier]);
          expect(hop.isStart).toBe(asked.length === 1);
          return all(hop);
        };
        await walk([graph.nodes[0] as NodeKey], { depth: 20, maxNodes: 100, maxEdges: 100 }, counted);
        expect(new Set(asked.flat()).size).toBe(asked.flat().length);
      }),
      { numRuns: 300 },
    );
  });

  it('says what it left out at nodes with too many edges', async () => {
    const [root, hub] = [nodeKey('SUBJECT', '1'), nodeKey('SUBJECT', '2')];
    const tie = { key: 'relation.1', kind: 'DEAL' as const, from: root, to: hub };
    const neighbours: Neighbours = async ({ frontier }) =>
      new Map(
        frontier.map((node) => [
          node,
          {
            edges: node === root ? [tie] : [],
            overflows: [{ kind: 'DEAL' as const, outward: node === root, found: 1_000 }],
          },
        ]),
      );
    const { cuts } = await walk([root], { depth: 2, maxNodes: 10, maxEdges: 10 }, neighbours);
    expect(cuts).toEqual([
      { reason: 'FAN_OUT', node: root, kind: 'DEAL', found: 1_000, kept: 1 },
      { reason: 'SUPERNODE', node: hub, kind: 'DEAL', found: 1_000, kept: 0 },
    ]);
  });

  it('stops, and says so, where the graphs of its request have expanded as many nodes as they may', async () => {
    const star = smallGraph(
      6,
      [1, 2, 3, 4, 5].map((n) => [0, n, 0] as const),
    );
    const shared = {
      depth: 3,
      maxNodes: 100,
      maxEdges: 100,
      mayExpand: allowance(7),
    };
    const root = [star.nodes[0] as NodeKey];
    const first = await walk(root, shared, neighboursIn(star));
    const second = await walk(root, shared, neighboursIn(star));
    const third = await walk(root, shared, neighboursIn(star));
    expect(first.cuts).toEqual([]);
    const cut = { reason: 'REQUEST_BUDGET', node: null, kind: null, kept: 0 };
    expect([second.distances.size, second.cuts]).toEqual([6, [{ ...cut, found: 5 }]]);
    expect([third.distances.size, third.cuts]).toEqual([1, [{ ...cut, found: 1 }]]);
  });

  it('keeps the budget of edges', async () => {
    const graph = smallGraph(2, Array(5).fill([0, 1, 0]));
    const { edges, cuts } = await walk(
      [graph.nodes[0] as NodeKey],
      { depth: 1, maxNodes: 10, maxEdges: 3 },
      neighboursIn(graph),
    );
    expect(edges).toHaveLength(3);
    expect(cuts).toEqual([{ reason: 'EDGE_BUDGET', node: null, kind: null, found: 5, kept: 3 }]);
  });
});

describe('A shortest path', () => {
  it('is as long as the shortest of all, holds together, and is missing only where there is none', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyGraph,
        fc.nat(50),
        fc.nat(50),
        fc.integer({ min: 1, max: 6 }),
        async (graph, a, b, maxDepth) => {
          const [from, to] = [a, b].map((pick) => graph.nodes[pick % graph.nodes.length] as NodeKey) as [
            NodeKey,
            NodeKey,
          ];
          const distance = allDistances(graph)(from, to);
          const path = await shortestPath(from, to, { maxDepth, maxSearched: 1_000 }, neighboursIn(graph));
          if (distance > maxDepth) {
            expect(path).toMatchObject({ found: false, complete: true });
            return;
          }
          if (!path.found) throw new Error('no path was found');
          expect(path.edges).toHaveLength(distance);
          expect([path.nodes[0], path.nodes.at(-1)]).toEqual([from, to]);
          path.edges.forEach((edge, n) => {
            expect(graph.edges).toContain(edge);
            expect([edge.from, edge.to].sort()).toEqual([path.nodes[n], path.nodes[n + 1]].sort());
          });
        },
      ),
      ROUNDS,
    );
  });

  it('is always the same', async () => {
    await fc.assert(
      fc.asyncProperty(anyGraph, fc.nat(50), async (graph, pick) => {
        const [from, to] = [graph.nodes[0] as NodeKey, graph.nodes[pick % graph.nodes.length] as NodeKey];
        const search = (edges: typeof graph.edges) =>
          shortestPath(from, to, { maxDepth: 6, maxSearched: 1_000 }, neighboursIn({ ...graph, edges }));
        expect(await search([...graph.edges].reverse())).toEqual(await search(graph.edges));
      }),
      { numRuns: 500 },
    );
  });

  it('is given up, and not denied, when the search has seen enough or had to leave something out', async () => {
    const line = smallGraph(
      9,
      [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [n, n + 1, 0] as const),
    );
    const [from, to] = [line.nodes[0] as NodeKey, line.nodes[8] as NodeKey];
    expect(await shortestPath(from, to, { maxDepth: 10, maxSearched: 4 }, neighboursIn(line))).toMatchObject({
      found: false,
      complete: false,
    });
    const cut: Neighbours = async () =>
      new Map([[from, { edges: [], overflows: [{ kind: 'DEAL', outward: true, found: 500 }] }]]);
    expect(await shortestPath(from, to, { maxDepth: 10, maxSearched: 99 }, cut)).toMatchObject({
      found: false,
      complete: false,
    });
  });
});
