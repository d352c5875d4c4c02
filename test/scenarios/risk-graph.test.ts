import { PERSONAS } from '../../src/demo';
import { exampleOperation } from '../support/example-operation';
import { type RunningGateway, startGateway } from '../support/gateway';

interface Graph {
  readonly nodes: readonly {
    id: string;
    kind: string;
    distance: number;
    marks: { facts: { code: string }[] };
  }[];
  readonly edges: readonly {
    from: string;
    to: string;
    kind: string;
    weight: string | null;
    weightUnit: string | null;
    evidence: string | null;
  }[];
}

let running: RunningGateway;
beforeAll(async () => {
  running = await startGateway();
}, 60_000);
afterAll(() => running?.close());

const { query } = exampleOperation('12-risk-graph');

async function around(persona: string, variables: object = {}): Promise<Graph & { readonly root: string }> {
  const { residentId, creditCode } = PERSONAS.find(({ key }) => key === persona)!;
  const { data, errors } = await running.query(query, {
    key: residentId ? { residentId } : { creditCode },
    ...variables,
  });
  expect(errors).toBeUndefined();
  return { ...data.borrower.riskGraph, root: data.borrower.id };
}

const codesOf = ({ nodes }: Graph, id: string): string[] =>
  nodes.find((node) => node.id === id)!.marks.facts.map(({ code }) => code);

describe('The risk graph of the demo', () => {
  it('shows the device ring: five applicants, one telephone that is an emulator, and one number', async () => {
    const graph = await around('ring-1', { depth: 2 });
    const shared = graph.edges.filter(({ kind }) => kind === 'USES_DEVICE');
    expect(shared).toHaveLength(5);
    const device = shared[0]!.to;
    expect(new Set(shared.map(({ to }) => to))).toEqual(new Set([device]));
    expect(codesOf(graph, device)).toContain('EMULATOR');
    const numbers = graph.edges.filter(({ kind }) => kind === 'REACHED_AT').map(({ to }) => to);
    expect(numbers.length).toBeGreaterThan(new Set(numbers).size);
  });

  it('shows the guarantee circle: three guarantees that lead back to their start', async () => {
    const graph = await around('circle-dealer-a', { depth: 3, kinds: ['GUARANTOR', 'OWES_LOAN'] });
    const guaranteed = new Map(
      graph.edges.filter(({ kind }) => kind === 'GUARANTOR').map(({ from, to }) => [from, to]),
    );
    const second = guaranteed.get(graph.root)!;
    const third = guaranteed.get(second)!;
    expect(new Set([graph.root, second, third]).size).toBe(3);
    expect(guaranteed.get(third)).toBe(graph.root);
    const marks = [second, third].flatMap((member) => codesOf(graph, member));
    expect(marks.some((code) => code === 'OVERDUE_LOAN' || code === 'DEFAULTED_LOAN')).toBe(true);
  });

  it('shows the fictitious trade: two firms that trade, one owner and one address', async () => {
    const graph = await around('fictitious-supplier', { depth: 2 });
    const trade = graph.edges.find(({ kind, from }) => kind === 'TRADES_WITH' && from === graph.root)!;
    expect(trade).toMatchObject({ weightUnit: 'FEN', evidence: '10' });
    expect(Number(trade.weight)).toBeGreaterThan(10_000_000);
    const reaches = (firm: string) => (kind: string) =>
      graph.edges.filter((edge) => edge.kind === kind && [edge.from, edge.to].includes(firm));
    const ownersOf = (firm: string) => reaches(firm)('SHAREHOLDER').map(({ from }) => from);
    const placesOf = (firm: string) => reaches(firm)('REACHED_AT').map(({ to }) => to);
    expect(ownersOf(trade.to)).toEqual(ownersOf(graph.root));
    expect(ownersOf(graph.root)).toHaveLength(1);
    expect(placesOf(trade.to)).toEqual(placesOf(graph.root));
  });
});
