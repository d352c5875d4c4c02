import { PERSONAS } from '../../src/demo';
import { encodeNodeId } from '../../src/kernel';
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

  it('of nothing leads to itself', async () => {
    const { data } = await running.query(PATH, { from: root, to: root });
    expect(data.riskPath).toMatchObject({ length: 0, edges: [] });
  });
});

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
        credit: {
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
        },
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

  it('is refused to a caller who may not read the graph', async () => {
    const { errors } = await running.query(GRAPH, { roots: [root] }, 'operator');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'graph:read' });
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
