import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { importCommand } from '../../../src/bulk-import/import-command';
import { DEMO_BUSINESS_DATE } from '../../../src/demo';
import { DEMO_TARGETS } from '../../../src/demo/book';
import { ThreadHand } from '../../../src/demo/ecosystem/load/thread-hand';
import { seedCommand } from '../../../src/demo/ecosystem/seed-command';
import { wavesOf } from '../../../src/demo/ecosystem/waves';
import { DATA_CHECKS } from '../../../src/operations/data-checks/all-checks';
import { runChecks } from '../../../src/operations/data-checks/run-checks';
import { Database } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';

const PROGRAM = path.resolve(__dirname, '../../../dist/src/demo/ecosystem/cli.js');
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

describeOnDatabases('the generated records', (target) => {
  const folder = temporary();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const variables = () => ({ DATABASE_URL: target.url(), VAR_DIR: folder });
  const run = (...words: readonly string[]) => seed([...WORDS, ...words], variables());

  /** As npm would: threads are started from the built program. */
  const byTwoThreads = () => {
    const words = [PROGRAM, ...WORDS, '--threads', '2', '--json'];
    return promisify(execFile)(process.execPath, words, { env: { PATH: process.env.PATH, ...variables() } });
  };

  const expectWhole = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => {
    expect(stderr).toContain(`100 %, ${RECORDS} records, 0 s left\n`);
    const { planted, ...counts } = JSON.parse(stdout);
    expect(counts).toMatchObject({ inserted: RECORDS, updated: 0, unchanged: 0 });
    const count = Object.values(planted).reduce((sum: number, each) => sum + Number(each), 0);
    expect(count).toBe(PLANTED.length);
  };

  // Threads are for servers: SQLite lets one write at a time.
  if (target.dialect === 'mariadb')
    it('come in whole by two threads', async () => expectWhole(await byTwoThreads()), 120_000);
  else
    it('come in whole, and again without a change', async () => {
      expectWhole(await run('--json'));
      const again = await run('--json');
      expect(again.exitCode).toBe(0);
      expect(JSON.parse(again.stdout)).toMatchObject({ inserted: 0, updated: 0, unchanged: RECORDS });
    }, 60_000);

  it('are the same rows through files: an import of these finds nothing to change', async () => {
    const out = path.join(folder, 'files');
    const written = await run('--out', out);
    const mapping = path.join(out, 'mapping.yaml');
    expect(written.stdout).toContain(`npm run import -- --mapping ${mapping} ${out}\n`);
    const stdout = new PassThrough();
    const exitCode = await importCommand(
      [out, '--mapping', mapping, '--json'],
      { stdout, stderr: new PassThrough().resume() },
      { ...variables(), DEMO_DATA: 'off', BUSINESS_DATE: DEMO_BUSINESS_DATE },
    );
    const { total } = JSON.parse(String(stdout.read()));
    expect({ exitCode, total }).toEqual({
      exitCode: 0,
      total: { read: RECORDS, inserted: 0, updated: 0, unchanged: RECORDS, rejected: 0 },
    });
  }, 60_000);

  it('pass all data checks', async () => {
    const database = await Database.open({ url: target.url() });
    const results = await runChecks(database, DATA_CHECKS, 5).finally(() => database.close());
    expect(results.filter(({ findings }) => findings.length > 0)).toEqual([]);
  });

  it('are refused where another ecosystem is', async () => {
    const { exitCode, stderr } = await run('--seed', '6');
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

it('a hand whose thread cannot start says so at each wave, and can be closed', async () => {
  // Its program is there where it is built, not here.
  const place = { databaseUrl: '', poolSize: 1, keyring: { file: '', isMadeHere: false }, replicaId: 1 };
  const hand = new ThreadHand({ size: SIZE, place });
  await expect(hand.load(0, 0)).rejects.toThrow('hand-thread');
  await expect(hand.load(0, 1)).rejects.toThrow('hand-thread');
  await hand.close();
  await hand.close();
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
