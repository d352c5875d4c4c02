import { PERSONAS } from '../../src/demo';
import { encodeNodeId } from '../../src/kernel';
import { describeOnDatabases } from '../support/databases';
import { type RunningGateway, startGateway } from '../support/gateway';

const BOTH = `query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { __typename ... on Borrower {
  threeFlows { grade level tradeCount findings { code trades } trades(first: 1) { grade findings { code nodeIds } } }
  paymentPortrait { __typename ... on PaymentPortrait { currencies { bookings } signals { code } } }
  deviceScene { __typename ... on DeviceScene { devices { users } signals { code } } } } } }`;

describeOnDatabases('Three flows and behaviour', (target) => {
  let running: RunningGateway;
  beforeAll(async () => {
    running = await startGateway({ databaseUrl: target.url() });
  }, 60_000);
  afterAll(() => running?.close());

  const creditCodeOf = (persona: string) => {
    const { creditCode } = PERSONAS.find(({ key }) => key === persona) as { creditCode: string };
    return { creditCode };
  };

  async function counted(keys: readonly object[]) {
    const sent: string[] = [];
    const stop = running.gateway.database.onStatement((sql) => sent.push(sql));
    const { data, errors } = await running.query(BOTH, { keys });
    stop();
    expect(errors).toBeUndefined();
    return { borrowers: data.borrowers, statements: sent.length };
  }

  it('take as many statements for 200 borrowers as for one', async () => {
    const first = creditCodeOf('round-dealer-a');
    const rows = await running.gateway.database.rows<{ id: string | number }>(
      'SELECT id FROM subject ORDER BY id LIMIT 199',
    );
    const others = rows.map(({ id }) => ({ id: encodeNodeId('Borrower', String(id)) }));
    const { statements: lookUp } = await countLookUp([first]);
    const one = await counted([first]);
    const many = await counted([first, ...others]);
    const { statements: lookUps } = await countLookUp([first, ...others]);
    expect(many.borrowers).toHaveLength(200);
    expect(many.borrowers[0]).toEqual(one.borrowers[0]);
    expect(many.statements - lookUps).toBe(one.statements - lookUp);
  });

  async function countLookUp(keys: readonly object[]) {
    const sent: string[] = [];
    const stop = running.gateway.database.onStatement((sql) => sent.push(sql));
    await running.query('query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { __typename } }', { keys });
    stop();
    return { statements: sent.length };
  }

  it('are the same of a supplier, a dealer and the borrower that is one of them', async () => {
    const { data, errors } = await running.query(
      `query ($seller: BorrowerKey!, $buyer: BorrowerKey!) {
         seller: borrower(key: $seller) { ... on Borrower { threeFlows { ...F } supplierships { nodes { threeFlows { ...F } } } } }
         buyer: borrower(key: $buyer) { ... on Borrower { threeFlows { ...F } dealerships { nodes { threeFlows { ...F }
           orders(first: 1) { nodes { threeFlows { __typename ... on ThreeFlows { state } } } } } } } } }
       fragment F on CounterpartyThreeFlows { grade level tradeCount findings { code trades orderIds } currencies { consistency } }`,
      { seller: creditCodeOf('fictitious-supplier'), buyer: creditCodeOf('fictitious-buyer') },
    );
    expect(errors).toBeUndefined();
    expect(data.seller.supplierships.nodes[0].threeFlows).toEqual(data.seller.threeFlows);
    expect(data.buyer.dealerships.nodes[0].threeFlows).toEqual(data.buyer.threeFlows);
    expect(data.buyer.dealerships.nodes[0].orders.nodes[0].threeFlows).toMatchObject({
      __typename: 'ThreeFlows',
    });
  });

  it('of a day in the past leave out what came later, and refuse the order that had not been placed', async () => {
    const { data } = await running.query(
      `query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { supplierships { nodes { orders(first: 1) { nodes {
         orderedOn before: threeFlows(asOf: "2020-01-01") { ... on ThreeFlowsRefused { place problem } }
         on: threeFlows(asOf: "2026-06-16") { ... on ThreeFlows { state flows { kind matched { value } } } } } } } } } } }`,
      { key: creditCodeOf('fictitious-supplier') },
    );
    const [order] = data.borrower.supplierships.nodes[0].orders.nodes;
    expect(order.before).toEqual({ place: 'order.orderedOn', problem: 'FUTURE' });
    // The invoice is of the day of the order, the money came the day after.
    expect(order.orderedOn).toBe('2026-06-16');
    expect(order.on.flows[2]).toMatchObject({ kind: 'FUNDS', matched: { value: '0.00' } });
    expect(order.on.flows[0].matched.value).not.toBe('0.00');
  });

  it.each([
    ['days', 'threeFlows(days: 0) { grade }'],
    ['days', 'threeFlows(days: 3661) { grade }'],
    ['asOf', 'threeFlows(asOf: "2026-07-01") { grade }'],
    ['days', 'paymentPortrait(days: 1101) { __typename }'],
    ['first', 'threeFlows { trades(first: 101) { grade } }'],
  ])('refuse an argument out of its range, naming it: %s in %s', async (argument, field) => {
    const { errors } = await running.query(
      `query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { ${field} } } }`,
      { key: creditCodeOf('clean-supplier') },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ argument });
  });

  it('are refused to a caller without risk:read', async () => {
    const { errors } = await running.query(
      `query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { threeFlows { grade } } } }`,
      { key: creditCodeOf('clean-supplier') },
      'operator',
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});
