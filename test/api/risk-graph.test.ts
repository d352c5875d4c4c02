import { execute, parse } from 'graphql';
import { PERSONAS } from '../../src/demo';
import { encodeNodeId, type Permission, ROLE_GRANTS, systemClock } from '../../src/kernel';
import { CursorCodec } from '../../src/platform/crypto';
import { Deadline, requestContext } from '../../src/platform/request';
import { type RunningGateway, startGateway } from '../support/gateway';

let running: RunningGateway;
let root: string;
beforeAll(async () => {
  running = await startGateway();
  root = await idOf('ring-1');
}, 60_000);
afterAll(() => running?.close());

const keyOf = (persona: string) => {
  const { residentId, creditCode } = PERSONAS.find(({ key }) => key === persona)!;
  return residentId ? { residentId } : { creditCode };
};

async function idOf(persona: string): Promise<string> {
  const { data } = await running.query(
    'query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { id } } }',
    { key: keyOf(persona) },
  );
  return data.borrower.id;
}

const GRAPH = `query ($roots: [ID!]!, $depth: Int = 2, $maxNodes: Int = 500, $asOf: BusinessDate) {
  riskGraph(roots: $roots, depth: $depth, maxNodes: $maxNodes, asOf: $asOf) {
    asOf roots { __typename ... on UnknownNode { id reason } ... on RiskGraphNode { id distance } }
    nodes { id kind label } truncated { cuts { reason kind found kept nodeId } } } }`;
const PATH = `query ($from: ID!, $to: ID!, $maxDepth: Int = 6) { riskPath(from: $from, to: $to, maxDepth: $maxDepth) {
  __typename ... on RiskPath { length nodes { kind } edges { kind evidence source } }
  ... on NoPath { maxDepth complete searchedNodes } ... on UnknownNode { id reason } } }`;

