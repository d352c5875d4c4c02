import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readMapping } from '../../src/bulk-import/mapping/mapping';
import { planImport } from '../../src/bulk-import/run/import-plan';
import { runImport } from '../../src/bulk-import/run/run-import';
import { neighboursOfHop } from '../../src/graph/edges/edge.loaders';
import { EdgeRepository } from '../../src/graph/edges/edge.repository';
import { GRAPH_EDGE_KINDS, type GraphEdgeKind } from '../../src/graph/graph.codes';
import { type NodeKey, nodeKey } from '../../src/graph/node-key';
import { walk } from '../../src/graph/traversal/breadth-first';
import type { Neighbours } from '../../src/graph/traversal/graph-port';
import { shortestPath } from '../../src/graph/traversal/shortest-path';
import { LoaderRegistry } from '../../src/platform/loaders';
import { ImportBench } from '../integration/bulk-import/import-bench';
import { describeOnDatabases } from '../support/databases';
import { describeWithPublicData } from '../support/public-data';

const MAPPING = path.resolve(__dirname, '../../examples/smesd/smesd.yaml');

/** What each relation of the file is, read by nothing of the product. */
const KIND_OF: Readonly<Record<string, GraphEdgeKind>> = {
  invest_CC: 'INVESTOR',
  invest_CP: 'INVESTOR',
  stakeholder: 'SHAREHOLDER',
  execute: 'EXECUTIVE',
  supervise: 'SUPERVISOR',
  branched: 'BRANCH',
  loan: 'CREDITOR',
  creditor: 'CREDITOR',
  deal: 'DEAL',
  rent: 'DEAL',
};

describeWithPublicData('smesd', 'The graph of the SMEsD data', (directory) => {
  const [head = '', ...lines] = readFileSync(path.join(directory, 'edges.csv'), 'utf8').trim().split(/\r?\n/);
  const columns = head.split(',');
  const cell = (line: string, name: string) => line.split(',')[columns.indexOf(name)] as string;
  const ties = lines.flatMap((line) => {
    const kind = KIND_OF[cell(line, 'type_name')];
    return kind ? [{ from: cell(line, 'src'), to: cell(line, 'dst'), kind }] : [];
  });
  const around = new Map<string, Set<string>>();
  for (const { from, to } of ties)
    for (const [near, far] of [
      [from, to],
      [to, from],
    ] as const)
      around.set(near, (around.get(near) ?? new Set()).add(far));

  describeOnDatabases('loaded through examples/smesd', (target) => {
    let bench: ImportBench;
    let neighbours: Neighbours;
    const nodeOf = new Map<string, NodeKey>();
    const nameOf = new Map<NodeKey, string>();

    beforeAll(async () => {
      bench = await ImportBench.open(target.url());
      const plan = await planImport(readMapping(MAPPING), [directory]);
      // The graph of the file is made of its firms, its people and their relations.
      const tables = plan.tables.filter(({ target: name }) => name !== 'lawsuit');
      await runImport(bench, { ...plan, tables }, { mappingFile: MAPPING });
      const rows = await bench.database.rows<{ id: string | number; name: string }>(
        'SELECT id, source_key AS name FROM subject',
      );
      for (const { id, name } of rows) {
        nodeOf.set(name, nodeKey('SUBJECT', String(id)));
        nameOf.set(nodeKey('SUBJECT', String(id)), name);
      }
      const loaders = new LoaderRegistry(new EdgeRepository(bench.database).loaders).forRequest(() => ({}));
      const question = { kinds: GRAPH_EDGE_KINDS, direction: 'BOTH', asOf: '2026-06-30' } as const;
      neighbours = (hop) => loaders.load(neighboursOfHop, { question, ...hop });
    }, 120_000);
    afterAll(() => bench.close());

    /** Some of those who have a tie. */
    const some = [...around.keys()].filter((_, n) => n % 160 === 0);

    it('has the degrees by relation that the file has', async () => {
      const stored = await neighbours({ frontier: [...nodeOf.values()], isStart: true, upTo: null });
      const tally = (list: readonly { from: string; to: string; kind: string }[]) => {
        const degrees = new Map<string, number>();
        for (const { from, to, kind } of list)
          for (const end of [`${kind} out ${from}`, `${kind} in ${to}`])
            degrees.set(end, (degrees.get(end) ?? 0) + 1);
        return [...degrees].map(([end, count]) => `${end} ${count}`).sort();
      };
      const edges = new Map([...stored.values()].flatMap((one) => one.edges.map((edge) => [edge.key, edge])));
      const named = [...edges.values()].map(({ from, to, kind }) => ({
        from: nameOf.get(from)!,
        to: nameOf.get(to)!,
        kind,
      }));
      expect([...stored.values()].flatMap(({ overflows }) => overflows)).toEqual([]);
      const [found, told] = [tally(named), tally(ties)];
      // The first that differs alone: a difference of twenty thousand lines is not read.
      expect(found.find((line, n) => line !== told[n])).toBeUndefined();
      expect(found).toHaveLength(told.length);
    });

    it('has the surroundings that the file has', async () => {
      const limits = { depth: 2, maxNodes: 2_000, maxEdges: 20_000 };
      const walks = await Promise.all(some.map((name) => walk([nodeOf.get(name)!], limits, neighbours)));
      for (const [n, name] of some.entries()) {
        const expected = new Map([[name, 0]]);
        for (const [near, distance] of expected)
          if (distance < 2)
            for (const far of around.get(near) ?? []) if (!expected.has(far)) expected.set(far, distance + 1);
        expect(
          new Map([...walks[n]!.distances].map(([node, distance]) => [nameOf.get(node), distance])),
        ).toEqual(expected);
      }
    });

    it('has the shortest paths that the file has', async () => {
      const asked = some.slice(1).flatMap((from, n) => {
        const distances = new Map([[from, 0]]);
        for (const [near, distance] of distances)
          for (const far of around.get(near) ?? []) if (!distances.has(far)) distances.set(far, distance + 1);
        // Somebody near, somebody at the edge of what is connected, and somebody who need not be.
        const ends = [...distances.keys()];
        return [ends[Math.min(5, ends.length - 1)]!, ends.at(-1)!, some[n]!].map((to) => ({
          ...{ from, to, distance: distances.get(to) ?? Number.POSITIVE_INFINITY },
        }));
      });
      const limits = { maxDepth: 10, maxSearched: 20_000 };
      const paths = await Promise.all(
        asked.map(({ from, to }) => shortestPath(nodeOf.get(from)!, nodeOf.get(to)!, limits, neighbours)),
      );
      for (const [n, { from, to, distance }] of asked.entries()) {
        const found = paths[n]!;
        expect([from, to, found.found ? found.edges.length : null]).toEqual([
          from,
          to,
          distance <= 10 ? distance : null,
        ]);
      }
    });
  });
});
