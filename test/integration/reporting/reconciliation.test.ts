import { buildMissing } from '../../../src/reporting/reconciliation/build-missing';
import type { FindingKind } from '../../../src/reporting/reconciliation/finding';
import { type Found, type Place, reconcile } from '../../../src/reporting/reconciliation/reconcile';
import { untold } from '../../../src/reporting/reconciliation/untold';
import { describeOnDatabases } from '../../support/databases';
import { BUREAUS, openLender } from './lender';

/** Nothing is sent here. */
const NOWHERE = 'http://127.0.0.1:9';
const SPAN = { from: '2026-01-01', to: '2026-06-16' };
/** Terms fall due on the 15th; the last run was that of yesterday. */
const DAYS = ['01-15', '02-15', '03-15', '04-15', '05-15', '06-15'].map((day) => `2026-${day}`);
const ON_TIME = DAYS.slice(1).map((day) => [day, '105000'] as const);

describeOnDatabases('Reconciliation', (target) => {
  let lender: Awaited<ReturnType<typeof openLender>>;
  let statements: number;

  beforeAll(async () => {
    lender = await openLender(target.url(), NOWHERE);
    lender.database.onStatement(() => {
      statements += 1;
    });
  }, 60_000);
  beforeEach(() => {
    statements = 0;
  });
  afterAll(() => lender?.close());

  const deps = () => ({ database: lender.database, clock: lender.context.clock, startOn: '2026-01-01' });
  const connectors = () => BUREAUS.map(lender.connector);
  const change = (sql: string) => lender.database.write((transaction) => transaction.run(sql));
  /** As if every bureau had taken what is to be sent. */
  const accepted = () => change(`UPDATE contribution SET state = 'ACCEPTED' WHERE state = 'READY'`);
  async function found(
    kind: FindingKind | null = null,
    after: Place | null = null,
    atOnce?: number,
  ): Promise<Found[]> {
    const all: Found[] = [];
    const question = { connectors: connectors(), span: SPAN, kind };
    for await (const each of reconcile(deps(), question, after, atOnce)) all.push(each);
    return all;
  }
  /** Without the bureau: what is found alike at each is one line. */
  const linesOf = (all: readonly Pick<Found, 'finding'>[]) => [
    ...new Set(
      all.map(({ finding: { reason, loanNo, term, eventKind, businessDate } }) =>
        [reason, loanNo, term, eventKind, businessDate].join(' '),
      ),
    ),
  ];
  const bureausOf = (all: readonly Found[]) => all.map(({ finding }) => finding.bureau).sort();

  it('of a healthy book finds nothing, by as many statements for one loan as for many', async () => {
    await lender.addLoans(['HT-1'], ON_TIME);
    const apply = { loanNo: 'HT-1', term: 0, kind: 'APPLY', businessDate: '2026-01-10' } as const;
    const application = {
      applicationNo: 'SQ-1',
      amountFen: '1200000',
      months: 12,
      state: 'APPROVED',
    } as const;
    await lender.tell([{ ...apply, application }]);
    for (const day of DAYS) await lender.recordDay(day);
    await accepted();
    statements = 0;
    expect(await found()).toEqual([]);
    // Three kinds at three bureaus, and five months that are over at each.
    expect(statements).toBe(9 + 15);

    await lender.addLoans(
      Array.from({ length: 5 }, (_, i) => `HT-${i + 2}`),
      ON_TIME,
    );
    await lender.addLoans(['HT-90'], ON_TIME, []);
    for (const day of DAYS) await lender.recordDay(day);
    await accepted();
    expect((await lender.rows(`loan_no = 'HT-90'`)).every(({ rule }) => rule === 'CONSENT')).toBe(true);
    statements = 0;
    expect(await found()).toEqual([]);
    expect(statements).toBe(9 + 15);
  });

  it('finds an event whose record is gone and the month it was of, and builds the record again', async () => {
    await change(
      `DELETE FROM contribution WHERE bureau = 'NIFA' AND loan_no = 'HT-2' AND business_date = '2026-03-15'`,
    );
    const all = await found();
    expect(all.map(({ finding }) => [finding.kind, finding.bureau, finding.contributionId])).toEqual([
      ['EVENT_WITHOUT_RECORD', 'NIFA', null],
      ['MISSING_MONTH', 'NIFA', null],
    ]);
    expect(linesOf(all)).toEqual(['RECORD_LOST HT-2 2 REPAY 2026-03-15', 'RECORD_LOST HT-2 0  2026-03-31']);
    const [lost, month] = all.map(({ finding }) => finding);
    const build = (finding = lost) =>
      buildMissing(
        lender.database,
        lender.writer,
        lender.connector('NIFA'),
        finding as NonNullable<typeof lost>,
      );
    expect(await build(month)).toBe(false);
    expect(await build()).toBe(true);
    expect(await build()).toBe(false);
    expect(linesOf(await found())).toEqual(['NOT_SENT HT-2 2 REPAY 2026-03-15']);
    await accepted();
    expect(await found()).toEqual([]);
  });

  it('finds a correction that is gone, and none where the bureau had nothing to correct', async () => {
    const corrects = { kind: 'REPAY', businessDate: '2026-02-15', nothingHappened: true } as const;
    for (const loanNo of ['HT-3', 'HT-90'])
      await lender.tell([{ loanNo, term: 1, kind: 'CORRECT', businessDate: '2026-06-16', corrects }]);
    expect(await found('EVENT_WITHOUT_RECORD')).toEqual([]);
    await change(`DELETE FROM contribution WHERE event_kind = 'CORRECT' AND bureau = 'BAIHANG'`);
    expect(linesOf(await found('EVENT_WITHOUT_RECORD'))).toEqual(['RECORD_LOST HT-3 1 CORRECT 2026-06-16']);
    await change(`DELETE FROM loan_event WHERE kind = 'CORRECT'`);
    await change(`DELETE FROM contribution WHERE event_kind = 'CORRECT'`);
  });

  it('finds records without their event, page by page, at every bureau', async () => {
    await change(`DELETE FROM loan_event WHERE loan_no = 'HT-4' AND business_date = '2026-04-15'`);
    await change(`UPDATE contribution SET term = 9 WHERE bureau = 'NIFA' AND loan_no = 'HT-5' AND term = 3`);
    const all = await found('RECORD_WITHOUT_EVENT');
    expect(linesOf(all).sort()).toEqual([
      'EVENT_LOST HT-4 3 REPAY 2026-04-15',
      'OTHER_EVENT HT-5 9 REPAY 2026-04-15',
    ]);
    expect(bureausOf(all)).toEqual(['BAIHANG', 'NIFA', 'NIFA', 'SHANGHAI_CREDIT']);
    for (const { finding } of all)
      expect(await lender.rows(`id = ${finding.contributionId}`)).toMatchObject([{ bureau: finding.bureau }]);
    const [, second, ...rest] = all;
    expect(await found('RECORD_WITHOUT_EVENT', second?.place)).toEqual(rest);
    expect(await found('RECORD_WITHOUT_EVENT', null, 1)).toEqual(all);

    const told = [];
    for await (const finding of untold(deps(), connectors(), '2026-04-15')) told.push({ finding });
    expect(linesOf(told)).toEqual(['NOT_TOLD HT-4 3 REPAY 2026-04-15']);
    expect(told).toHaveLength(3);
    await change(`UPDATE contribution SET term = 3 WHERE term = 9`);
    await change(`DELETE FROM contribution WHERE loan_no = 'HT-4' AND business_date = '2026-04-15'`);
    await lender.recordDay('2026-04-15');
    await accepted();
    expect(await found()).toEqual([]);
  });

  it('finds what no bureau has accepted by the day after, and nothing that is in time or not owed', async () => {
    const state = (day: string, to: string, rule: string | null = null) =>
      change(
        `UPDATE contribution SET state = '${to}', rule = ${rule ? `'${rule}'` : 'NULL'}
          WHERE loan_no = 'HT-6' AND business_date = '${day}'`,
      );
    const late = async () => {
      const all = await found();
      expect(all.every(({ finding }) => finding.kind === 'NOT_ACCEPTED_IN_TIME')).toBe(true);
      return linesOf(all).map((line) => line.replace(/ HT-6 .* /, ' '));
    };
    await state('2026-06-15', 'READY');
    expect(await late()).toEqual([]);
    lender.time.day = '2026-06-17';
    expect(await late()).toEqual(['NOT_SENT 2026-06-15']);
    await state('2026-06-15', 'FILED');
    expect(await late()).toEqual([]);
    lender.time.day = '2026-06-18';
    await state('2026-01-15', 'PARKED', 'CONSENT');
    await state('2026-02-15', 'PARKED', 'ADVERSE_TOO_OLD');
    await state('2026-03-15', 'PARKED', 'NFCS-04');
    await state('2026-04-15', 'BLOCKED_NOTICE', 'ADVERSE_NOTICE');
    await state('2026-05-15', 'REJECTED', '9001');
    expect((await late()).sort()).toEqual([
      'CONSENT_GIVEN_SINCE 2026-01-15',
      'NOTICE_MISSING 2026-04-15',
      'NO_FEEDBACK 2026-06-15',
      'REFUSED 2026-05-15',
      'TO_MEND 2026-03-15',
    ]);
    await change(`UPDATE consent SET valid_to = '2026-06-01 00:00:00.000'
      WHERE subject_id IN (SELECT subject_id FROM loan WHERE loan_no = 'HT-6')`);
    expect(await late()).not.toContain('CONSENT_GIVEN_SINCE 2026-01-15');
    await change(`UPDATE contribution SET state = 'ACCEPTED' WHERE loan_no = 'HT-6'`);
    lender.time.day = '2026-06-16';
  });

  it('finds the months of an outstanding loan of which nobody told', async () => {
    await lender.addLoans(['HT-91']);
    const all = await found('MISSING_MONTH');
    expect(linesOf(all)).toEqual(
      ['02-28', '03-31', '04-30', '05-31'].map((day) => `NOT_TOLD HT-91 0  2026-${day}`),
    );
    expect(all).toHaveLength(12);
    await change(`UPDATE loan SET status = 'CANCELLED' WHERE loan_no = 'HT-91'`);
    expect(await found('MISSING_MONTH')).toEqual([]);
  });

  it('looks for the loans of a day once, however many there are', async () => {
    const loanNos = Array.from({ length: 101 }, (_, i) => `HT-${200 + i}`);
    await lender.addLoans(loanNos, [], []);
    const searches: string[] = [];
    const stop = lender.database.onStatement((sql) => {
      if (sql.includes('paid_at >= ?')) searches.push(sql);
    });
    const told = [];
    for await (const finding of untold(deps(), connectors(), '2026-02-16')) told.push(finding.loanNo);
    stop();
    expect(told.filter((loanNo) => loanNos.includes(loanNo)).sort()).toEqual(
      loanNos.flatMap((loanNo) => [loanNo, loanNo, loanNo]),
    );
    expect(searches).toHaveLength(1);
  });
});