describe('A risk graph that is larger than it may be', () => {
  it.each([
    ['depth', { depth: 7 }, 6],
    ['depth', { depth: 0 }, 6],
    ['maxNodes', { maxNodes: 2_001 }, 2_000],
    ['maxNodes', { maxNodes: -1 }, 2_000],
  ])('is refused with the limit: %s in %j', async (limit, variables, max) => {
    const { errors } = await running.query(GRAPH, { roots: [root], ...variables });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'GRAPH_LIMIT', limit, min: 1, max });
  });

  it.each([[0], [21]])('is refused with %d roots', async (count) => {
    const { errors } = await running.query(GRAPH, { roots: Array(count).fill(root) });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'GRAPH_LIMIT', limit: 'roots', max: 20 });
  });

  it('is refused as a path, too', async () => {
    const { errors } = await running.query(PATH, { from: root, to: root, maxDepth: 11 });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'GRAPH_LIMIT', limit: 'maxDepth', max: 10 });
  });

  it('is refused for a day in the future, or one that is no day', async () => {
    const future = await running.query(GRAPH, { roots: [root], asOf: '2026-07-01' });
    expect(future.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'asOf' });
    const none = await running.query(GRAPH, { roots: [root], asOf: '2026-02-30' });
    expect(none.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('A root that is no node', () => {
  const order = encodeNodeId('Order', '7');
  const nobody = encodeNodeId('Borrower', '7');

  it('is answered as what it is, beside the roots that are', async () => {
    const { data, errors } = await running.query(GRAPH, { roots: ['x', root, order, nobody], depth: 1 });
    expect(errors).toBeUndefined();
    expect(data.riskGraph.roots).toEqual([
      { __typename: 'UnknownNode', id: 'x', reason: 'MALFORMED' },
      { __typename: 'RiskGraphNode', id: root, distance: 0 },
      { __typename: 'UnknownNode', id: order, reason: 'NOT_A_NODE' },
      { __typename: 'UnknownNode', id: nobody, reason: 'NOT_FOUND' },
    ]);
    expect(data.riskGraph.nodes.length).toBeGreaterThan(1);
  });

  it('is answered so at either end of a path', async () => {
    const ends = async (from: string, to: string) => (await running.query(PATH, { from, to })).data.riskPath;
    expect(await ends('x', root)).toEqual({ __typename: 'UnknownNode', id: 'x', reason: 'MALFORMED' });
    expect(await ends(root, nobody)).toMatchObject({ __typename: 'UnknownNode', reason: 'NOT_FOUND' });
  });
});

describe('A path', () => {
  it('leads from one member of the ring to another by what they share', async () => {
    const { data } = await running.query(PATH, { from: root, to: await idOf('ring-5') });
    expect(data.riskPath).toMatchObject({ __typename: 'RiskPath', length: 2 });
    expect(data.riskPath.edges).toHaveLength(2);
    expect(data.riskPath.edges[0].source).toBe('demo');
  });

  it('that is not there is denied for certain', async () => {
    const { data } = await running.query(PATH, { from: root, to: await idOf('clean-person') });
    expect(data.riskPath).toMatchObject({ __typename: 'NoPath', maxDepth: 6, complete: true });
  });

  it('leads from a borrower to another by their keys, and says what is wrong with a key', async () => {
    const document = `query ($from: BorrowerKey!, $to: BorrowerKey!) { borrower(key: $from) { ... on Borrower {
      riskPath(to: $to) { __typename ... on RiskPath { length nodes { distance } edges { kind } }
        ... on InvalidKey { problem } ... on NoPath { complete } } } } }`;
    const to = async (key: object) =>
      (await running.query(document, { from: keyOf('ring-1'), to: key })).data.borrower.riskPath;
    expect(await to(keyOf('ring-5'))).toMatchObject({ __typename: 'RiskPath', length: 2 });
    expect(await to(keyOf('clean-person'))).toEqual({ __typename: 'NoPath', complete: true });
    expect(await to({ mobile: 'x' })).toMatchObject({ __typename: 'InvalidKey' });
    expect((await to({ external: { source: 'nowhere', value: '1' } })).__typename).toBe('NotFound');
  });

  it('of nothing leads to itself', async () => {
    const { data } = await running.query(PATH, { from: root, to: root });
    expect(data.riskPath).toMatchObject({ length: 0, edges: [] });
  });
});

const CREDIT = {
  bureaus: ['NIFA'],
  purpose: 'LOAN_APPROVAL',
  mode: 'STORED_ONLY',
  application: {
    no: 'APP-1',
    loanPurpose: 'DAILY_CONSUMPTION',
    guaranteeType: 'CREDIT',
    customerType: 'EMPLOYED',
    amount: { value: '20000.00', currency: 'CNY' },
  },
};

describe('A neighbour', () => {
  const member = PERSONAS.find(({ key }) => key === 'ring-2')!;

  it('is named in clear to a caller with pii:read only, and the look is recorded', async () => {
    const masked = await running.query(GRAPH, { roots: [root] });
    expect(JSON.stringify(masked)).not.toContain(member.name);
    const clear = await running.query(GRAPH, { roots: [root] }, { role: 'analyst', grants: ['pii:read'] });
    expect(JSON.stringify(clear)).toContain(member.name);
    const looks = await running.gateway.database.rows<{ facts: string }>(
      'SELECT facts FROM audit_event WHERE correlation_id = ?',
      [clear.extensions?.correlationId as string],
    );
    expect(looks.length).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(looks)).not.toContain(member.name);
  });

  it("shows what bureaus say under his own consent only: the root's does not reach him", async () => {
    const { data, errors } = await running.query(
      `query ($roots: [ID!]!, $credit: CreditReportRequest!) {
         riskGraph(roots: $roots, depth: 2, kinds: [GUARANTOR, LEGAL_REPRESENTATIVE, SHAREHOLDER]) { nodes {
           distance marks { level facts { code } }
           entity { ... on Borrower { kind creditReports(request: $credit) { __typename ... on BureauOutcome { bureau } } } } } } }`,
      {
        roots: [await idOf('circle-owner-a')],
        credit: CREDIT,
      },
    );
    expect(errors).toBeUndefined();
    const outcomes = data.riskGraph.nodes.map(
      (node: { entity: { creditReports: { __typename: string }[] } }) =>
        node.entity.creditReports[0]?.__typename,
    );
    expect(outcomes.length).toBeGreaterThan(1);
    expect(outcomes).toContain('ConsentRequired');
    expect(outcomes).not.toContain('CreditReport');
    for (const { marks } of data.riskGraph.nodes)
      for (const { code } of marks.facts) expect(code).not.toMatch(/BUREAU|CREDIT|REPORT/);
  });

  it('is not looked up by a consent of the root: who has none himself stays unasked', async () => {
    const { data, errors } = await running.query(
      `query ($keys: [BorrowerKey!]!, $credit: CreditReportRequest!) { borrowers(keys: $keys) { ... on Borrower {
         id riskGraph(depth: 2) { nodes { distance entity { ... on Borrower {
           id creditReports(request: $credit) { __typename } } } } } } } }`,
      { keys: PERSONAS.map(({ key }) => keyOf(key)), credit: CREDIT },
    );
    expect(errors).toBeUndefined();
    type Shown = {
      distance: number;
      entity: { id?: string; creditReports?: { __typename: string }[] } | null;
    };
    const outcome = ({ entity }: Shown) => entity?.creditReports?.[0]?.__typename;
    const graphs: Shown[][] = data.borrowers.map((one: { riskGraph: { nodes: Shown[] } }) =>
      one.riskGraph.nodes.filter(({ entity }) => entity?.creditReports),
    );
    const own = new Map(graphs.map(([self]) => [self!.entity!.id, outcome(self!)]));
    const pairs = graphs.flatMap(([self, ...others]) =>
      others.map((other) => [outcome(self!), outcome(other)]),
    );
    expect(pairs.some(([mine, his]) => mine !== 'ConsentRequired' && his === 'ConsentRequired')).toBe(true);
    for (const shown of graphs.flat())
      if (own.has(shown.entity!.id)) expect(outcome(shown)).toBe(own.get(shown.entity!.id));
  });

  it('is refused to a caller who may not read the graph', async () => {
    const { errors } = await running.query(GRAPH, { roots: [root] }, 'operator');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'graph:read' });
  });
});

