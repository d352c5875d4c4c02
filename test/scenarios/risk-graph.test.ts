import { PERSONAS } from '../../src/demo';
import { type RunningGateway, startGateway } from '../support/gateway';

let running: RunningGateway;
beforeAll(async () => {
  running = await startGateway();
}, 60_000);
afterAll(() => running?.close());

const keyOf = (key: string) => {
  const { residentId, creditCode } = PERSONAS.find((persona) => persona.key === key)!;
  return residentId ? { residentId } : { creditCode };
};

describe('The risk graph of a persona', () => {
  it('shows the telephone that five applicants share', async () => {
    const { data, errors } = await running.query(
      `query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { riskGraph(depth: 2, kinds: [USES_DEVICE]) {
         truncated { cuts { reason } } nodes { kind distance marks { facts { code } } } edges { kind } } } } }`,
      { key: keyOf('ring-1') },
    );
    expect(errors).toBeUndefined();
    const { nodes, edges, truncated } = data.borrower.riskGraph;
    expect(nodes.map(({ kind, distance }: { kind: string; distance: number }) => [kind, distance])).toEqual([
      ['SUBJECT', 0],
      ['DEVICE', 1],
      ...Array(4).fill(['SUBJECT', 2]),
    ]);
    expect(nodes[1].marks.facts).toEqual([{ code: 'EMULATOR' }]);
    expect(edges).toHaveLength(5);
    expect(truncated).toBeNull();
  });
});
