import { setTimeout as after } from 'node:timers/promises';
import { loadRecords } from '../../../src/bulk-import';
import { describeOnDatabases } from '../../support/databases';
import { ImportBench } from './import-bench';

const BATCH = 10;
/** Three whole batches and a part. */
const ROWS = 35;
const records = Array.from({ length: ROWS }, (_, i) => ({
  line: i + 1,
  values: {
    ...{ key: `T${i}`, accountNo: `6300${String(i).padStart(6, '0')}`, kind: 'PAYMENT', status: 'ACTIVE' },
    ...{ balance: '1.00', currency: 'CNY', openedOn: '2020-02-29' },
  },
}));

describeOnDatabases('while a batch is stored, the next is only made ready', (target) => {
  let bench: ImportBench;
  const happened: string[] = [];
  beforeAll(async () => {
    bench = await ImportBench.open(target.url());
    bench.database.onStatement((sql) => {
      if (sql.startsWith('INSERT INTO account')) happened.push('inserted');
    });
  });
  beforeEach(async () => {
    await bench.database.write((transaction) => transaction.run(`DELETE FROM account WHERE source = 'turn'`));
    happened.length = 0;
  });
  afterAll(() => bench.close());

  const load = (checkpoint: () => Promise<void>) =>
    loadRecords(bench, { source: 'turn', target: 'account', records, batchSize: BATCH, checkpoint });
  const stored = async () => {
    const rows = await bench.database.rows(`SELECT id FROM account WHERE source = 'turn'`);
    return rows.length;
  };

  it('and sends nothing before that is stored', async () => {
    await load(async () => {
      // Long enough for the next to be ready.
      await after(30);
      happened.push('stored');
    });
    expect(happened).toEqual(Array(4).fill(['inserted', 'stored']).flat());
    expect(await stored()).toBe(ROWS);
  });

  it('and is not stored when that fails', async () => {
    const failure = new Error('no room');
    const loading = load(async () => {
      happened.push('stored');
      await after(30);
      if (happened.length > 2) throw failure;
    });
    await expect(loading).rejects.toBe(failure);
    expect(happened).toEqual(['inserted', 'stored', 'inserted', 'stored']);
    expect(await stored()).toBe(BATCH);
  });
});
