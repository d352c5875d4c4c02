import { createSandbox, type Sandbox } from '../../../sandbox/server';
import {
  approveAdverseFact,
  proposeAdverseFact,
  reportAdverseFact,
} from '../../../src/reporting/adverse-facts/adverse-fact.commands';
import {
  correctContribution,
  recordAdverseNotice,
  resubmitContribution,
  withdrawContribution,
} from '../../../src/reporting/api/desk.commands';
import { answerObjection, objectToContribution } from '../../../src/reporting/objections/objection.commands';
import { describeOnDatabases } from '../../support/databases';
import { BUREAUS, openLender, SIDES } from './lender';

const HASH = 'a'.repeat(64);

describeOnDatabases('What people look into', (target) => {
  let sandbox: Sandbox;
  let lender: Awaited<ReturnType<typeof openLender>>;
  let loans = 0;
  let loanNo: string;

  beforeAll(async () => {
    sandbox = createSandbox({ port: 0 });
    lender = await openLender(target.url(), await sandbox.listen());
  }, 60_000);
  afterAll(async () => {
    await lender?.close();
    await sandbox?.close();
  });
  beforeEach(async () => {
    lender.time.day = '2026-06-16';
    loans += 1;
    loanNo = `HT-${loans}`;
    await lender.addLoans([loanNo], [['2026-02-15', '105000']]);
  });

  const named = <Input>(input: Input) => ({ input, idempotencyKey: null });
  const drainAll = async () => {
    for (const bureau of BUREAUS) await lender.drain(bureau);
  };
  const tell = async (...days: readonly string[]) => {
    for (const day of days) await lender.recordDay(day);
    await drainAll();
  };
  const records = async (kind: string) =>
    (await lender.rows(`loan_no = '${loanNo}' AND event_kind = '${kind}'`)).map(
      ({ bureau, type, op_code: op, state, rule }) => [bureau, type + op, state, rule].join(' ').trim(),
    );
  const idOf = async (kind: string, bureau = 'NIFA') =>
    String(
      (await lender.rows(`loan_no = '${loanNo}' AND event_kind = '${kind}' AND bureau = '${bureau}'`))[0]?.id,
    );
  const audited = async (action: string) =>
    (
      await lender.database.rows<{ outcome: string; caller: string }>(
        'SELECT outcome, caller FROM audit_event WHERE action = ? ORDER BY id',
        [action],
      )
    ).map(({ outcome, caller }) => `${outcome} ${caller}`);
  /** The payment of February as the source has it now. */
  const mend = (amountMinor: string) =>
    lender.database.write((transaction) =>
      transaction.run(
        'UPDATE loan_payment SET amount_minor = ? WHERE loan_id IN (SELECT id FROM loan WHERE loan_no = ?)',
        [amountMinor, loanNo],
      ),
    );
  const object = async (contribution: string, change: object = {}) =>
    lender.commands.run(
      objectToContribution,
      named({ contribution, receivedOn: '2026-06-10', channel: 'LETTER', evidenceHash: HASH, ...change }),
      lender.as('clerk'),
    );
  const answer = (id: string, outcome: 'UPHELD' | 'REFUTED') =>
    lender.commands.run(
      answerObjection,
      named({ id, outcome, checked: ['LOAN_BOOK', 'PAYMENTS'] as const, answerHash: HASH }),
      lender.as('investigator'),
    );
  const MARKS = ['BAIHANG D3M ACCEPTED', 'NIFA REPORTM ACCEPTED', 'SHANGHAI_CREDIT GM ACCEPTED'];

  it('an objection marks what was told at every bureau, and its answer tells how it ended', async () => {
    await tell('2026-02-15');
    const id = await object(await idOf('REPAY', 'BAIHANG'));
    await drainAll();
    expect((await records('DISPUTE')).sort()).toEqual(MARKS);
    await expect(object(await idOf('REPAY'))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    lender.time.day = '2026-06-20';
    await answer(id, 'REFUTED');
    await drainAll();
    expect((await records('ANSWER')).sort()).toEqual(MARKS);
    await expect(answer(id, 'REFUTED')).rejects.toMatchObject({ facts: { problem: 'was answered' } });
    const [row] = await lender.database.rows('SELECT * FROM objection WHERE id = ?', [id]);
    expect(row).toMatchObject({
      state: 'REFUTED',
      due_on: '2026-06-30',
      checked: 'LOAN_BOOK PAYMENTS',
      answered_by: 'investigator',
    });
    expect(await audited('OBJECTION')).toEqual(['RAISED clerk', 'REFUTED investigator']);
  });

  it('an objection is upheld by a correction, and marks what was corrected', async () => {
    await tell('2026-02-15');
    const id = await object(await idOf('REPAY'));
    await expect(answer(id, 'UPHELD')).rejects.toMatchObject({ facts: { argument: 'input.outcome' } });
    await mend('106000');
    await lender.commands.run(
      correctContribution,
      named({ id: await idOf('REPAY'), nothingHappened: false }),
      lender.as('clerk'),
    );
    await answer(id, 'UPHELD');
    await drainAll();
    expect((await records('CORRECT')).sort()).toEqual([
      'BAIHANG D3M ACCEPTED',
      'NIFA REPORTM ACCEPTED',
      'SHANGHAI_CREDIT AM ACCEPTED',
      'SHANGHAI_CREDIT GM ACCEPTED',
    ]);
    expect((await records('ANSWER')).sort()).toEqual(MARKS);
    expect(await audited('LOAN_CORRECTION')).toEqual(['CORRECTED clerk']);
  });

  it.each([
    ['a day to come', { receivedOn: '2026-06-17' }, 'input.receivedOn'],
    ['a day too long ago', { receivedOn: '2026-05-26' }, 'input.receivedOn'],
    ['a channel that is no code', { channel: 'a letter' }, 'input.channel'],
    ['no evidence', { evidenceHash: '' }, 'input.evidenceHash'],
  ])('an objection with %s is refused', async (_what, change, argument) => {
    await expect(object('1', change)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', facts: { argument } });
  });

  it('a withdrawal of what bureaus have goes out as taken back', async () => {
    await tell('2026-02-15');
    const withdraw = async () =>
      lender.commands.run(withdrawContribution, named({ id: await idOf('REPAY') }), lender.as('clerk'));
    await withdraw();
    await drainAll();
    expect((await records('CORRECT')).sort()).toEqual([
      'BAIHANG D3D ACCEPTED',
      'NIFA REPORTD ACCEPTED',
      'SHANGHAI_CREDIT NONEA PARKED FIELD-UNSUPPORTED',
    ]);
  });

  it('a record that was refused goes again with the amounts of the book as it is now', async () => {
    sandbox.contributions.plantError('nifa', { at: 'RECEIPT', code: '9001', field: 'paidAmount', loanNo });
    await tell('2026-02-15');
    expect(await records('REPAY')).toContain('NIFA REPORTA REJECTED 9001');
    await mend('105500');
    const again = named({ id: await idOf('REPAY') });
    await lender.commands.run(resubmitContribution, again, lender.as('clerk'));
    const sent: unknown[] = [];
    await lender.drainBy('NIFA', async (batch, key) => {
      sent.push(...batch.map(({ content }) => content.reveal().paidAmount));
      return lender.connector('NIFA').transport.send(batch, key);
    });
    expect(sent).toEqual(['1055.00']);
    expect(await records('REPAY')).toContain('NIFA REPORTA ACCEPTED');
  });

  it('a record that the book bears out no more stays until it is withdrawn', async () => {
    sandbox.contributions.plantError('nifa', { at: 'RECEIPT', code: '9001', field: 'paidAmount', loanNo });
    await tell('2026-02-15');
    await lender.database.write((transaction) =>
      transaction.run('DELETE FROM loan_payment WHERE loan_id IN (SELECT id FROM loan WHERE loan_no = ?)', [
        loanNo,
      ]),
    );
    const again = named({ id: await idOf('REPAY') });
    await lender.commands.run(resubmitContribution, again, lender.as('clerk'));
    expect(await records('REPAY')).toContain('NIFA REPORTA PARKED BOOK_CHANGED');
  });

  describe('an adverse fact', () => {
    const content = (change: object = {}) => ({
      loanNo,
      fact: 'DEBT_EVASION' as const,
      occurredOn: '2026-04-01',
      amountFen: '105000',
      definition: 'SAMPLE 2026 1.2',
      evidenceHash: HASH,
      ...change,
    });
    const propose = (change: object = {}, id: string | null = null, by = 'clerk') =>
      lender.commands.run(proposeAdverseFact, named({ id, content: content(change) }), lender.as(by));
    const approve = (fact: { id: string; contentHash: string }, by = 'officer') =>
      lender.commands.run(approveAdverseFact, named(fact), lender.as(by));
    const report = (id: string) => lender.commands.run(reportAdverseFact, named({ id }), lender.as('clerk'));

    it('goes out after a second person has approved exactly it, and the borrower was told', async () => {
      const fact = await propose();
      await expect(report(fact.id)).rejects.toMatchObject({ facts: { argument: 'id' } });
      await expect(approve(fact, 'clerk')).rejects.toMatchObject({ facts: { argument: 'id' } });
      await expect(approve({ ...fact, contentHash: 'b'.repeat(64) })).rejects.toMatchObject({
        facts: { argument: 'contentHash' },
      });
      await approve(fact);
      await report(fact.id);
      await drainAll();
      expect((await records('ADVERSE')).sort()).toEqual([
        'NIFA REPORTA BLOCKED_NOTICE ADVERSE_NOTICE',
        'SHANGHAI_CREDIT GA BLOCKED_NOTICE ADVERSE_NOTICE',
      ]);
      const notice = {
        loanNo,
        channel: 'SMS',
        evidenceHash: HASH,
        noticedAt: new Date('2026-06-16T00:00:00Z'),
      };
      await lender.commands.run(recordAdverseNotice, named(notice), lender.as('clerk'));
      await drainAll();
      expect((await records('ADVERSE')).sort()).toEqual([
        'NIFA REPORTA ACCEPTED',
        'SHANGHAI_CREDIT GA ACCEPTED',
      ]);
      await expect(propose({}, fact.id)).rejects.toMatchObject({ facts: { argument: 'id' } });
      expect(await audited('ADVERSE_NOTICE')).toEqual(['STORED clerk']);
      expect(await audited('ADVERSE_FACT')).toEqual(['PROPOSED clerk', 'APPROVED officer', 'REPORTED clerk']);
    });

    it('that is changed after its approval is approved no more, whoever changed it', async () => {
      const fact = await propose();
      await approve(fact);
      const changed = await propose({ amountFen: '200000' }, fact.id, 'officer');
      expect(changed.contentHash).not.toBe(fact.contentHash);
      await expect(report(fact.id)).rejects.toMatchObject({ facts: { argument: 'id' } });
      await expect(approve(changed, 'officer')).rejects.toMatchObject({ facts: { argument: 'id' } });
      await expect(approve(fact, 'clerk')).rejects.toMatchObject({
        facts: { argument: 'contentHash' },
      });
      await approve(changed, 'clerk');
      await lender.database.write((transaction) =>
        transaction.run("UPDATE adverse_fact SET definition = 'ANOTHER' WHERE id = ?", [fact.id]),
      );
      await expect(report(fact.id)).rejects.toMatchObject({
        facts: { problem: expect.stringContaining('approved again') },
      });
      expect(await records('ADVERSE')).toEqual([]);
    });

    it('that the loan book does not bear out any more is not reported, though it was approved', async () => {
      const fact = await propose();
      await approve(fact);
      await lender.addPayments(loanNo, [['2026-03-10', '105000']]);
      await expect(report(fact.id)).rejects.toMatchObject({
        facts: { argument: 'id', problem: expect.stringContaining('no arrears') },
      });
      expect(await records('ADVERSE')).toEqual([]);
    });

    it.each([
      ['without a definition', { definition: ' ' }, 'definition'],
      ['without evidence', { evidenceHash: 'none' }, 'evidenceHash'],
      ['of no amount', { amountFen: '0' }, 'amountFen'],
      ['of a day to come', { occurredOn: '2026-06-17' }, 'occurredOn'],
      ['of evasion on a day without arrears', { occurredOn: '2026-02-20' }, 'fact'],
      ['of payment by a guarantor where there is none', { fact: 'COMPENSATION' }, 'fact'],
      ['of more than was owed', { amountFen: '1260001' }, 'amountFen'],
      ['of more than was lent', { fact: 'FRAUD', amountFen: '1200001' }, 'amountFen'],
      ['of a day before payout', { fact: 'FRAUD', occurredOn: '2026-01-14' }, 'occurredOn'],
      ['with a verdict for a definition', { definition: '失信名单 2026' }, 'definition'],
    ])('%s is refused', async (_what, change, field) => {
      await expect(propose(change)).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        facts: { argument: `content.${field}` },
      });
    });
  });

  it('adverse data that became too old while they waited do not go', async () => {
    await lender.recordDay('2026-03-16');
    expect((await records('OVERDUE')).map((each) => each.split(' ')[2])).toEqual(
      Array(3).fill('BLOCKED_NOTICE'),
    );
    await lender.database.write((transaction) =>
      transaction.run("UPDATE contribution SET state = 'READY' WHERE loan_no = ?", [loanNo]),
    );
    await lender.addPayments(loanNo, [['2026-03-20', '1155000']]);
    lender.time.day = '2031-03-21';
    await drainAll();
    const rows = await lender.rows(`loan_no = '${loanNo}'`);
    for (const row of rows)
      expect(row).toMatchObject({ state: 'PARKED', rule: 'ADVERSE_TOO_OLD', content_cell: null });
    expect(rows).toHaveLength(3);
    for (const { bureau, reference } of rows)
      expect(sandbox.contributions.counts(SIDES[bureau]).records[reference]).toBeUndefined();
  });
});
