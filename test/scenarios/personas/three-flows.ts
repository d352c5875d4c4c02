import { PERSONAS } from '../../../src/demo';
import { exampleOperation } from '../../support/example-operation';
import type { RunningGateway } from '../../support/gateway';

interface Finding {
  readonly code: string;
  readonly level: string;
  readonly nodeIds: readonly string[];
  readonly trades: number;
}

const { query } = exampleOperation('17-three-flows');

const creditCodeOf = (persona: string) => {
  const { creditCode } = PERSONAS.find(({ key }) => key === persona) as { creditCode: string };
  return { creditCode };
};

// biome-ignore lint/suspicious/noExplicitAny: an answer holds whatever the operation asks for
async function flowsOf(running: RunningGateway, persona: string, variables: object = {}): Promise<any> {
  const { data, errors } = await running.query(query, { key: creditCodeOf(persona), ...variables });
  expect(errors).toBeUndefined();
  return data.borrower.threeFlows;
}

const codesOf = ({ findings }: { findings: readonly Finding[] }): string[] =>
  findings.map(({ code }) => code);

export function threeFlowsOfPersonas(gateway: () => RunningGateway): void {
  it('agree at the clean supplier, in three years', async () => {
    const flows = await flowsOf(gateway(), 'clean-supplier', { days: 1_100 });
    expect(flows).toMatchObject({ grade: 'A', level: 'NONE', findings: [], refused: [], truncated: false });
    expect(flows.maturedCount).toBeGreaterThan(30);
    expect(flows.currencies[0].consistency).toBe('1.000000');
  });

  it('agree at the clean dealer, with what is not due yet shown as pending', async () => {
    const flows = await flowsOf(gateway(), 'clean-dealer');
    expect(flows).toMatchObject({ grade: 'A', level: 'NONE' });
    expect(flows.pendingCount).toBeGreaterThan(0);
    expect(flows.maturedCount + flows.pendingCount).toBe(flows.tradeCount);
  });

  it('lack the money at the dealer that falls overdue', async () => {
    const flows = await flowsOf(gateway(), 'overdue-dealer');
    expect(codesOf(flows)).toContain('UNPAID');
    expect(flows.level).toBe('WATCH');
    expect(['B', 'C', 'D']).toContain(flows.grade);
  });

  it('lack the goods in the fictitious trade, whose money goes back to one owner of both', async () => {
    for (const firm of ['fictitious-supplier', 'fictitious-buyer']) {
      const flows = await flowsOf(gateway(), firm);
      expect(flows).toMatchObject({ grade: 'D', level: 'SEVERE', tradeCount: 10 });
      for (const code of ['FICTITIOUS_TRADE', 'FUNDS_RETURNED', 'NO_SHIPMENT', 'RELATED_PARTIES'])
        expect(flows.findings).toContainEqual(expect.objectContaining({ code, trades: 10 }));
    }
    const [trade] = (await flowsOf(gateway(), 'fictitious-supplier')).trades;
    const tie = trade.findings.find(({ code }: Finding) => code === 'RELATED_PARTIES');
    const { data } = await gateway().query(
      'query ($id: ID!) { node(id: $id) { ... on Borrower { identifiers { scheme } kind } } }',
      { id: tie.nodeIds[0] },
    );
    expect(data.node.kind).toBe('PERSON');
  });

  it('go round at the three dealers that sell the same goods on, each order of theirs', async () => {
    for (const letter of ['a', 'b', 'c']) {
      const flows = await flowsOf(gateway(), `round-dealer-${letter}`);
      const round = flows.findings.find(({ code }: Finding) => code === 'CIRCULAR_TRADE');
      expect(round).toMatchObject({ level: 'SEVERE', trades: 12 });
      expect(flows.grade).toBe('D');
    }
    const { trades } = await flowsOf(gateway(), 'round-dealer-a');
    const [shown] = trades[0].findings;
    // Three orders and three dealers.
    expect(shown).toMatchObject({ code: 'CIRCULAR_TRADE', value: '3', reference: 'CIR-AC-35' });
    expect(shown.nodeIds).toHaveLength(6);
    // Each trade by itself agrees to the fen.
    expect(trades[0].consistency).toBe('1.000000');
  });

  it('show one shipment twice at the supplier that borrows against both invoices', async () => {
    const flows = await flowsOf(gateway(), 'twice-supplier');
    // Neither is due yet: what is found is told, and no grade is given.
    expect(flows).toMatchObject({ grade: null, pendingCount: 2, maturedCount: 0, level: 'SEVERE' });
    const twice = flows.findings.find(({ code }: Finding) => code === 'DUPLICATE_FINANCING');
    expect(twice).toMatchObject({ trades: 2, level: 'SEVERE' });
    const finding = flows.trades[0].findings.find(({ code }: Finding) => code === 'DUPLICATE_FINANCING');
    expect(finding).toMatchObject({ reference: 'TW-2026-05-W1', value: '2' });
    expect(finding.nodeIds).toHaveLength(4);
  });

  it('are found in nobody else, of those whose story is another', async () => {
    const severe: string[] = [];
    for (const persona of [
      'large-supplier',
      'clean-dealer',
      'sued-dealer',
      'circle-dealer-a',
      'mutual-dealer-a',
    ]) {
      const { findings } = await flowsOf(gateway(), persona);
      severe.push(
        ...findings
          .filter(({ level }: Finding) => level === 'SEVERE')
          .map(({ code }: Finding) => `${persona} ${code}`),
      );
    }
    expect(severe).toEqual([]);
  });

  it('are the same of a supplier, a dealer and the borrower that is one of them', async () => {
    const { data, errors } = await gateway().query(
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
    const { data } = await gateway().query(
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
    const { errors } = await gateway().query(
      `query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { ${field} } } }`,
      { key: creditCodeOf('clean-supplier') },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ argument });
  });

  it('are refused to a caller without risk:read', async () => {
    const { errors } = await gateway().query(
      `query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { threeFlows { grade } } } }`,
      { key: creditCodeOf('clean-supplier') },
      'operator',
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
}
