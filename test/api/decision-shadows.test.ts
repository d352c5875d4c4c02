import path from 'node:path';
import { describeOnDatabases } from '../support/databases';
import { type RunningGateway, startGateway } from '../support/gateway';

/** A policy that declines from the fifth part of the usual probability on. */
const STRICT = path.join(__dirname, '..', 'support', 'strict-decision-policy.json');

describeOnDatabases('A policy in the shadow', (target) => {
  let running: RunningGateway;
  let borrowers: string[];
  beforeAll(async () => {
    running = await startGateway({
      databaseUrl: target.url(),
      environment: { SHADOW_POLICY_FILE: STRICT },
    });
    const keys = ['clean-supplier', 'large-supplier', 'circle-dealer-c'].map((value) => ({
      external: { source: 'demo', value },
    }));
    const { data } = await running.query(
      'query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { id } } }',
      { keys },
    );
    borrowers = data.borrowers.map(({ id }: { id: string }) => id);
  }, 60_000);
  afterAll(() => running?.close());

  const SHADOW = `shadow { outcome failure score model { name } policy { name }
    differences { kind decided shadow } }`;
  const decide = (borrower: string | undefined) =>
    running.query(
      'mutation ($input: DecideInput!) { decide(input: $input) { id outcome hash policy { name } } }',
      {
        input: {
          borrower,
          applicationNo: 'APP-1',
          amount: { value: '100000.00', currency: 'CNY' },
          termMonths: 12,
        },
      },
      'app',
    );
  const summary = (from: string, to: string, role: 'operator' | 'analyst' = 'operator') =>
    running.query(
      `query ($from: BusinessDate!, $to: BusinessDate!) { decisionShadows(from: $from, to: $to) {
        decisions agreeing differing failed groups { decided shadow decisions policy { name } } } }`,
      { from, to },
      role,
    );

  it('decides nothing, and tells in what it differs', async () => {
    const made = await Promise.all(borrowers.map(decide));
    expect(made.map(({ data }) => data.decide.outcome)).toEqual(['APPROVE', 'APPROVE', 'DECLINE']);
    expect(made[0]?.data.decide.policy.name).toBe('demo policy 1');
    const { data, errors } = await running.query(
      `{ decisions(first: 3) { nodes { outcome ${SHADOW} } } }`,
      {},
      'auditor',
    );
    expect(errors).toBeUndefined();
    const approved = data.decisions.nodes.find(({ outcome }: { outcome: string }) => outcome === 'APPROVE');
    expect(approved.shadow).toMatchObject({
      outcome: 'DECLINE',
      failure: null,
      model: { name: 'demo firm' },
      policy: { name: 'strict policy' },
    });
    expect(approved.shadow.differences).toEqual(
      expect.arrayContaining([
        { kind: 'OUTCOME', decided: 'APPROVE', shadow: 'DECLINE' },
        { kind: 'RULE', decided: null, shadow: 'SCORE_TOO_LOW DECLINE' },
      ]),
    );
    const declined = data.decisions.nodes.find(({ outcome }: { outcome: string }) => outcome === 'DECLINE');
    expect(declined.shadow).toMatchObject({ outcome: 'DECLINE', differences: [] });
  });

  it('is summed up over a period', async () => {
    expect((await summary('2026-06-01', '2026-06-30')).data.decisionShadows).toEqual({
      decisions: 3,
      agreeing: 1,
      differing: 2,
      failed: 0,
      groups: [
        { decided: 'APPROVE', shadow: 'DECLINE', decisions: 2, policy: { name: 'strict policy' } },
        { decided: 'DECLINE', shadow: 'DECLINE', decisions: 1, policy: { name: 'strict policy' } },
      ],
    });
    expect((await summary('2026-07-01', '2026-07-31')).data.decisionShadows.decisions).toBe(0);
  });

  it('is refused for a period that runs backwards, and to those who decide or review', async () => {
    expect((await summary('2026-06-30', '2026-06-01')).errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_FILTER',
      field: 'to',
    });
    expect((await summary('2026-06-01', '2026-06-30', 'analyst')).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'decision:shadow',
    });
    const { errors } = await running.query(`{ decisions(first: 1) { nodes { ${SHADOW} } } }`, {}, 'app');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'decision:shadow' });
  });
});
