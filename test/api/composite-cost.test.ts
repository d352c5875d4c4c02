import { describeOnDatabases } from '../support/databases';
import { exampleOperation } from '../support/example-operation';
import { type RunningGateway, startGateway } from '../support/gateway';
import { loadWholeBorrowers, residentIdOf } from '../support/whole-borrowers';

interface Cost {
  readonly bureauCalls: number;
  readonly spent: { readonly value: string; readonly currency: string };
  readonly statements: number;
}

describeOnDatabases('The composite query', (target) => {
  let running: RunningGateway;
  const composite = exampleOperation('01-composite');

  beforeAll(async () => {
    running = await startGateway({ databaseUrl: target.url() });
    await loadWholeBorrowers(running.gateway.database, running.gateway.vault, 100);
  }, 60_000);
  afterAll(() => running?.close());

  async function statementsOf(
    first: number,
    count: number,
    credit: object,
  ): Promise<{ statements: string[]; borrowers: unknown[]; cost: Cost }> {
    const statements: string[] = [];
    const stop = running.gateway.database.onStatement((sql) => statements.push(sql));
    const keys = Array.from({ length: count }, (_, n) => ({ residentId: residentIdOf(first + n) }));
    const { data, errors, extensions } = await running.query(composite.query, { keys, credit });
    stop();
    expect(errors).toBeUndefined();
    return { statements, borrowers: data.borrowers, cost: extensions?.cost as Cost };
  }

  const stored = { ...composite.variables.credit, mode: 'STORED_ONLY' };

  it('takes the same number of SQL statements for 1 borrower and for 100', async () => {
    const one = await statementsOf(0, 1, stored);
    const hundred = await statementsOf(0, 100, stored);
    expect(hundred.borrowers).toHaveLength(100);
    expect(hundred.borrowers.every((b) => (b as { __typename: string }).__typename === 'Borrower')).toBe(
      true,
    );
    expect(hundred.statements.length).toBe(one.statements.length);
    expect(one.statements.length).toBeLessThanOrEqual(20);
    expect(hundred.cost).toEqual({
      bureauCalls: 0,
      spent: { value: '0.00', currency: 'CNY' },
      statements: hundred.statements.length,
    });
  });

  it('asks a bureau once for each of 99 borrowers, with no more statements than for one', async () => {
    const one = await statementsOf(0, 1, composite.variables.credit);
    running.sandbox.resetCalls();
    const many = await statementsOf(1, 99, composite.variables.credit);
    expect(running.sandbox.calls().bureaus['shanghai-credit']?.total).toBe(99);
    expect(many.statements.length).toBe(one.statements.length);
    expect(many.cost).toEqual({
      bureauCalls: 99,
      spent: { value: '297.00', currency: 'CNY' },
      statements: many.statements.length,
    });
  });

  it('answers every list of every borrower', async () => {
    const { borrowers } = await statementsOf(0, 3, stored);
    for (const borrower of borrowers as Record<string, { nodes: Record<string, { nodes: unknown[] }>[] }>[]) {
      expect(borrower.accounts?.nodes).toHaveLength(2);
      expect(borrower.supplierships?.nodes[0]?.orders?.nodes).toHaveLength(3);
      expect(borrower.dealerships?.nodes[0]?.orders?.nodes).toHaveLength(3);
      expect(borrower.loans?.nodes).toHaveLength(1);
    }
  });
});
