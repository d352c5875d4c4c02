import { createSandbox, type Sandbox } from '../../../sandbox/server';
import {
  recordAdverseNotice,
  resubmitContribution,
  withdrawContribution,
} from '../../../src/reporting/api/desk.commands';
import { change } from '../../../src/reporting/outbox/outbox.repository';
import { describeOnDatabases } from '../../support/databases';
import { BUREAUS, openLender, SIDES } from './lender';

describeOnDatabases('Records owed to bureaus', (target) => {
  let sandbox: Sandbox;
  let url: string;
  let lender: Awaited<ReturnType<typeof openLender>>;
  let loans = 0;
  const newLoan = (): string => {
    loans += 1;
    return `HT-${loans}`;
  };
  const ON_TIME = [['2026-02-15', '105000']] as const;

  beforeAll(async () => {
    sandbox = createSandbox({ port: 0 });
    url = await sandbox.listen();
    lender = await openLender(target.url(), url);
  }, 60_000);
  afterAll(async () => {
    await lender?.close();
    await sandbox?.close();
  });
  beforeEach(() => sandbox.contributions.reset());

  const of = (loanNo: string) => lender.rows(`loan_no = '${loanNo}'`);
  const statesOf = async (loanNo: string) => (await of(loanNo)).map(({ state }) => state);
  const drainAll = async () => {
    for (const bureau of BUREAUS) await lender.drain(bureau);
  };
  const effects = (bureau: keyof typeof SIDES, reference: string) =>
    sandbox.contributions.counts(SIDES[bureau]).records[reference]?.effects;
  const notice = (loanNo: string) =>
    lender.commands.run(
      recordAdverseNotice,
      {
        input: {
          loanNo,
          channel: 'SMS',
          evidenceHash: 'a'.repeat(64),
          noticedAt: new Date('2026-03-01T00:00:00Z'),
        },
        idempotencyKey: null,
      },
      lender.context,
    );

  it('are stored with the events of a day, reach each bureau once, and are not told twice', async () => {
    const loanNo = newLoan();
    await lender.addLoans([loanNo], ON_TIME);
    expect(await lender.recordDay('2026-01-15')).toMatchObject({ created: 1 });
    expect(await lender.recordDay('2026-02-15')).toMatchObject({ created: 1 });
    expect(await lender.recordDay('2026-02-15')).toMatchObject({ events: 1, created: 0 });
    expect(new Set(await statesOf(loanNo))).toEqual(new Set(['READY']));
    await drainAll();
    const rows = await of(loanNo);
    expect(new Set(rows.map(({ bureau }) => bureau))).toEqual(new Set(BUREAUS));
    for (const { bureau, state, receipt, reference } of rows)
      expect([state, receipt, effects(bureau, reference)]).toEqual(['ACCEPTED', expect.any(String), 1]);
    for (const bureau of BUREAUS) expect(await lender.drain(bureau)).toMatchObject({ sent: 0 });
  });

  it('of an event are made for all bureaus from facts that are read once', async () => {
    const loanNo = newLoan();
    await lender.addLoans([loanNo]);
    const statements: string[] = [];
    const stop = lender.database.onStatement((sql) => statements.push(sql));
    await lender.tell([{ loanNo, term: 0, kind: 'ISSUE', businessDate: '2026-01-15' }]);
    stop();
    expect(statements.filter((sql) => sql.includes('name_cell'))).toHaveLength(1);
    await drainAll();
  });

  it('are changed together however many feedback names', async () => {
    const loanNo = newLoan();
    await lender.addLoans([loanNo]);
    await lender.recordDay('2026-01-15');
    const own = (await of(loanNo)).map(({ id }) => String(id));
    // SQLite takes 32,766 parameters in a statement.
    const ids = [...Array.from({ length: 40_000 }, (_, i) => String(i + 1)), ...own];
    const changed = await lender.database.write((transaction) =>
      change(transaction, ids, lender.time.now, { state: 'WITHDRAWN' }),
    );
    expect(changed).toHaveLength(ids.length);
    expect(new Set(await statesOf(loanNo))).toEqual(new Set(['WITHDRAWN']));
  });

  it('hold no name or number in clear', async () => {
    const loanNo = newLoan();
    await lender.addLoans([loanNo]);
    await lender.recordDay('2026-01-15');
    for (const row of await of(loanNo)) {
      expect(row.content_cell).not.toBeNull();
      expect(row.content_cell?.toString('latin1')).not.toMatch(/370299|loanId/);
    }
    await drainAll();
  });

  it('of what the book shows are none without a start date, or before it', async () => {
    const late = await openLender(target.url(), url, { startOn: '2026-02-01' });
    const silent = await openLender(target.url(), url, { startOn: null });
    const loanNo = newLoan();
    await lender.addLoans([loanNo], ON_TIME);
    await late.recordDay('2026-01-15');
    await silent.recordDay('2026-02-15');
    expect(await of(loanNo)).toEqual([]);
    await late.close();
    await silent.close();
  });

  it('come of events that clients tell, all or none, once for a key', async () => {
    const loanNo = newLoan();
    await lender.addLoans([loanNo], ON_TIME);
    const issue = { loanNo, term: 0, kind: 'ISSUE', businessDate: '2026-01-15' } as const;
    const wrong = { loanNo, term: 3, kind: 'REPAY', businessDate: '2026-02-15' } as const;
    const countEvents = async () =>
      (await lender.database.rows(`SELECT id FROM loan_event WHERE loan_no = '${loanNo}'`)).length;
    await expect(lender.tell([issue, wrong])).rejects.toMatchObject({
      code: 'INVALID_LOAN_EVENT',
      facts: { field: 'input.events.1.kind' },
    });
    expect([await countEvents(), (await of(loanNo)).length]).toEqual([0, 0]);
    const [first] = await lender.tell([issue], 'key-1');
    expect(first).toMatchObject({ created: true, loanNo, kind: 'ISSUE' });
    expect(await lender.tell([issue], 'key-1')).toEqual([first]);
    expect(await lender.tell([issue])).toEqual([{ ...first, created: false }]);
    expect(await countEvents()).toBe(1);
    await drainAll();
  });

  it.each([
    ['a loan that is not there', { loanNo: 'HT-none' }, 'loanNo'],
    ['a day that is not there', { businessDate: '2026-02-30' }, 'businessDate'],
    ['a day to come', { businessDate: '2026-06-17' }, 'businessDate'],
    ['a term of the whole loan', { term: 1 }, 'term'],
    ['another day than that of payout', { businessDate: '2026-01-16' }, 'businessDate'],
    ['an application without its facts', { kind: 'APPLY' as const }, 'application'],
    ['a correction of nothing', { kind: 'CORRECT' as const }, 'corrects'],
    ['a term that is none', { kind: 'OVERDUE' as const, term: 99, businessDate: '2026-03-16' }, 'term'],
  ])('do not come of an event with %s', async (_what, change, field) => {
    const loanNo = newLoan();
    await lender.addLoans([loanNo]);
    const event = { loanNo, term: 0, kind: 'ISSUE' as const, businessDate: '2026-01-15', ...change };
    await expect(lender.tell([event])).rejects.toMatchObject({
      code: 'INVALID_LOAN_EVENT',
      facts: { field: `input.events.0.${field}` },
    });
    expect(await of(loanNo)).toEqual([]);
  });

  it('stay here without a consent to reporting, at building and again at sending', async () => {
    const [never, withdrawn] = [newLoan(), newLoan()];
    await lender.addLoans([never], [], []);
    const [subject] = await lender.addLoans([withdrawn]);
    await lender.recordDay('2026-01-15');
    await lender.revoke(subject as string);
    await drainAll();
    for (const loanNo of [never, withdrawn]) {
      const rows = await of(loanNo);
      expect(new Set(rows.map(({ bureau }) => bureau))).toEqual(new Set(BUREAUS));
      for (const row of rows) {
        expect(row).toMatchObject({ state: 'PARKED', rule: 'CONSENT', content_cell: null });
        expect(effects(row.bureau, row.reference)).toBeUndefined();
      }
    }
  });

  it('wait with arrears until the borrower was told, while other loans go on', async () => {
    const [loanNo, other] = [newLoan(), newLoan()];
    await lender.addLoans([loanNo, other]);
    await lender.recordDay('2026-01-15');
    await drainAll();
    await lender.recordDay('2026-02-16');
    await notice(other);
    const adverse = async (of: string) =>
      (await lender.rows(`loan_no = '${of}' AND event_kind = 'OVERDUE'`)).map(({ state }) => state);
    expect(new Set(await adverse(loanNo))).toEqual(new Set(['BLOCKED_NOTICE']));
    await drainAll();
    expect(new Set(await adverse(other))).toEqual(new Set(['ACCEPTED']));
    expect(new Set(await adverse(loanNo))).toEqual(new Set(['BLOCKED_NOTICE']));
    expect(await notice(loanNo)).toMatchObject({ created: true, released: (await adverse(loanNo)).length });
    expect(await notice(loanNo)).toEqual({ created: false, released: 0 });
    await drainAll();
    expect(new Set(await adverse(loanNo))).toEqual(new Set(['ACCEPTED']));
  });

  it.each(['lostAcknowledgement', 'failAfter', 'lostRequest', 'twice'] as const)(
    'have their effect once through %s',
    async (kind) => {
      const loanNo = newLoan();
      await lender.addLoans([loanNo], ON_TIME);
      await lender.recordDay('2026-01-15');
      await lender.recordDay('2026-02-15');
      for (const bureau of BUREAUS) sandbox.contributions.disturb(SIDES[bureau], { kind });
      for (let tries = 0; tries < 5; tries += 1) {
        await drainAll();
        lender.time.now = new Date(lender.time.now.getTime() + 120_000);
      }
      for (const { bureau, reference, state } of await of(loanNo))
        expect([state, effects(bureau, reference)]).toEqual(['ACCEPTED', 1]);
    },
  );

  it('keep the order of a loan: nothing passes a record whose end is not known', async () => {
    const loanNo = newLoan();
    await lender.addLoans([loanNo], ON_TIME);
    await lender.recordDay('2026-01-15');
    await lender.recordDay('2026-02-15');
    sandbox.contributions.disturb('baihang', { kind: 'lostRequest' });
    await lender.drain('BAIHANG');
    const baihang = async () =>
      (await lender.rows(`loan_no = '${loanNo}' AND bureau = 'BAIHANG'`)).map(({ state }) => state);
    expect(await baihang()).toEqual(['UNKNOWN', 'READY']);
    await lender.drain('BAIHANG');
    expect(await baihang()).toEqual(['UNKNOWN', 'READY']);
    lender.time.now = new Date(lender.time.now.getTime() + 120_000);
    await lender.drain('BAIHANG');
    expect(await baihang()).toEqual(['ACCEPTED', 'ACCEPTED']);
    await drainAll();
  });

  it('that a bureau refuses do not stop those behind, and go again when they are mended', async () => {
    const loanNo = newLoan();
    await lender.addLoans([loanNo], ON_TIME);
    await lender.recordDay('2026-02-15');
    sandbox.contributions.plantError('nifa', { at: 'RECEIPT', code: '9001', field: 'balance' });
    await drainAll();
    const [refused] = await lender.rows(`loan_no = '${loanNo}' AND bureau = 'NIFA'`);
    expect(refused).toMatchObject({ state: 'REJECTED', rule: '9001' });
    expect(JSON.parse(refused?.findings ?? '[]')).toMatchObject([{ rule: '9001', fields: ['balance'] }]);
    const id = String(refused?.id);
    const again = { input: { id }, idempotencyKey: null };
    await lender.commands.run(resubmitContribution, again, lender.context);
    await drainAll();
    expect(await lender.rows(`id = ${id}`)).toMatchObject([{ state: 'ACCEPTED' }]);
    expect(effects('NIFA', refused?.reference ?? '')).toBe(1);
    await expect(lender.commands.run(resubmitContribution, again, lender.context)).rejects.toMatchObject({
      code: 'CONTRIBUTION_STATE',
    });
  });

  it('that are withdrawn never go', async () => {
    const loanNo = newLoan();
    await lender.addLoans([loanNo]);
    await lender.recordDay('2026-01-15');
    for (const { id } of await of(loanNo))
      await lender.commands.run(
        withdrawContribution,
        { input: { id: String(id) }, idempotencyKey: null },
        lender.context,
      );
    await drainAll();
    for (const { bureau, state, reference } of await of(loanNo))
      expect([state, effects(bureau, reference)]).toEqual(['WITHDRAWN', undefined]);
  });

  it('are corrected by an event that says what happened instead', async () => {
    const loanNo = newLoan();
    await lender.addLoans([loanNo], ON_TIME);
    await lender.recordDay('2026-01-15');
    await lender.recordDay('2026-02-15');
    await drainAll();
    const corrects = { kind: 'REPAY', businessDate: '2026-02-15', nothingHappened: true } as const;
    await lender.tell([{ loanNo, term: 1, kind: 'CORRECT', businessDate: '2026-02-20', corrects }]);
    await drainAll();
    const rows = await lender.rows(`loan_no = '${loanNo}' AND event_kind = 'CORRECT'`);
    expect(rows.map(({ bureau, state }) => `${bureau} ${state}`)).toEqual(
      expect.arrayContaining(['BAIHANG ACCEPTED', 'NIFA ACCEPTED']),
    );
  });

  it('are shared by two replicas, each with its effect once', async () => {
    const other = await openLender(target.url(), url, { leaseMs: 30_000 });
    other.time.now = lender.time.now;
    const loanNos = Array.from({ length: 24 }, newLoan);
    await lender.addLoans(loanNos, [], ['BAIHANG']);
    await lender.recordDay('2026-01-15');
    const rounds = await Promise.all([lender.drain('BAIHANG'), other.drain('BAIHANG')]);
    expect(rounds.reduce((all, { accepted }) => all + accepted, 0)).toBe(loanNos.length);
    // Whoever is outrun takes what is behind, and does not give up.
    expect(Math.min(...rounds.map(({ accepted }) => accepted))).toBeGreaterThan(0);
    const rows = await lender.rows(
      `bureau = 'BAIHANG' AND loan_no IN (${loanNos.map((loanNo) => `'${loanNo}'`).join(', ')})`,
    );
    expect(rows).toHaveLength(loanNos.length);
    for (const { reference } of rows)
      expect(sandbox.contributions.counts('baihang').records[reference]).toMatchObject({
        arrivals: 1,
        effects: 1,
      });
    await other.close();
  });

  it('of a replica that died are sent by another when its lease has ended, under the same key', async () => {
    const loanNo = newLoan();
    await lender.addLoans([loanNo]);
    await lender.recordDay('2026-01-15');
    const keys: string[] = [];
    const { send } = lender.connector('NIFA').transport;
    const dying = lender.drainBy('NIFA', async (batch, key) => {
      keys.push(key);
      await send(batch, key);
      throw new Error('dead');
    });
    await expect(dying).rejects.toThrow('dead');
    const nifa = () => lender.rows(`loan_no = '${loanNo}' AND bureau = 'NIFA'`);
    expect(await nifa()).toMatchObject([{ state: 'SENT' }]);
    expect(await lender.drain('NIFA')).toMatchObject({ sent: 0 });
    lender.time.now = new Date(lender.time.now.getTime() + 61_000);
    await lender.drainBy('NIFA', (batch, key) => {
      keys.push(key);
      return send(batch, key);
    });
    const [row] = await nifa();
    expect(row).toMatchObject({ state: 'ACCEPTED', attempts: 2 });
    expect(keys).toEqual([keys[0], keys[0]]);
    expect(sandbox.contributions.counts('nifa').records[row?.reference ?? '']).toMatchObject({
      arrivals: 2,
      effects: 1,
    });
  });

  it('are not touched any more by a replica that lost its lease', async () => {
    const loanNo = newLoan();
    await lender.addLoans([loanNo]);
    await lender.recordDay('2026-01-15');
    await lender.drainBy('NIFA', async (batch) => {
      lender.time.now = new Date(lender.time.now.getTime() + 61_000);
      await lender.drain('NIFA');
      return batch.map(() => ({ kind: 'REJECTED', rule: 'TOO-LATE', field: null }));
    });
    expect(await lender.rows(`loan_no = '${loanNo}' AND bureau = 'NIFA'`)).toMatchObject([
      { state: 'ACCEPTED', rule: null },
    ]);
  });
});
