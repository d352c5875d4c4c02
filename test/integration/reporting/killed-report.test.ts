import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSandbox, type Sandbox } from '../../../sandbox/server';
import { DataVault, developmentKeyring } from '../../../src/platform/crypto';
import { describeOnDatabases } from '../../support/databases';
import { BUREAUS, openLender, SIDES } from './lender';

const PROGRAM = path.resolve(__dirname, '../../support/killable/report.cjs');
/** On each database; `npm run soak:reporting` has fifty. Four on each see every step: the second half of them on MariaDB. */
const KILLS = Number(process.env.REPORTING_KILLS ?? '8') / 2;

/** Where the process dies. */
const STEPS = [
  ['before the insert', { DIE_BEFORE: '^INSERT INTO contribution ' }],
  ['after the commit', { DIE_BEFORE: "^UPDATE contribution SET state = 'SENT'" }],
  ['in an open call', { DIE_IN_CALL: '400' }],
  ['after sending', { DIE_AFTER_CALL: '1' }],
  ['before the acknowledgement', { DIE_BEFORE: '^UPDATE contribution SET state = [?]' }],
  ['before a file gets its name', { DIE_AT_NAME: 'before' }],
  ['after a file got its name', { DIE_AT_NAME: 'after' }],
  ['within the acknowledgement', { DIE_BEFORE: '^INSERT INTO contribution_step', DIE_AT: '5' }],
] as const;

describeOnDatabases('Reporting that is killed', (target) => {
  let sandbox: Sandbox;
  let url: string;
  let folder: string;
  let lender: Awaited<ReturnType<typeof openLender>>;

  beforeAll(async () => {
    sandbox = createSandbox({ port: 0 });
    url = await sandbox.listen();
    folder = mkdtempSync(path.join(tmpdir(), 'killed-report-'));
    const vault = new DataVault(developmentKeyring(path.join(folder, 'keys', 'data-keys.json')));
    lender = await openLender(target.url(), url, { vault });
  }, 60_000);
  afterAll(async () => {
    await lender?.close();
    await sandbox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (death: Readonly<Record<string, string>>): Promise<number | string | null> =>
    new Promise((resolve, reject) => {
      const words = ['--date', '2026-02-15', '--wait', '20'];
      const child = spawn(process.execPath, [PROGRAM, ...words], {
        env: {
          PATH: process.env.PATH ?? '',
          NODE_ENV: 'test',
          VAR_DIR: folder,
          DATABASE_URL: target.url(),
          DEMO_DATA: 'off',
          BUSINESS_DATE: '2026-06-16',
          REPORTING_START: '2026-01-01',
          REPORTING_LEASE_SECONDS: '1',
          SHANGHAI_CREDIT_URL: `${url}/shanghai-credit`,
          BAIHANG_URL: `${url}/baihang`,
          NIFA_URL: `${url}/nifa`,
          ...death,
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child.on('error', reject);
      child.on('close', (code, signal) => resolve(signal ?? code));
    });

  const first = target.dialect === 'mariadb' ? STEPS.length / 2 : 0;
  const dropFolder = () => path.join(folder, 'drop');
  /** Takes what lies there to the bureau, as a program would that carries the files. */
  const carry = () => {
    if (!existsSync(dropFolder())) return;
    for (const name of readdirSync(dropFolder()).filter((each) => !each.startsWith('.'))) {
      const file = path.join(dropFolder(), name);
      const { body } = sandbox.contributions.takeFile('nifa', name, readFileSync(file));
      expect(body).toMatchObject({ msgCode: '20000' });
      rmSync(file);
    }
  };

  it(
    `${KILLS} times ends with the effect of each record exactly once`,
    async () => {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const [, death] = STEPS[(kill + first) % STEPS.length] as (typeof STEPS)[number];
        await lender.addLoans([`HT-${2 * kill + 1}`, `HT-${2 * kill + 2}`], [['2026-02-15', '105000']]);
        if ('DIE_IN_CALL' in death)
          for (const bureau of BUREAUS)
            sandbox.contributions.disturb(SIDES[bureau], { kind: 'latency', ms: 3_000 });
        const byFile: Record<string, string> =
          'DIE_AT_NAME' in death ? { NIFA_DROP_FOLDER: dropFolder() } : {};
        expect([kill, await run({ ...death, ...byFile })]).toEqual([kill, 'SIGKILL']);
        carry();
      }
      expect(await run({ NIFA_DROP_FOLDER: dropFolder() })).toBe(0);
      expect(readdirSync(dropFolder()).filter((name) => name.startsWith('.'))).toEqual([]);
      carry();
      const rows = await lender.rows();
      let arrived = 0;
      for (const bureau of BUREAUS) {
        const own = rows.filter((row) => row.bureau === bureau);
        expect(new Set(own.map(({ loan_no }) => loan_no)).size).toBe(2 * KILLS);
        for (const { state } of own)
          expect(bureau === 'NIFA' ? ['ACCEPTED', 'FILED'] : ['ACCEPTED']).toContain(state);
        const { records, arrivals } = sandbox.contributions.counts(SIDES[bureau]);
        expect(own.map(({ reference }) => records[reference]?.effects)).toEqual(own.map(() => 1));
        expect(Object.keys(records)).toHaveLength(own.length);
        arrived += arrivals;
      }
      // Something did arrive twice: the kills were where they should be.
      expect(arrived).toBeGreaterThan(rows.length);
    },
    KILLS * 15_000,
  );
});
