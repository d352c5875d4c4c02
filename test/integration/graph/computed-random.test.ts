import fc from 'fast-check';
import { COMPUTED_ENTITIES, computeGraph } from '../../../src/graph';
import { systemClock } from '../../../src/kernel';
import { Database, idGenerator } from '../../../src/platform/database';
import { circlesByBruteForce, guaranteeGraphs } from '../../support/brute-force/circles';
import { NODES, ownersByBruteForce, stakeGraphs } from '../../support/brute-force/owners';
import { isFirm, ringsByBruteForce, useGraphs } from '../../support/brute-force/rings';
import { describeOnDatabases } from '../../support/databases';
import { ascendingIds, insertRows } from '../../support/graph-rows';

/** So many of each kind on each database, stored side by side and computed by one run. */
const GRAPHS = 2_000;
/** As the product has them. */
const RING_LIMITS = { fewest: 3, most: 100, fewestFirms: 2 };
const RING_SUBJECTS = 8;

type Big = string | number;

/** Rows that belong together, in the order of the first of each. */
function groupsOf<Row>(rows: readonly Row[], idOf: (row: Row) => Big): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(String(idOf(row)), [...(groups.get(String(idOf(row))) ?? []), row]);
  return [...groups.values()];
}

describeOnDatabases(`In ${GRAPHS} small random graphs`, (target) => {
  const { seed } = fc.readConfigureGlobal();
  const sampled = { numRuns: GRAPHS, seed };
  const guarantees = fc.sample(guaranteeGraphs, sampled);
  const stakes = fc.sample(stakeGraphs, sampled);
  const uses = fc.sample(useGraphs, sampled);
  const newId = ascendingIds();
  /** Which graph an id is of, and which number it has there. */
  const placeOf = new Map<string, { readonly graph: number; readonly n: number }>();
  let database: Database;

  beforeAll(async () => {
    database = await Database.open({ url: target.url() }, COMPUTED_ENTITIES);
    const idsOf = (count: number, graph: number): string[] =>
      Array.from({ length: count }, (_, n) => {
        const id = newId();
        placeOf.set(id, { graph, n });
        return id;
      });
    const relation = (from: string, kind: string, to: string, weight: number | null = null) => ({
      ...{ id: newId(), from_subject_id: from, kind, to_subject_id: to },
      ...{ weight, weight_unit: weight === null ? null : 'PERCENT' },
    });
    await insertRows(database, 'relation', [
      ...guarantees.flatMap(({ nodes, edges }, graph) => {
        const ids = idsOf(nodes, graph);
        return edges.map(([from, to]) => relation(ids[from]!, 'GUARANTOR', ids[to]!));
      }),
      ...stakes.flatMap((told, graph) => {
        const ids = idsOf(NODES, graph);
        return told.map(([holder, company, percent], n) =>
          relation(ids[holder]!, n % 2 === 0 ? 'SHAREHOLDER' : 'INVESTOR', ids[company]!, percent),
        );
      }),
    ]);
    const firms: string[] = [];
    const used = uses.flatMap((list, graph) => {
      const subjects = idsOf(RING_SUBJECTS, graph);
      firms.push(...subjects.filter((_, n) => isFirm(n)));
      const things = idsOf(6, graph);
      return list.map(([subject, thing]) => ({
        ...{ id: newId(), subject_id: subjects[subject]!, device_id: things[thing]!, times: 1 },
      }));
    });
    await insertRows(database, 'device_use', used);
    await insertRows(
      database,
      'subject',
      firms.map((id) => ({ id, kind: 'ENTERPRISE', created_at: '2026-01-01 00:00:00.000' })),
    );
    await computeGraph({ database, clock: systemClock('2026-06-30'), nextId: idGenerator(3) });
  }, 120_000);
  afterAll(() => database?.close());

  const at = (id: Big) => placeOf.get(String(id))!;
  const byNumber = (a: number, b: number): number => a - b;

  /** The rows of a statement by the graph that they are of. */
  async function byGraph<Row>(sql: string, graphOf: (row: Row) => number): Promise<Row[][]> {
    const graphs: Row[][] = Array.from({ length: GRAPHS }, () => []);
    for (const row of await database.rows<Row>(sql)) graphs[graphOf(row)]!.push(row);
    return graphs;
  }

  /** Names the graph that differs, and how all of them are drawn again. */
  function compare(found: readonly unknown[], expected: readonly unknown[]): void {
    expect(found).toHaveLength(expected.length);
    for (const [graph, one] of found.entries())
      expect({ seed, graph, found: one }).toEqual({ seed, graph, found: expected[graph] });
  }

  it('the stored circles are those of brute force', async () => {
    type Row = { id: Big; subject_id: Big; kind: string; guarantee_count: number; mutual_pairs: number };
    const rows = await byGraph<Row>(
      `SELECT c.id, c.kind, c.guarantee_count, c.mutual_pairs, m.subject_id FROM guarantee_circle c
         JOIN guarantee_circle_member m ON m.circle_id = c.id ORDER BY c.anchor_id, m.subject_id`,
      ({ subject_id }) => at(subject_id).graph,
    );
    const found = rows.map((of) =>
      groupsOf(of, ({ id }) => id).map((members) => ({
        members: members.map(({ subject_id }) => at(subject_id).n),
        kind: members[0]!.kind,
        edges: members[0]!.guarantee_count,
        mutualPairs: members[0]!.mutual_pairs,
      })),
    );
    const expected = guarantees.map(({ nodes, edges }) =>
      circlesByBruteForce(nodes, edges).map(({ members, kind, edges: within, mutualPairs }) => ({
        ...{ members, kind, edges: within.length, mutualPairs },
      })),
    );
    compare(found, expected);
    expect(found.flat().length).toBeGreaterThan(GRAPHS / 10);
  });

  it('the stored rings are those of brute force', async () => {
    type Row = { id: Big; thing: Big | null; subject: Big | null; density_ppm: number };
    const rows = await byGraph<Row>(
      `SELECT r.id, r.density_ppm, r.anchor_id, n.node_id AS thing, NULL AS subject FROM shared_ring r
         JOIN shared_ring_node n ON n.ring_id = r.id
       UNION ALL SELECT r.id, r.density_ppm, r.anchor_id, NULL, m.subject_id FROM shared_ring r
         JOIN shared_ring_member m ON m.ring_id = r.id ORDER BY anchor_id`,
      ({ thing, subject }) => at((thing ?? subject)!).graph,
    );
    const numbersOf = (ids: readonly (Big | null)[]) =>
      ids
        .filter((id) => id !== null)
        .map((id) => at(id).n)
        .sort(byNumber);
    const found = rows.map((of) =>
      groupsOf(of, ({ id }) => id).map((ring) => ({
        nodes: numbersOf(ring.map(({ thing }) => thing)),
        members: numbersOf(ring.map(({ subject }) => subject)),
        density: ring[0]!.density_ppm,
      })),
    );
    const expected = uses.map((list) =>
      ringsByBruteForce(list, RING_LIMITS).map(({ density, ...ring }) => ({
        ...ring,
        density: Math.round(density * 1e6),
      })),
    );
    compare(found, expected);
    expect(found.flat().length).toBeGreaterThan(GRAPHS / 10);
  });

  it('the stored owners are those of the linear system', async () => {
    type Row = {
      company_id: Big;
      has_cycle: number;
      has_unknown: number;
      owner_id: Big | null;
      part_ppb: number;
      is_known: number;
    };
    const rows = await byGraph<Row>(
      `SELECT c.company_id, c.has_cycle, c.has_unknown, o.owner_id, o.part_ppb, o.is_known FROM ultimate_ownership c
         LEFT JOIN ultimate_owner o ON o.computation_id = c.computation_id AND o.company_id = c.company_id
        ORDER BY c.company_id, o.owner_id`,
      ({ company_id }) => at(company_id).graph,
    );
    const found = rows.map((of) =>
      groupsOf(of, ({ company_id }) => company_id).map((owners) => ({
        company: at(owners[0]!.company_id).n,
        hasCycle: Number(owners[0]!.has_cycle) === 1,
        hasUnknown: Number(owners[0]!.has_unknown) === 1,
        owners: owners
          .filter(({ owner_id }) => owner_id !== null)
          .map(({ owner_id, is_known, part_ppb }) => ({
            owner: at(owner_id!).n,
            isKnown: Number(is_known) === 1,
            part: part_ppb / 1e9,
          })),
      })),
    );
    const known = found.map((companies) => new Set(companies.map(({ company }) => company)));
    // A company that nobody stands behind, but a knot of companies, may be left out.
    const expected = stakes.map((told, graph) =>
      ownersByBruteForce(told).filter(
        ({ company, owners }) => owners.length > 0 || known[graph]!.has(company),
      ),
    );
    compare(found, expected);
    expect(found.flatMap((companies) => companies.flatMap(({ owners }) => owners)).length).toBeGreaterThan(
      GRAPHS / 2,
    );
  });
});
