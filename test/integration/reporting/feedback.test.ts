import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSandbox, type Sandbox } from '../../../sandbox/server';
import { resubmitContribution } from '../../../src/reporting/api/desk.commands';
import { takeFeedback } from '../../../src/reporting/feedback/take-feedback';
import { describeOnDatabases } from '../../support/databases';
import { BUREAUS, openLender, SIDES } from './lender';

describeOnDatabases('Feedback of bureaus', (target) => {
  let sandbox: Sandbox;
  let root: string;
  let lender: Awaited<ReturnType<typeof openLender>>;

  beforeAll(async () => {
    sandbox = createSandbox({ port: 0 });
    lender = await openLender(target.url(), await sandbox.listen());
    root = mkdtempSync(path.join(tmpdir(), 'feedback-'));
  }, 60_000);
  afterAll(async () => {
    await lender?.close();
    await sandbox?.close();
    rmSync(root, { recursive: true, force: true });
  });

  const folderOf = (bureau: string) => path.join(root, bureau);
  const take = (bureau: (typeof BUREAUS)[number]) =>
    takeFeedback(
      { database: lender.database, clock: lender.context.clock, writer: lender.writer },
      lender.connector(bureau),
      folderOf(bureau),
    );
  const nextDay = () => {
    const feedback = sandbox.contributions.nextDay();
    for (const bureau of BUREAUS)
      for (const { name, bytes } of feedback[SIDES[bureau]] ?? []) {
        mkdirSync(folderOf(bureau), { recursive: true });
        writeFileSync(path.join(folderOf(bureau), name), bytes);
      }
  };

  it('becomes tasks, which are mended and accepted; bad files change nothing', async () => {
    await lender.addLoans(['HT-1', 'HT-2'], [['2026-02-15', '105000']]);
    await lender.recordDay('2026-02-15');
    for (const bureau of BUREAUS) {
      expect(await take(bureau)).toMatchObject({ files: 0 });
      sandbox.contributions.plantError(SIDES[bureau], { at: 'FEEDBACK', code: '9002', field: 'balance' });
      expect(await lender.drain(bureau)).toMatchObject({ rejected: 0 });
    }
    nextDay();
    for (const bureau of BUREAUS) {
      const folder = folderOf(bureau);
      const [name = ''] = readdirSync(folder);
      const whole = readFileSync(path.join(folder, name));
      writeFileSync(path.join(folder, name), whole.subarray(0, whole.length - 5));
      expect(await take(bureau)).toEqual({ files: 1, aside: 1, confirmed: 0, rejected: 0, again: 0 });
      expect(readdirSync(path.join(folder, 'aside')).sort()).toEqual([name, `${name}.report.json`].sort());
      expect(
        JSON.parse(readFileSync(path.join(folder, 'aside', `${name}.report.json`), 'utf8')),
      ).toMatchObject({
        file: name,
        problem: 'TORN',
      });
      expect(new Set((await lender.rows(`bureau = '${bureau}'`)).map(({ state }) => state))).toEqual(
        new Set(['ACCEPTED']),
      );

      writeFileSync(path.join(folder, name), whole);
      expect(await take(bureau)).toEqual({ files: 1, aside: 0, confirmed: 1, rejected: 1, again: 0 });
      expect(existsSync(path.join(folder, 'done', name))).toBe(true);
      const [task] = await lender.rows(`bureau = '${bureau}' AND state = 'REJECTED'`);
      expect(JSON.parse(task?.findings ?? '[]')).toMatchObject([{ rule: '9002', severity: 'ERROR' }]);
      await lender.commands.run(
        resubmitContribution,
        { input: { id: String(task?.id) }, idempotencyKey: null },
        lender.context,
      );
      await lender.drain(bureau);
    }
    nextDay();
    for (const bureau of BUREAUS) {
      expect(await take(bureau)).toMatchObject({ files: 1, aside: 0, rejected: 0 });
      const rows = await lender.rows(`bureau = '${bureau}'`);
      expect(rows.map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED']);
      const { records } = sandbox.contributions.counts(SIDES[bureau]);
      expect(rows.map(({ reference }) => records[reference]?.effects)).toEqual([1, 1]);
    }
  });

  it('about records that are not ours is set aside whole', async () => {
    await lender.addLoans(['HT-3'], [['2026-02-15', '105000']]);
    await lender.recordDay('2026-02-15');
    for (const bureau of BUREAUS) await lender.drain(bureau);
    await lender.database.write((transaction) =>
      transaction.run("UPDATE contribution SET reference = 'NOT-OURS' WHERE loan_no = 'HT-3'"),
    );
    nextDay();
    for (const bureau of BUREAUS) {
      expect(await take(bureau)).toMatchObject({ files: 1, aside: 1, confirmed: 0 });
      const [report] = readdirSync(path.join(folderOf(bureau), 'aside')).filter((name) =>
        readFileSync(path.join(folderOf(bureau), 'aside', name), 'utf8').includes('UNKNOWN_RECORDS'),
      );
      expect(report).toMatch(/\.report\.json$/);
    }
  });
});
