import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENTITIES } from '../../../src/app/entities';
import { DEMO_BUSINESS_DATE, seedDemo } from '../../../src/demo';
import { systemClock } from '../../../src/kernel';
import { DATA_CHECKS } from '../../../src/operations/data-checks/all-checks';
import { checkCommand } from '../../../src/operations/data-checks/check-command';
import { referenceColumns } from '../../../src/operations/data-checks/checks/orphans.repository';
import type { Finding } from '../../../src/operations/data-checks/data-check';
import { DataVault, developmentKeyring } from '../../../src/platform/crypto';
import { Database, idGenerator } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';
import { Planter, VIOLATIONS } from './violations';

describeOnDatabases('the data checks', (target) => {
  let folder: string;
  let database: Database;
  let planter: Planter;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'data-checks-'));
    database = await Database.open({ url: target.url() }, ENTITIES);
    planter = new Planter(database);
    await seedDemo({
      database,
      vault: new DataVault(developmentKeyring(join(folder, 'keyring.json'))),
      nextId: idGenerator(1),
      clock: systemClock(DEMO_BUSINESS_DATE),
    });
  }, 60_000);
  afterEach(() => planter.undo());
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const sorted = (findings: readonly Finding[]) =>
    findings.map(({ table, id, problem }) => `${table} ${id}: ${problem}`).sort();
  const checkNamed = (name: string) => DATA_CHECKS.find((check) => check.name === name)!;

  it.each(DATA_CHECKS)('$name finds nothing in the demo data', async ({ find }) => {
    expect(await find(database, 10)).toEqual([]);
  });

  it.each(VIOLATIONS)('$check finds what was planted and nothing else: $title', async ({ check, plant }) => {
    const planted = await plant(planter);
    expect(sorted(await checkNamed(check).find(database, 100))).toEqual(sorted(planted));
    await planter.undo();
    expect(await checkNamed(check).find(database, 100)).toEqual([]);
  });

  it('each have a planted violation', () => {
    const planted = new Set(VIOLATIONS.map(({ check }) => check));
    expect(DATA_CHECKS.filter(({ name }) => !planted.has(name))).toEqual([]);
  });

  it('look at every column that refers to a row', async () => {
    const known = new Set(
      (await referenceColumns(database)).map(({ table, column }) => `${table}.${column}`),
    );
    const columns = ENTITIES.flatMap((entity) => {
      const { tableName, columns } = database.source.getMetadata(entity);
      return columns.map(({ databaseName }) => `${tableName}.${databaseName}`);
    });
    const others = columns.filter((column) => column.endsWith('_id') && !known.has(column));
    // Whoever adds a column that ends so and refers to no row of ours, says so here.
    const free = /^audit_event\.|[._](client|correlation|caller|request|model|replica|holder)_id$/;
    // What was computed of the graph on a day stays as it was, also where a subject is gone since.
    const computed = /^(guarantee_circle|shared_ring|ultimate_owner)\w*\./;
    expect(others.filter((column) => !free.test(column) && !computed.test(column))).toEqual([]);
    expect(known).toContain('trade_payment.payee_subject_id');
    expect(known).toContain('subject_identifier.subject_id');
  });

  it('stop at the limit', async () => {
    await planter.add(`UPDATE loan SET currency = 'USD'`, `UPDATE loan SET currency = 'CNY'`);
    expect(await checkNamed('one-currency').find(database, 3)).toHaveLength(3);
  });

  describe('the command', () => {
    const run = async (...words: string[]) => {
      const said = { stdout: '', stderr: '' };
      const to = (name: 'stdout' | 'stderr') => ({
        write(text: string | Uint8Array) {
          said[name] += String(text);
          return true;
        },
      });
      const exitCode = await checkCommand(
        words,
        { stdout: to('stdout'), stderr: to('stderr') },
        { DATABASE_URL: target.url(), VAR_DIR: folder },
      );
      return { exitCode, ...said };
    };

    it('ends with 0 when nothing is found', async () => {
      const { exitCode, stdout } = await run();
      expect(stdout).toContain(`${DATA_CHECKS.length} checks, nothing found\n`);
      expect(exitCode).toBe(0);
    });

    it('ends with 1 and lists rows by id, for people and for machines', async () => {
      const id = await planter.first('loan', `status = 'CURRENT'`);
      await planter.change('loan', id, 'overdue_days', 40);
      const problem = 'it is overdue and its status is CURRENT or SETTLED';
      expect(await run('--only', 'overdue-loans', 'orphans')).toEqual({
        exitCode: 1,
        stdout: `ok    orphans\nFOUND overdue-loans: 1\n      loan ${id}: ${problem}\n2 checks, 1 found something\n`,
        stderr: '',
      });
      const { exitCode, stdout } = await run('--only', 'overdue-loans', '--json');
      expect(JSON.parse(stdout)).toEqual([
        { name: 'overdue-loans', findings: [{ table: 'loan', id, problem }], more: false },
      ]);
      expect(exitCode).toBe(1);
    });

    it('says that there is more than it lists', async () => {
      await planter.add("UPDATE loan SET currency = 'USD'", `UPDATE loan SET currency = 'CNY'`);
      expect((await run('--only', 'one-currency', '--limit', '2')).stdout).toMatch(
        /^FOUND one-currency: 2 and more\n( {6}loan_instalment \d+: .+\n){2}1 checks/,
      );
    });

    it('lists the checks with their reasons', async () => {
      const { exitCode, stdout } = await run('--list');
      expect(exitCode).toBe(0);
      for (const { name, reason } of DATA_CHECKS) expect(stdout).toContain(`${name}\n  ${reason}\n`);
    });

    it.each([
      [['--only', 'nonsense'], /Allowed choices are orphans, /],
      [['--limit', '0'], /It must be a whole number from 1 on/],
      [['--limit', '1e3'], /It must be a whole number from 1 on/],
    ])('refuses %j', async (words, message) => {
      expect(await run(...words)).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: expect.stringMatching(message),
      });
    });
  });
});
