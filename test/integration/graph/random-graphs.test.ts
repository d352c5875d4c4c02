import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { neighboursOfHop } from '../../../src/graph/edges/edge.loaders';
import { EdgeRepository } from '../../../src/graph/edges/edge.repository';
import { GRAPH_EDGE_KINDS } from '../../../src/graph/graph.codes';
import type { NodeKey } from '../../../src/graph/node-key';
import { walk } from '../../../src/graph/traversal/breadth-first';
import type { Neighbours } from '../../../src/graph/traversal/graph-port';
import { shortestPath } from '../../../src/graph/traversal/shortest-path';
import { Database } from '../../../src/platform/database';
import { LoaderRegistry } from '../../../src/platform/loaders';
import { describeOnDatabases } from '../../support/databases';
import { ascendingIds, storeGraphs } from '../../support/graph-rows';
import { allDistances, expectedWalk, type SmallGraph, smallGraph } from '../../support/random-graphs';

type Direction = 'BOTH' | 'OUT' | 'IN';

/** So many on each database: stored side by side, and searched together as the roots of one request are. */
const GRAPHS = 2_000;

const drawn = fc.record({
  size: fc.integer({ min: 2, max: 10 }),
  edges: fc.array(fc.tuple(fc.nat(50), fc.nat(50), fc.nat(2)), { maxLength: 18 }),
  depth: fc.integer({ min: 1, max: 4 }),
  maxNodes: fc.integer({ min: 2, max: 11 }),
  direction: fc.constantFrom<Direction>('BOTH', 'OUT', 'IN'),
});

describeOnDatabases(`Of ${GRAPHS} small random graphs`, (target) => {
  const { seed } = fc.readConfigureGlobal();
  const cases = fc.sample(drawn, { numRuns: GRAPHS, seed });
  let database: Database;
  let registry: LoaderRegistry;
  let stored: SmallGraph[];

  beforeAll(async () => {
    database = await Database.open({ url: target.url() });
    registry = new LoaderRegistry(new EdgeRepository(database).loaders);
    const graphs = cases.map(({ size, edges }) => smallGraph(size, edges));
    stored = await storeGraphs(database, graphs, ascendingIds());
  }, 120_000);
  afterAll(() => database?.close());

  const asked = (): ((direction: Direction) => Neighbours) => {
    const loaders = registry.forRequest(() => ({}));
    return (direction) => (hop) =>
      loaders.load(neighboursOfHop, {
        question: { kinds: GRAPH_EDGE_KINDS, direction, asOf: '2026-06-30' },
        ...hop,
      });
  };

  /** Names the graph that differs and how it is drawn again: none of the others has a part in it. */
  const compare = (n: number, answer: unknown, expected: unknown): void => {
    if (isDeepStrictEqual(answer, expected)) return;
    expect({ seed, graph: n, drawn: cases[n], answer }).toEqual({ answer: expected });
  };

  it('each is walked as brute force walks it', async () => {
    const neighbours = asked();
    const walks = await Promise.all(
      stored.map(({ nodes }, n) => {
        const { depth, maxNodes, direction } = cases[n]!;
        const roots = [nodes[0] as NodeKey, nodes.at(-1) as NodeKey];
        return walk(roots, { depth, maxNodes, maxEdges: 1_000 }, neighbours(direction));
      }),
    );
    let cut = 0;
    for (const [n, { distances, edges, cuts }] of walks.entries()) {
      const graph = stored[n]!;
      const expected = expectedWalk(graph, [graph.nodes[0]!, graph.nodes.at(-1)!], cases[n]!);
      if (expected.isCut) cut += 1;
      compare(
        n,
        { distances: [...distances], edges: edges.map(({ key }) => key), isCut: cuts.length > 0 },
        { ...expected, edges: expected.edges.map(({ key }) => key) },
      );
    }
    expect(cut).toBeGreaterThan(GRAPHS / 100);
  }, 60_000);

  it('each has the shortest paths that brute force finds', async () => {
    const neighbours = asked()('BOTH');
    const paths = await Promise.all(
      stored.map(({ nodes }) =>
        shortestPath(nodes[0]!, nodes.at(-1)!, { maxDepth: 9, maxSearched: 1_000 }, neighbours),
      ),
    );
    let far = 0;
    for (const [n, path] of paths.entries()) {
      const { nodes, edges } = stored[n]!;
      const distance = allDistances(stored[n]!)(nodes[0]!, nodes.at(-1)!);
      if (distance > 2 && distance < Number.POSITIVE_INFINITY) far += 1;
      compare(n, path.found ? path.edges.length : Number.POSITIVE_INFINITY, distance);
      if (!path.found) continue;
      compare(n, [path.nodes[0], path.nodes.at(-1)], [nodes[0], nodes.at(-1)]);
      for (const [step, { key }] of path.edges.entries()) {
        const { from, to } = edges.find((edge) => edge.key === key)!;
        compare(n, [from, to].sort(), [path.nodes[step], path.nodes[step + 1]].sort());
      }
    }
    expect(far).toBeGreaterThan(GRAPHS / 100);
  }, 60_000);
});
