import { PERSONAS } from '../../src/demo';
import { exampleOperation } from '../support/example-operation';
import { type RunningGateway, startGateway } from '../support/gateway';

let running: RunningGateway;
beforeAll(async () => {
  running = await startGateway();
}, 60_000);
afterAll(() => running?.close());

interface Finding {
  readonly code: string;
  readonly level: string;
  readonly nodeIds: readonly string[];
  readonly trades: number;
}

const { query } = exampleOperation('17-three-flows');

// biome-ignore lint/suspicious/noExplicitAny: an answer holds whatever the operation asks for
async function flowsOf(persona: string, variables: object = {}): Promise<any> {
  const { creditCode } = PERSONAS.find(({ key }) => key === persona) as { creditCode: string };
  const { data, errors } = await running.query(query, { key: { creditCode }, ...variables });
  expect(errors).toBeUndefined();
  return data.borrower.threeFlows;
}

const codesOf = ({ findings }: { findings: readonly Finding[] }): string[] =>
  findings.map(({ code }) => code);

describe('The three flows of the demo', () => {
  it('agree at the clean supplier, in three years', async () => {
    const flows = await flowsOf('clean-supplier', { days: 1_100 });
    expect(flows).toMatchObject({ grade: 'A', level: 'NONE', findings: [], refused: [], truncated: false });
    expect(flows.maturedCount).toBeGreaterThan(30);
    expect(flows.currencies[0].consistency).toBe('1.000000');
  });

  it('agree at the clean dealer, with what is not due yet shown as pending', async () => {
    const flows = await flowsOf('clean-dealer');
    expect(flows).toMatchObject({ grade: 'A', level: 'NONE' });
    expect(flows.pendingCount).toBeGreaterThan(0);
    expect(flows.maturedCount + flows.pendingCount).toBe(flows.tradeCount);
  });

  it('lack the money at the dealer that falls overdue', async () => {
    const flows = await flowsOf('overdue-dealer');
    expect(codesOf(flows)).toContain('UNPAID');
    expect(flows.level).toBe('WATCH');
    expect(['B', 'C', 'D']).toContain(flows.grade);
  });

  it('lack the goods in the fictitious trade, whose money goes back to one owner of both', async () => {
    for (const firm of ['fictitious-supplier', 'fictitious-buyer']) {
      const flows = await flowsOf(firm);
      expect(flows).toMatchObject({ grade: 'D', level: 'SEVERE', tradeCount: 10 });
      for (const code of ['FICTITIOUS_TRADE', 'FUNDS_RETURNED', 'NO_SHIPMENT', 'RELATED_PARTIES'])
        expect(flows.findings).toContainEqual(expect.objectContaining({ code, trades: 10 }));
    }
    const [trade] = (await flowsOf('fictitious-supplier')).trades;
    const tie = trade.findings.find(({ code }: Finding) => code === 'RELATED_PARTIES');
    const { data } = await running.query(
      'query ($id: ID!) { node(id: $id) { ... on Borrower { identifiers { scheme } kind } } }',
      { id: tie.nodeIds[0] },
    );
    expect(data.node.kind).toBe('PERSON');
  });

  it('go round at the three dealers that sell the same goods on, each order of theirs', async () => {
    for (const letter of ['a', 'b', 'c']) {
      const flows = await flowsOf(`round-dealer-${letter}`);
      const round = flows.findings.find(({ code }: Finding) => code === 'CIRCULAR_TRADE');
      expect(round).toMatchObject({ level: 'SEVERE', trades: 12 });
      expect(flows.grade).toBe('D');
    }
    const { trades } = await flowsOf('round-dealer-a');
    const [shown] = trades[0].findings;
    // Three orders and three dealers.
    expect(shown).toMatchObject({ code: 'CIRCULAR_TRADE', value: '3', reference: 'CIR-AC-35' });
    expect(shown.nodeIds).toHaveLength(6);
    // Each trade by itself agrees to the fen.
    expect(trades[0].consistency).toBe('1.000000');
  });

  it('show one shipment twice at the supplier that borrows against both invoices', async () => {
    const flows = await flowsOf('twice-supplier');
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
      const { findings } = await flowsOf(persona);
      severe.push(
        ...findings
          .filter(({ level }: Finding) => level === 'SEVERE')
          .map(({ code }: Finding) => `${persona} ${code}`),
      );
    }
    expect(severe).toEqual([]);
  });
});
