import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENTITIES } from '../../../src/app/entities';
import { DEMO_BUSINESS_DATE, DEMO_SOURCE, PERSONAS, seedDemo } from '../../../src/demo';
import { DEMO_TARGETS } from '../../../src/demo/book';
import { demoRecords } from '../../../src/demo/demo-data';
import { systemClock } from '../../../src/kernel';
import { DataVault, developmentKeyring } from '../../../src/platform/crypto';
import { Database, idGenerator } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';

const TABLES: Readonly<Record<string, string>> = {
  order: 'trade_order',
  order_line: 'trade_order_line',
};

describeOnDatabases('the demo', (target) => {
  let folder: string;
  let database: Database;
  let dependencies: Parameters<typeof seedDemo>[0];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'demo-seed-'));
    database = await Database.open({ url: target.url() }, ENTITIES);
    dependencies = {
      database,
      vault: new DataVault(developmentKeyring(join(folder, 'keyring.json'))),
      nextId: idGenerator(1),
      clock: systemClock(DEMO_BUSINESS_DATE),
    };
  });

  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const count = async (table: string, where = '1 = 1'): Promise<number> => {
    const [row] = await database.rows<{ n: number | string }>(
      `SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`,
    );
    return Number(row!.n);
  };

  const everything = () =>
    Promise.all(
      [...DEMO_TARGETS.map((name) => TABLES[name] ?? name), 'subject_identifier', 'client_purpose'].map(
        async (table) => {
          const rows = await database.rows<Record<string, unknown>>(`SELECT * FROM ${table}`);
          return [table, rows.map((row) => JSON.stringify(row)).sort()] as const;
        },
      ),
    );

  it('comes in whole: every record of every target, and nothing is rejected', async () => {
    const records = demoRecords();
    const all = DEMO_TARGETS.reduce((sum, name) => sum + records[name].length, 0);
    await expect(seedDemo(dependencies)).resolves.toEqual({ inserted: all, updated: 0, unchanged: 0 });
    for (const name of DEMO_TARGETS) {
      expect([name, await count(TABLES[name] ?? name)]).toEqual([name, records[name].length]);
    }
    expect(await count('account_holder', `source = '${DEMO_SOURCE}'`)).toBe(records.account_holder.length);
  });

  it('lets the clients of development inquire, and no other', async () => {
    const clients = await database.rows<{ client_id: string }>(
      'SELECT DISTINCT client_id FROM client_purpose ORDER BY client_id',
    );
    expect(clients.map(({ client_id }) => client_id)).toEqual(['development-analyst', 'development-app']);
  });

  it('has a subject of its own for every persona', async () => {
    const keys = PERSONAS.map(({ key }) => `'${key}'`).join();
    expect(await count('subject', `source_key IN (${keys})`)).toBe(PERSONAS.length);
  });

  it('changes nothing when it is done again', async () => {
    const before = await everything();
    const all = Object.values(demoRecords()).reduce((sum, records) => sum + records.length, 0);
    await expect(seedDemo(dependencies)).resolves.toEqual({ inserted: 0, updated: 0, unchanged: all });
    expect(await everything()).toEqual(before);
  });

  it('names the record when one is rejected', async () => {
    const young = { ...dependencies, clock: systemClock('1990-01-01') };
    await expect(seedDemo(young)).rejects.toThrow(
      /^demo record multi-platform of subject was rejected: residentId /,
    );
  });
});