describe('A caller who lacks a permission', () => {
  /** Runs an operation as a caller of exactly the permissions of an analyst but one. */
  const without = async (
    lacking: Permission,
    document: string,
    variables: Record<string, unknown>,
    // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever it asked for
  ): Promise<any> =>
    await execute({
      schema: running.gateway.schema,
      document: parse(document),
      variableValues: variables,
      contextValue: requestContext({
        correlationId: 'without',
        principal: {
          subject: 'test',
          clientId: 'test',
          role: 'analyst',
          permissions: new Set(ROLE_GRANTS.analyst.permissions.filter((one) => one !== lacking)),
        },
        clock: systemClock('2026-06-30'),
        deadline: Deadline.after(10_000),
        cursors: new CursorCodec(Buffer.alloc(32)),
        registry: running.gateway.registry,
      }),
    });

  it('is not led along the edges that he may not read, and is told so', async () => {
    const all = await running.query(GRAPH, { roots: [root] });
    expect(all.data.riskGraph.truncated).toBeNull();
    const { data, errors } = await without('ecosystem:read', GRAPH, { roots: [root] });
    expect(errors).toBeUndefined();
    const { nodes, truncated } = data.riskGraph;
    expect(nodes.length).toBeLessThan(all.data.riskGraph.nodes.length);
    for (const { kind } of truncated.cuts)
      expect([
        'USES_DEVICE',
        'REACHED_AT',
        'HOLDS_ACCOUNT',
        'IS_SUPPLIER',
        'IS_DEALER',
        'TRADES_WITH',
      ]).toContain(kind);
    expect(truncated.cuts).toHaveLength(6);
    expect(truncated.cuts[0]).toMatchObject({ reason: 'NOT_PERMITTED', nodeId: null, found: 0, kept: 0 });
  });

  it('cannot be sure that there is no path', async () => {
    const ends = { from: root, to: await idOf('ring-5') };
    const { data } = await without('ecosystem:read', PATH, ends);
    expect(data.riskPath).toMatchObject({ __typename: 'NoPath', complete: false });
  });

  it('is refused a root that he may not read', async () => {
    const roots = [root, encodeNodeId('Device', '7')];
    const { errors } = await without('ecosystem:read', GRAPH, { roots });
    expect(errors[0].originalError).toMatchObject({
      code: 'FORBIDDEN',
      facts: { permission: 'ecosystem:read', path: 'roots[1]' },
    });
  });
});

it('Borrowers of one request are traversed together, and what they cost is told', async () => {
  const keys = PERSONAS.map(({ key }) => keyOf(key));
  const document = `query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower {
    riskGraph(depth: 2) { nodes { id } } } } }`;
  const statementsOf = async (some: readonly object[]) => {
    const { data, extensions } = await running.query(document, { keys: some });
    expect(data.borrowers).toHaveLength(some.length);
    return (extensions as { cost: { statements: number } }).cost.statements;
  };
  const one = await statementsOf(keys.slice(0, 1));
  expect(await statementsOf(keys)).toBeLessThanOrEqual(one + 8);
  // Two look-ups of the borrowers, and eight tables in each of two hops.
  expect(await statementsOf(keys)).toBeLessThanOrEqual(2 + 2 * 8);
});
