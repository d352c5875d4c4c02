import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSandbox, type Sandbox } from '../../../sandbox/server';
import { takeFeedback } from '../../../src/reporting/feedback/take-feedback';
import { describeOnDatabases } from '../../support/databases';
import { BUREAUS, type Bureau, openLender, SIDES } from './lender';

describeOnDatabases('Records that go by file', (target) => {
  let sandbox: Sandbox;
  let root: string;
  let lender: Awaited<ReturnType<typeof openLender>>;
  let loans = 0;

  beforeAll(async () => {
    sandbox = createSandbox({ port: 0 });
    root = mkdtempSync(path.join(tmpdir(), 'drop-folder-'));
    const environment = Object.fromEntries(
      BUREAUS.map((code) => [`${code}_DROP_FOLDER`, path.join(root, code)]),
    );
    lender = await openLender(target.url(), await sandbox.listen(), { environment });
  }, 60_000);
  afterAll(async () => {
    await lender?.close();
    await sandbox?.close();
    rmSync(root, { recursive: true, force: true });
  });
  beforeEach(async () => {
    loans += 2;
    await lender.addLoans([`HT-${loans}`, `HT-${loans + 1}`], [['2026-02-15', '105000']]);
  });

  const filesOf = (bureau: Bureau) => {
    try {
      return readdirSync(path.join(root, bureau)).sort();
    } catch {
      return [];
    }
  };
  /** What a program that carries the files does: each whole one, once. */
  const carry = (bureau: Bureau) => {
    for (const name of filesOf(bureau).filter((each) => !each.startsWith('.'))) {
      const file = path.join(root, bureau, name);
      sandbox.contributions.takeFile(SIDES[bureau], name, readFileSync(file));
      rmSync(file);
    }
  };
  const feedback = async (bureau: Bureau, files: readonly { name: string; bytes: Buffer }[]) => {
    const folder = path.join(root, 'feedback', bureau);
    mkdirSync(folder, { recursive: true });
    for (const { name, bytes } of files) writeFileSync(path.join(folder, name), bytes);
    const { database, context, writer } = lender;
    return takeFeedback({ database, clock: context.clock, writer }, lender.connector(bureau), folder);
  };
  const states = async (bureau: Bureau) =>
    (await lender.rows(`bureau = '${bureau}' AND loan_no IN ('HT-${loans}', 'HT-${loans + 1}')`)).map(
      ({ state }) => state,
    );

  it('lie whole in the folder, are judged by feedback, and those in error go again in another file', async () => {
    await lender.recordDay('2026-02-15');
    for (const bureau of BUREAUS) {
      expect(await lender.drain(bureau)).toMatchObject({ sent: 2, accepted: 2, again: 0 });
      const [name = '', ...others] = filesOf(bureau);
      expect([others, await states(bureau)]).toEqual([[], ['FILED', 'FILED']]);
      const rows = await lender.rows(`bureau = '${bureau}' AND state = 'FILED'`);
      expect(new Set(rows.map(({ receipt }) => receipt))).toEqual(new Set([name]));
      sandbox.contributions.plantError(SIDES[bureau], { at: 'FEEDBACK', code: '9002', field: 'balance' });
      carry(bureau);
    }
    const files = sandbox.contributions.nextDay();
    for (const bureau of BUREAUS) {
      expect(await feedback(bureau, files[SIDES[bureau]] ?? [])).toMatchObject({ confirmed: 1, rejected: 1 });
      expect((await states(bureau)).sort()).toEqual(['ACCEPTED', 'REJECTED']);
    }
  });

  it('leave no half file and have no second effect when the process dies before or after the name', async () => {
    await lender.recordDay('2026-02-15');
    for (const bureau of BUREAUS) {
      const before = filesOf(bureau);
      const send = lender.connector(bureau).transport.send.bind(lender.connector(bureau).transport);
      let name = '';
      const dying = lender.drainBy(bureau, async (batch, key) => {
        const [outcome] = await send(batch, key);
        name = outcome?.kind === 'HANDED_OVER' ? outcome.receipt : '';
        throw new Error('dead');
      });
      await expect(dying).rejects.toThrow('dead');
      // What a process leaves that dies while it writes.
      writeFileSync(path.join(root, bureau, `.${name}.0123456789ab.part`), 'half');
      carry(bureau);
      lender.time.now = new Date(lender.time.now.getTime() + 61_000);
      expect(await lender.drain(bureau)).toMatchObject({ sent: 2, accepted: 2 });
      expect(filesOf(bureau)).toEqual([...before, name]);
      carry(bureau);
      const rows = await lender.rows(`bureau = '${bureau}' AND receipt = '${name}'`);
      const { records, repetitions } = sandbox.contributions.counts(SIDES[bureau]);
      expect(rows.map(({ reference }) => records[reference]?.effects)).toEqual([1, 1]);
      expect(repetitions).toBeGreaterThan(0);
    }
  });

  it('wait where the folder cannot be written, and go when it can', async () => {
    await lender.recordDay('2026-02-15');
    const folder = path.join(root, 'NIFA');
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'not a folder');
    expect(await lender.drain('NIFA')).toMatchObject({ accepted: 0, again: 2 });
    rmSync(folder);
    lender.time.now = new Date(lender.time.now.getTime() + 61_000);
    expect(await lender.drain('NIFA')).toMatchObject({ accepted: 2 });
    for (const bureau of BUREAUS) await lender.drain(bureau);
  });

  it('go again in another file when the bureau could not use the first', async () => {
    await lender.recordDay('2026-02-15');
    for (const bureau of BUREAUS) await lender.drain(bureau);
    const [row] = await lender.rows(`bureau = 'NIFA' AND loan_no = 'HT-${loans}'`);
    const failed = Buffer.from(`${row?.receipt}|2|0|0\r\n`);
    const name = '91370299MA00000150202606171200011.txt';
    expect(await feedback('NIFA', [{ name, bytes: failed }])).toMatchObject({ aside: 0, again: 2 });
    await lender.drain('NIFA');
    const [again] = await lender.rows(`bureau = 'NIFA' AND loan_no = 'HT-${loans}'`);
    expect(again).toMatchObject({ state: 'FILED' });
    expect(again?.receipt).not.toBe(row?.receipt);
  });

  it('go by file though they were on their way by call when the folder was set', async () => {
    const byCall = await openLender(target.url(), 'http://127.0.0.1:9');
    await lender.recordDay('2026-02-15');
    byCall.time.now = lender.time.now;
    const dying = byCall.drainBy('NIFA', () => {
      throw new Error('dead');
    });
    await expect(dying).rejects.toThrow('dead');
    await byCall.close();
    lender.time.now = new Date(lender.time.now.getTime() + 61_000);
    expect(await lender.drain('NIFA')).toMatchObject({ sent: 2, accepted: 2 });
    expect(await states('NIFA')).toEqual(['FILED', 'FILED']);
  });
});
