import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { importCommand } from '../../../src/bulk-import/import-command';
import { DEMO_BUSINESS_DATE } from '../../../src/demo';
import { DEMO_TARGETS } from '../../../src/demo/book';
import { seedCommand } from '../../../src/demo/ecosystem/seed-command';
import { wavesOf } from '../../../src/demo/ecosystem/waves';
import { DATA_CHECKS } from '../../../src/operations/data-checks/all-checks';
import { runChecks } from '../../../src/operations/data-checks/run-checks';
import { Database } from '../../../src/platform/database';
import { type DatabaseTarget, describeOnDatabases } from '../../support/databases';

const SIZE = { accounts: 60, suppliers: 3, dealers: 8, seed: 5 };
const WORDS = Object.entries(SIZE).flatMap(([name, value]) => [`--${name}`, String(value)]);

const WAVES = [...wavesOf(SIZE)];
const RECORDS = WAVES.reduce(
  (sum, { records }) => sum + DEMO_TARGETS.reduce((count, target) => count + records[target].length, 0),
  0,
);
const PLANTED = WAVES.flatMap(({ planted }) => planted);

/** Runs the command as npm would, and gives what it said. */
async function seed(words: readonly string[], variables: Record<string, string>) {
  const said = { stdout: '', stderr: '' };
  const to = (name: 'stdout' | 'stderr') => ({
    write(text: string | Uint8Array) {
      said[name] += String(text);
      return true;
    },
  });
  const exitCode = await seedCommand(words, { stdout: to('stdout'), stderr: to('stderr') }, variables);
  return { exitCode, ...said };
}

const temporary = () => mkdtempSync(path.join(tmpdir(), 'ecosystem-generator-'));

const passAllChecks = (target: DatabaseTarget) =>
  it('pass all data checks', async () => {
    const database = await Database.open({ url: target.url() });
    const results = await runChecks(database, DATA_CHECKS, 5).finally(() => database.close());
    expect(results.filter(({ findings }) => findings.length > 0)).toEqual([]);
  });

describeOnDatabases('the generated records, loaded', (target) => {
  const folder = temporary();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (words: readonly string[]) => seed(words, { DATABASE_URL: target.url(), VAR_DIR: folder });

  it('come in whole, and again without a change', async () => {
    const first = await run([...WORDS, '--json']);
    expect(first).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(`100 %, ${RECORDS} records, 0 s left\n`),
    });
    const { planted, ...counts } = JSON.parse(first.stdout);
    expect(counts).toMatchObject({ inserted: RECORDS, updated: 0, unchanged: 0 });
    expect(Object.values(planted).reduce((sum: number, count) => sum + Number(count), 0)).toBe(
      PLANTED.length,
    );
    const again = await run([...WORDS, '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ inserted: 0, updated: 0, unchanged: RECORDS });
  }, 60_000);

  passAllChecks(target);

  it('are refused where another ecosystem is', async () => {
    const { exitCode, stderr } = await run([...WORDS, '--seed', '6']);
    expect([exitCode, stderr]).toEqual([
      2,
      'the database holds a generated ecosystem of another size or seed; use an empty database\n',
    ]);
  });

  it('have the personas of the demo beside them', async () => {
    const database = await Database.open({ url: target.url() });
    const rows = await database
      .rows<{ n: number | string }>(`SELECT COUNT(*) AS n FROM subject WHERE source_key = 'clean-person'`)
      .finally(() => database.close());
    expect(Number(rows[0]!.n)).toBe(1);
  });
});

describeOnDatabases('the generated records, written to files and imported', (target) => {
  const folder = temporary();
  const out = path.join(folder, 'files');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('come in whole through the mapping that lies beside them', async () => {
    const variables = {
      DATABASE_URL: target.url(),
      VAR_DIR: path.join(folder, 'var'),
      DEMO_DATA: 'off',
      BUSINESS_DATE: DEMO_BUSINESS_DATE,
    };
    const written = await seed([...WORDS, '--out', out], variables);
    expect(written.stdout).toContain(
      `npm run import -- --mapping ${path.join(out, 'mapping.yaml')} ${out}\n`,
    );
    const stdout = new PassThrough();
    const streams = { stdout, stderr: new PassThrough().resume() };
    const words = [out, '--mapping', path.join(out, 'mapping.yaml'), '--json'];
    expect(await importCommand(words, streams, variables)).toBe(0);
    expect(JSON.parse(String(stdout.read())).total).toMatchObject({ inserted: RECORDS, rejected: 0 });
  }, 60_000);

  passAllChecks(target);
});

