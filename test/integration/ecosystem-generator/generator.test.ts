import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { importCommand } from '../../../src/bulk-import/import-command';
import { DEMO_BUSINESS_DATE } from '../../../src/demo';
import { DEMO_TARGETS } from '../../../src/demo/book';
import { seedCommand } from '../../../src/demo/ecosystem/seed-command';
import { wavesOf } from '../../../src/demo/ecosystem/waves';
import { DATA_CHECKS } from '../../../src/operations/data-checks/all-checks';
import { runChecks } from '../../../src/operations/data-checks/run-checks';
import { Database } from '../../../src/platform/database';
import { type DatabaseTarget, describeOnDatabases } from '../../support/databases';

const SIZE = { accounts: 150, suppliers: 3, dealers: 12, seed: 5 };
const WORDS = Object.entries(SIZE).flatMap(([name, value]) => [`--${name}`, String(value)]);

const RECORDS = [...wavesOf(SIZE)].reduce(
  (sum, wave) => sum + DEMO_TARGETS.reduce((count, target) => count + wave[target].length, 0),
  0,
);

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
    expect(first).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(' records\n') });
    expect(JSON.parse(first.stdout)).toMatchObject({ inserted: RECORDS, updated: 0, unchanged: 0 });
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
