import { describeOnDatabases } from '../../support/databases';
import { ImportBench } from './import-bench';

const account = (no: number, balance = '12.50') => ({
  key: `K${no}`,
  accountNo: `62${String(no).padStart(10, '0')}`,
  kind: 'PAYMENT',
  status: 'ACTIVE',
  balance,
  currency: 'CNY',
  openedOn: '2020-02-29',
});
const accounts = (from: number, to: number, balance?: string) =>
  Array.from({ length: to - from + 1 }, (_, i) => account(from + i, balance));

describeOnDatabases('after a batch in which all was new', (target) => {
  let bench: ImportBench;
  let statements: string[];
  beforeEach(async () => {
    bench = await ImportBench.open(target.url());
    await bench.database.write((transaction) => transaction.run(`DELETE FROM account WHERE source = 'test'`));
    statements = [];
    bench.database.onStatement((sql) => statements.push(sql));
  });
  afterEach(() => bench.close());

  const load = (rows: ReturnType<typeof accounts>) => bench.load('account', rows, { batchSize: 10 });
  const lookUps = () =>
    statements.filter((sql) => /^SELECT id, source_key, row_hash FROM account/.test(sql)).length;
  const stored = async (): Promise<Record<string, number>> => {
    const rows = await bench.database.rows<{ source_key: string; balance_minor: number | string }>(
      `SELECT source_key, balance_minor FROM account WHERE source = 'test'`,
    );
    return Object.fromEntries(rows.map((row) => [row.source_key, Number(row.balance_minor)]));
  };

  it('those after the next, whose rows were made ready meanwhile, are inserted without looking', async () => {
    expect(await load(accounts(1, 50))).toMatchObject({ read: 50, inserted: 50 });
    expect(lookUps()).toBe(2);
    expect(Object.keys(await stored())).toHaveLength(50);
  });

  it('one that is partly stored is looked up after all, and nothing is lost, doubled or counted twice', async () => {
    await load([...accounts(16, 20), ...accounts(31, 34)]);
    const before = await bench.database.rows(`SELECT id, source_key FROM account WHERE source_key = 'K16'`);
    expect(await load([...accounts(1, 18), ...accounts(19, 40, '99.00')])).toMatchObject({
      read: 40,
      inserted: 31,
      updated: 6,
      unchanged: 3,
      rejected: 0,
    });
    const balances = await stored();
    expect(Object.keys(balances)).toHaveLength(40);
    expect(balances).toMatchObject({ K1: 1250, K18: 1250, K19: 9900, K31: 9900, K40: 9900 });
    expect(await bench.database.rows(`SELECT id, source_key FROM account WHERE source_key = 'K16'`)).toEqual(
      before,
    );
  });

  it('and nothing that is stored is overwritten blindly when all of it is', async () => {
    await load(accounts(1, 40));
    statements = [];
    expect(await load(accounts(1, 40))).toMatchObject({ inserted: 0, updated: 0, unchanged: 40 });
    expect(lookUps()).toBe(4);
    expect(statements.filter((sql) => sql.startsWith('INSERT'))).toEqual([]);
  });
});
