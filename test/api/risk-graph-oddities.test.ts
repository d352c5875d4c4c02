import { encodeNodeId } from '../../src/kernel';
import { describeOnDatabases } from '../support/databases';
import { type RunningGateway, startGateway } from '../support/gateway';
import { ascendingIds, insertRows } from '../support/graph-rows';

const GRAPH = `query ($roots: [ID!]!, $depth: Int!, $maxNodes: Int = 500) {
  riskGraph(roots: $roots, depth: $depth, maxNodes: $maxNodes) {
    roots { __typename ... on RiskGraphNode { id } ... on UnknownNode { reason } }
    nodes { id kind distance label entity { __typename } marks { level facts { code } } }
    edges { from to kind source weight } truncated { cuts { reason found kept nodeId kind } } } }`;
const PATH = `query ($from: ID!, $to: ID!) { riskPath(from: $from, to: $to) { __typename
  ... on RiskPath { length nodes { id entity { __typename } } edges { from to } } ... on NoPath { complete }
  ... on UnknownNode { id reason } } }`;

interface Node {
  readonly id: string;
  readonly distance: number;
  readonly label: string;
  readonly entity: { readonly __typename: string } | null;
  readonly marks: { readonly level: string };
}

/** What no source should tell, and some do. */
describeOnDatabases('The risk graph of odd data', (target) => {
  const newId = ascendingIds();
  const borrower = (row: string): string => encodeNodeId('Borrower', row);
  let running: RunningGateway;
  beforeAll(async () => {
    running = await startGateway({ databaseUrl: target.url() });
  }, 60_000);
  afterAll(() => running?.close());

  const insert = (table: string, rows: Parameters<typeof insertRows>[2]): Promise<void> =>
    insertRows(running.gateway.database, table, rows);
  const relate = (ties: readonly (readonly [from: string, to: string])[]): Promise<void> =>
    insert(
      'relation',
      ties.map(([from_subject_id, to_subject_id]) => ({
        id: newId(),
        from_subject_id,
        kind: 'GUARANTOR',
        to_subject_id,
      })),
    );
  async function subjects(count: number): Promise<[string, ...string[]]> {
    const ids = Array.from({ length: count }, newId) as [string, ...string[]];
    await insert(
      'subject',
      ids.map((id) => ({ id, kind: 'ENTERPRISE', created_at: '2026-01-01 00:00:00.000' })),
    );
    return ids;
  }
  const graphOf = async (variables: object) => {
    const { data, errors } = await running.query(GRAPH, variables);
    expect(errors).toBeUndefined();
    return data.riskGraph;
  };
  const pathOf = async (from: string, to: string) => {
    const { data, errors } = await running.query(PATH, { from: borrower(from), to: borrower(to) });
    expect(errors).toBeUndefined();
    return data.riskPath;
  };

  it('ends with each of a cycle once, however deep it may go, and leads round it the shorter way', async () => {
    const ring = await subjects(5);
    await relate(ring.map((from, n) => [from, ring[(n + 1) % 5]!]));
    const { nodes, edges, truncated } = await graphOf({ roots: [borrower(ring[0])], depth: 6 });
    expect(nodes.map(({ id, distance }: Node) => [id, distance])).toEqual([
      [borrower(ring[0]), 0],
      ...[ring[1], ring[4]].map((row) => [borrower(row!), 1]),
      ...[ring[2], ring[3]].map((row) => [borrower(row!), 2]),
    ]);
    expect(edges).toHaveLength(5);
    expect(truncated).toBeNull();
    expect(await pathOf(ring[0], ring[3]!)).toMatchObject({ __typename: 'RiskPath', length: 2 });
  });

  it('has a tie of somebody to himself as one edge, and no path along it', async () => {
    const [self, other] = await subjects(2);
    await relate([
      [self, self],
      [self, other!],
    ]);
    const { nodes, edges } = await graphOf({ roots: [borrower(self), borrower(self)], depth: 6 });
    expect(nodes.map(({ id }: Node) => id)).toEqual([borrower(self), borrower(other!)]);
    expect(edges).toHaveLength(2);
    expect(edges).toContainEqual(expect.objectContaining({ from: borrower(self), to: borrower(self) }));
    expect(await pathOf(self, self)).toMatchObject({ length: 0, edges: [] });
    expect(await pathOf(self, other!)).toMatchObject({ length: 1 });
  });

  it('follows a tie to what is not stored, shows that nothing stands there, and goes on behind it', async () => {
    const [root, behind] = await subjects(2);
    const [nobody, nothing] = [newId(), newId()];
    await relate([
      [root, nobody],
      [nobody, behind!],
    ]);
    await insert('device_use', [{ id: newId(), subject_id: root, device_id: nothing, times: 1 }]);
    const { nodes, edges } = await graphOf({ roots: [borrower(root)], depth: 3 });
    const dangling = (nodes as Node[]).filter(({ entity }) => entity === null);
    expect(dangling.map(({ id }) => id).sort()).toEqual(
      [borrower(nobody), encodeNodeId('Device', nothing)].sort(),
    );
    for (const { label, marks } of dangling) expect([label, marks.level]).toEqual(['', 'NONE']);
    expect(nodes.map(({ id }: Node) => id)).toContain(borrower(behind!));
    expect(edges).toHaveLength(3);
    expect(await pathOf(root, behind!)).toMatchObject({
      length: 2,
      nodes: [{}, { id: borrower(nobody), entity: null }, {}],
    });
    // As a root it is asked for by name, and there is none.
    const asked = await graphOf({ roots: [borrower(nobody)], depth: 1 });
    expect(asked).toMatchObject({ roots: [{ __typename: 'UnknownNode', reason: 'NOT_FOUND' }], nodes: [] });
  });

  it('is cut to the edges that it may have, ten for each node, and says how many there were', async () => {
    const [debtor, guarantor] = await subjects(2);
    await relate(Array.from({ length: 25 }, () => [guarantor!, debtor] as const));
    const asked = { roots: [borrower(debtor)], depth: 1 };
    const { edges, truncated } = await graphOf({ ...asked, maxNodes: 2 });
    expect(edges).toHaveLength(20);
    expect(truncated.cuts).toEqual([
      { reason: 'EDGE_BUDGET', found: 25, kept: 20, nodeId: null, kind: null },
    ]);
    const whole = await graphOf({ ...asked, maxNodes: 3 });
    expect([whole.edges.length, whole.truncated]).toEqual([25, null]);
  });

  it('follows some edges of a root that has too many, and none of somebody in between', async () => {
    const [hub, near] = await subjects(2);
    const partners = Array.from({ length: 201 }, newId);
    await relate([[near!, hub], ...partners.map((partner) => [hub, partner] as const)]);
    const cut = { nodeId: borrower(hub), kind: 'GUARANTOR', found: 201 };
    const around = await graphOf({ roots: [borrower(hub)], depth: 1 });
    expect(around.nodes).toHaveLength(2 + 200);
    expect(around.truncated.cuts).toEqual([{ ...cut, reason: 'FAN_OUT', kept: 200 }]);
    const past = await graphOf({ roots: [borrower(near!)], depth: 2 });
    expect(past.nodes.map(({ id }: Node) => id)).toEqual([borrower(near!), borrower(hub)]);
    expect(past.truncated.cuts).toEqual([{ ...cut, reason: 'SUPERNODE', kept: 0 }]);
  });

  describe('that is large', () => {
    const PARTNERS = 150;
    const EACH = 12;
    let hub: string;
    beforeAll(async () => {
      [hub] = await subjects(1);
      const partners = Array.from({ length: PARTNERS }, newId);
      await relate(partners.map((partner) => [hub, partner]));
      await relate(
        partners.flatMap((partner) => Array.from({ length: EACH }, () => [partner, newId()] as const)),
      );
    }, 60_000);

    /** The same graph so many times, as the aliases of one request. */
    const askedTimes = async (times: number) => {
      const fields = Array.from(
        { length: times },
        (_, n) => `g${n}: riskGraph(roots: $roots, depth: 3, maxNodes: 2000, kinds: [GUARANTOR]) {
          nodes { distance } truncated { cuts { reason nodeId found kept } } }`,
      );
      const { data, errors } = await running.query(`query ($roots: [ID!]!) { ${fields.join('\n')} }`, {
        roots: [borrower(hub)],
      });
      expect(errors).toBeUndefined();
      return Object.values(data) as { nodes: object[]; truncated: { cuts: object[] } | null }[];
    };

    it('is cut to the nodes that it may have, and says how many there were', async () => {
      const { nodes, truncated } = await graphOf({ roots: [borrower(hub)], depth: 2, maxNodes: 100 });
      expect(nodes).toHaveLength(100);
      expect(truncated.cuts).toEqual([
        { reason: 'NODE_BUDGET', found: PARTNERS, kept: 99, nodeId: null, kind: null },
      ]);
    });

    it('is followed by one request as far as all its graphs together may go, and the rest says so', async () => {
      const whole = 1 + PARTNERS + PARTNERS * EACH;
      const few = await askedTimes(2);
      expect(few.map(({ nodes, truncated }) => [nodes.length, truncated])).toEqual([
        [whole, null],
        [whole, null],
      ]);
      const many = await askedTimes(12);
      const cuts = many.flatMap(({ truncated }) => truncated?.cuts ?? []);
      // Each expands all its nodes but one hop: 20,000 are enough for ten of them.
      expect(many.filter(({ truncated }) => truncated === null)).toHaveLength(10);
      expect(cuts).toEqual(
        Array(2).fill({ reason: 'REQUEST_BUDGET', nodeId: null, found: PARTNERS * EACH, kept: 0 }),
      );
      // What was left of one request is no matter of the next.
      expect((await askedTimes(1))[0]?.truncated).toBeNull();
    }, 60_000);
  });
});