describe('the rows of a generated ecosystem', () => {
  const folder = temporary();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** All rows but what differs by run: ids, sealed cells, keyed digests and times. */
  async function rowsOf(url: string): Promise<Record<string, unknown[]>> {
    const database = await Database.open({ url });
    try {
      const tables: Record<string, unknown[]> = {};
      for (const [table, columns] of Object.entries(COMPARED)) {
        const rows = await database.rows(`SELECT ${columns} FROM ${table} ORDER BY source_key`);
        tables[table] = rows;
      }
      return tables;
    } finally {
      await database.close();
    }
  }

  it('are the same from files as from the generator itself', async () => {
    const out = path.join(folder, 'files');
    const variables = (name: string) => ({
      DATABASE_URL: `sqlite:${path.join(folder, `${name}.db`)}`,
      VAR_DIR: path.join(folder, 'var'),
      DEMO_DATA: 'off',
      BUSINESS_DATE: DEMO_BUSINESS_DATE,
    });
    await seed(WORDS, variables('direct'));
    await seed([...WORDS, '--out', out], variables('files'));
    const streams = { stdout: new PassThrough().resume(), stderr: new PassThrough().resume() };
    const words = [out, '--mapping', path.join(out, 'mapping.yaml')];
    expect(await importCommand(words, streams, variables('files'))).toBe(0);
    const [direct, imported] = await Promise.all(
      ['direct', 'files'].map((name) => rowsOf(variables(name).DATABASE_URL)),
    );
    expect(Object.values(imported!).every((rows) => rows.length > 0)).toBe(true);
    expect(imported).toEqual(
      Object.fromEntries(
        Object.entries(direct!).map(([table, rows]) => [
          table,
          rows.filter((row) => (row as { source: string }).source !== 'demo'),
        ]),
      ),
    );
  });

  it('are loaded by several threads as by one', async () => {
    const variables = {
      ...process.env,
      VAR_DIR: folder,
      DATABASE_URL: `sqlite:${path.join(folder, 'threads.db')}`,
    };
    const program = path.resolve('dist/src/demo/ecosystem/cli.js');
    const words = [program, ...WORDS, '--threads', '2', '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, words, { env: variables });
    expect(JSON.parse(stdout)).toMatchObject({ inserted: RECORDS, updated: 0, unchanged: 0 });
  }, 60_000);
});

/** Columns by table that say the same of the same record wherever and whenever it is stored. */
const COMPARED = {
  subject: 'source, source_key, kind, registered_name, sex, region_code',
  account: 'source, source_key, kind, status, balance_minor, currency, opened_on',
  ledger_entry: 'source, source_key, booked_on, direction, kind, amount_minor, balance_minor, purpose',
  trade_order: 'source, source_key, order_no, status, total_minor, ordered_on, due_on, destination',
  invoice: 'source, source_key, invoice_no, status, total_minor, tax_minor, issued_on',
  loan: 'source, source_key, loan_no, product, status, principal_minor, outstanding_minor, overdue_days',
  relation: 'source, source_key, kind, weight, weight_unit, since, evidence',
  device_use: 'source, source_key, times, first_seen_at, last_seen_at',
  contact_point_use: 'source, source_key, role',
  consent: 'source, source_key, consent_no, bureau, valid_from, valid_to, revoked_at',
};

describe('the command', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporary();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const contentOf = (out: string) =>
    readdirSync(out).map((file) => [file, readFileSync(path.join(out, file), 'utf8')]);

  it('writes the same bytes from the same numbers', async () => {
    const [one, two, other] = ['one', 'two', 'other'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const out of [one, two]) await seed([...WORDS, '--out', out], {});
    await seed([...WORDS, '--seed', '6', '--out', other], {});
    expect(contentOf(one)).toEqual(contentOf(two));
    expect(contentOf(one)).not.toEqual(contentOf(other));
  });

  it('refuses a folder that holds something', async () => {
    mkdirSync(path.join(folder, 'mine'));
    writeFileSync(path.join(folder, 'mine', 'notes.txt'), 'mine');
    const out = path.join(folder, 'mine');
    expect(await seed([...WORDS, '--out', out], {})).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `${out} is not empty\n`,
    });
  });

  it('refuses production, for files as well', async () => {
    const production = {
      NODE_ENV: 'production',
      DATABASE_URL: `sqlite:${path.join(folder, 'real.db')}`,
      KEYRING_FILE: path.join(folder, 'keys.json'),
      AUTH_ISSUER: 'https://login.example.com',
      AUTH_AUDIENCE: 'gateway',
      AUTH_JWKS_FILE: path.join(folder, 'jwks.json'),
      REPLICA_ID: '1',
    };
    for (const words of [WORDS, [...WORDS, '--out', path.join(folder, 'files')]])
      expect(await seed(words, production)).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: 'fictional people have no place in production\n',
      });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    [['--accounts', '1e6'], /It must be a whole number/],
    [['--accounts', '6000000'], /accounts: must be a whole number from 0 to 5000000/],
    [['--nonsense'], /unknown option '--nonsense'/],
  ])('refuses %j', async (words, message) => {
    expect(await seed(words, {})).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(message),
    });
  });
});
