import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { createSandbox, type Sandbox } from '../../../sandbox/server';
import { DataVault, developmentKeyring } from '../../../src/platform/crypto';
import { reportCommand } from '../../../src/reporting/run/report-command';
import { openLender } from './lender';

let sandbox: Sandbox;
let url: string;
let folder: string;
let lender: Awaited<ReturnType<typeof openLender>>;

beforeAll(async () => {
  sandbox = createSandbox({ port: 0 });
  url = await sandbox.listen();
  folder = mkdtempSync(path.join(tmpdir(), 'report-command-'));
  const vault = new DataVault(developmentKeyring(path.join(folder, 'keys', 'data-keys.json')));
  lender = await openLender(`sqlite:${path.join(folder, 'gateway.db')}`, url, { vault });
  await lender.addLoans(['HT-1', 'HT-2'], [['2026-02-15', '105000']]);
}, 60_000);
afterAll(async () => {
  await lender?.close();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function report(words: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const texts = { stdout: '', stderr: '' };
  const into = (name: keyof typeof texts) =>
    new Writable({
      write(chunk, _encoding, done) {
        texts[name] += String(chunk);
        done();
      },
    });
  const exitCode = await reportCommand(
    words,
    { stdout: into('stdout'), stderr: into('stderr') },
    {
      NODE_ENV: 'test',
      VAR_DIR: folder,
      DEMO_DATA: 'off',
      BUSINESS_DATE: '2026-06-16',
      REPORTING_START: '2026-02-01',
      SHANGHAI_CREDIT_URL: `${url}/shanghai-credit`,
      BAIHANG_URL: `${url}/baihang`,
      NIFA_URL: `${url}/nifa`,
      ...variables,
    },
  );
  return { exitCode, ...texts };
}

it.each([
  ['without a start date', ['--date', '2026-02-15'], { REPORTING_START: '' }, 'REPORTING_START is not set'],
  ['before the start date', ['--date', '2026-01-15'], {}, 'before REPORTING_START'],
  ['for a day to come', ['--date', '2026-06-17'], {}, 'lies in the future'],
  ['for a day that is not there', ['--date', '2026-02-30'], {}, 'must be a date'],
  ['for no day', [], {}, '--date'],
  ['with --mend alone', ['--date', '2026-02-15', '--mend'], {}, 'go with --reconcile'],
  ['to reconcile and send nothing', ['--reconcile', '--dry-run'], {}, 'cannot be used with'],
  ['for an unknown bureau', ['--date', '2026-02-15', '--bureau', 'XX'], {}, 'no such bureau'],
  [
    'for a bureau that is off',
    ['--date', '2026-02-15', '--bureau', 'NIFA'],
    { NIFA: 'off' },
    'no such bureau',
  ],
] as const)('refuses to run %s', async (_when, words, variables, told) => {
  const { exitCode, stderr } = await report(words, variables);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(told)]);
  expect(await lender.rows()).toEqual([]);
});

it('says what a day would bring, then sends it to one bureau, then to all, once', async () => {
  const dry = await report(['--date', '2026-02-15', '--dry-run']);
  expect([dry.exitCode, dry.stdout]).toEqual([
    0,
    '2 events; nothing is stored or sent\nBAIHANG READY: 2\nNIFA READY: 2\nSHANGHAI_CREDIT READY: 2\n',
  ]);
  expect(await lender.rows()).toEqual([]);

  const one = await report(['--date', '2026-02-15', '--bureau', 'BAIHANG']);
  expect([one.exitCode, one.stdout]).toEqual([
    0,
    '2026-02-15: 2 events of 2 loans, 2 new\nBAIHANG: 2 accepted, 0 rejected, 0 left\n',
  ]);
  expect(one.stderr).toContain('BAIHANG: 2 accepted');
  const all = await report(['--date', '2026-02-15']);
  expect(all.exitCode).toBe(0);
  expect(all.stdout.split('\n').sort()).toEqual([
    '',
    '2026-02-15: 2 events of 2 loans, 0 new',
    'BAIHANG: 0 accepted, 0 rejected, 0 left',
    'NIFA: 2 accepted, 0 rejected, 0 left',
    'SHANGHAI_CREDIT: 2 accepted, 0 rejected, 0 left',
  ]);
});

it('reconciles events and records of a day, and builds what is missing', async () => {
  const day = ['--reconcile', '--date', '2026-02-15'];
  expect(await report(day)).toEqual({
    exitCode: 0,
    stdout: '2026-02-15 to 2026-02-15: 0 found, 0 built\n',
    stderr: '',
  });
  await lender.database.write((transaction) =>
    transaction.run("DELETE FROM contribution WHERE bureau = 'NIFA' AND loan_no = 'HT-2'"),
  );
  expect(await report([...day, '--bureau', 'BAIHANG'])).toMatchObject({ exitCode: 0 });
  const json = await report([...day, '--json']);
  expect([json.exitCode, JSON.parse(json.stdout)]).toEqual([
    1,
    expect.objectContaining({
      kind: 'EVENT_WITHOUT_RECORD',
      reason: 'RECORD_LOST',
      bureau: 'NIFA',
      loanNo: 'HT-2',
      businessDate: '2026-02-15',
      built: false,
    }),
  ]);
  const mended = await report([...day, '--mend']);
  expect([mended.exitCode, mended.stdout]).toEqual([
    0,
    'EVENT_WITHOUT_RECORD NIFA HT-2 term 1 REPAY 2026-02-15: RECORD_LOST: built now 已补建\n' +
      '2026-02-15 to 2026-02-15: 1 found, 1 built\n',
  ]);
  await report(['--date', '2026-02-15', '--bureau', 'NIFA']);
  expect(await report(day)).toMatchObject({ exitCode: 0 });
});

it('reconciles all that was to be reported, and finds what no run has told', async () => {
  const { exitCode, stdout } = await report(['--reconcile', '--bureau', 'NIFA']);
  const lines = stdout.split('\n').filter((line) => line.includes(' HT-1 '));
  expect([exitCode, lines]).toEqual([
    1,
    [
      ...['2026-03', '2026-04', '2026-05'].map((month) =>
        expect.stringContaining(`MISSING_MONTH NIFA HT-1 ${month}: NOT_TOLD: `),
      ),
      ...['2026-03-16', '2026-04-16', '2026-05-16'].map((day, i) =>
        expect.stringContaining(`EVENT_WITHOUT_RECORD NIFA HT-1 term ${i + 2} OVERDUE ${day}: NOT_TOLD: `),
      ),
    ],
  ]);
});

it('ends with 1 where records are left', async () => {
  await lender.recordDay('2026-01-15');
  sandbox.contributions.disturb('nifa', { kind: 'down', times: 1_000 });
  const { exitCode, stdout } = await report(['--date', '2026-02-15', '--bureau', 'NIFA', '--wait', '0']);
  expect([exitCode, stdout]).toEqual([1, expect.stringContaining('NIFA: 0 accepted, 0 rejected, 2 left')]);
});
