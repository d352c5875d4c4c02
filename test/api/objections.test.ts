import { exampleOperation } from '../support/example-operation';
import { type Answer, type RunningGateway, startGateway } from '../support/gateway';
import { reportBeside } from '../support/report-run';

// Each test runs the command several times.
jest.setTimeout(60_000);

const BUREAUS = ['SHANGHAI_CREDIT', 'BAIHANG', 'NIFA'];
const PAID_OUT = '2026-03-18';

let running: RunningGateway;

beforeAll(async () => {
  running = await startGateway({ environment: { REPORTING_START: '2026-01-01' } });
  for (const persona of ['over-indebted', 'multi-platform', 'past-overdue']) {
    const { data } = await running.query(
      'query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { id } } }',
      { key: { external: { source: 'demo', value: persona } } },
    );
    const { input } = exampleOperation('26-consent-to-reporting').variables;
    for (const bureau of BUREAUS) {
      const consentNo = `REPORT-${bureau}-${persona}`;
      await answered('26-consent-to-reporting', {
        input: { ...input, consentNo, borrower: data.borrower.id, bureau },
      });
    }
  }
  await answered('25-tell-loan-events');
  await send();
}, 60_000);
afterAll(() => running?.close());

/** An operation of examples/operations, as whom its title names. */
async function tab(name: string, variables: object = {}, role = exampleOperation(name).role) {
  const example = exampleOperation(name);
  return running.query(example.query, { ...example.variables, ...variables }, role);
}

// biome-ignore lint/suspicious/noExplicitAny: an answer holds whatever the operation asks for
async function answered(name: string, variables: object = {}): Promise<any> {
  const { data, errors } = await tab(name, variables);
  expect(errors).toBeUndefined();
  return data;
}

const send = () => reportBeside(running, ['--date', '2026-01-01']);
const refusalOf = ({ errors }: Answer) => errors?.[0]?.extensions;

interface Row {
  readonly id: string;
  readonly bureau: string;
  readonly eventKind: string;
  readonly type: string;
  readonly opCode: string;
  readonly state: string;
  readonly rule: string | null;
}

async function records(loanNo: string, kind: string): Promise<Row[]> {
  const { data } = await running.query(
    `query ($loanNo: String) { contributions(first: 100, filter: { loanNo: $loanNo }) { nodes {
      id bureau eventKind type opCode state rule } } }`,
    { loanNo },
    'operator',
  );
  return data.contributions.nodes.filter(({ eventKind }: Row) => eventKind === kind);
}
const shown = async (loanNo: string, kind: string): Promise<string[]> =>
  (await records(loanNo, kind))
    .map(({ bureau, type, opCode, state }) => `${bureau} ${type}${opCode} ${state}`)
    .sort();
async function idAt(bureau: string, loanNo: string, kind: string): Promise<string> {
  const found = (await records(loanNo, kind)).find((row) => row.bureau === bureau);
  return found?.id ?? 'none';
}
/** As the analyst sees it, who may not read records for bureaus. */
async function isDisputed(loanNo: string): Promise<boolean> {
  const { data } = await running.query('{ loans(first: 100) { nodes { loanNo isDisputed } } }');
  return data.loans.nodes.find((loan: { loanNo: string }) => loan.loanNo === loanNo).isDisputed;
}

describe('An objection', () => {
  const loanNo = 'LOAN-OVER-INDEBTED';
  const object = async (change: object = {}) => {
    const { input } = exampleOperation('31-object').variables;
    const contribution = await idAt('NIFA', loanNo, 'ISSUE');
    return tab('31-object', { input: { ...input, contribution, ...change } });
  };
  const answer = (id: string, change: object = {}) => {
    const { input } = exampleOperation('32-answer-objection').variables;
    return tab('32-answer-objection', { input: { ...input, id, ...change } });
  };

  it('marks loan, record and report, is due in 20 days, and is told to the bureaus as its answer is', async () => {
    const composite = exampleOperation('01-composite').variables.credit;
    const { data } = await object();
    const { id } = data.objectToContribution;
    expect(await isDisputed(loanNo)).toBe(true);
    const { open, overdue } = await answered('33-objections-and-facts');
    expect([open.nodes, overdue.nodes]).toMatchObject([
      [
        {
          id,
          loanNo,
          eventKind: 'ISSUE',
          businessDate: PAID_OUT,
          receivedOn: '2026-06-29',
          dueOn: '2026-07-19',
        },
      ],
      [],
    ]);
    const reports = await running.query(
      `query ($key: BorrowerKey!, $credit: CreditReportRequest!) { borrower(key: $key) { ... on Borrower {
        creditReports(request: $credit) { ... on CreditReport { bureau disputedLoanNos } } } } }`,
      { key: { external: { source: 'demo', value: 'over-indebted' } }, credit: composite },
    );
    expect(reports.errors).toBeUndefined();
    for (const bureau of BUREAUS)
      expect(reports.data.borrower.creditReports).toContainEqual({ bureau, disputedLoanNos: [loanNo] });

    await send();
    const marks = ['BAIHANG D2M ACCEPTED', 'NIFA REPORTM ACCEPTED', 'SHANGHAI_CREDIT GM ACCEPTED'];
    expect(await shown(loanNo, 'DISPUTE')).toEqual(marks);
    expect(refusalOf(await object())).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await answer(id)).errors).toBeUndefined();
    await send();
    expect(await shown(loanNo, 'ANSWER')).toEqual(marks);
    expect(await isDisputed(loanNo)).toBe(false);
    const { contribution } = await answered('27-contribution', {
      id: await idAt('BAIHANG', loanNo, 'ISSUE'),
    });
    expect(contribution.objections).toEqual([
      { id, state: 'REFUTED', receivedOn: '2026-06-29', dueOn: '2026-07-19', isOverdue: false },
    ]);
    expect(refusalOf(await answer(id))).toMatchObject({ argument: 'input.id', problem: 'was answered' });
  });

  it('that was not answered in time is shown as overdue', async () => {
    const { data } = await tab('31-object', {
      input: {
        ...exampleOperation('31-object').variables.input,
        contribution: await idAt('NIFA', 'LOAN-MULTI-PLATFORM', 'ISSUE'),
        receivedOn: '2026-06-10',
      },
    });
    const { id } = data.objectToContribution;
    const overdue = async () => (await answered('33-objections-and-facts')).overdue.nodes;
    expect(await overdue()).toEqual([]);
    // The day after the last one: the demo's day does not move.
    await running.gateway.database.write((transaction) =>
      transaction.run('UPDATE objection SET due_on = ? WHERE id = ?', ['2026-06-29', id]),
    );
    expect(await overdue()).toMatchObject([{ id, isOverdue: true }]);
    const upheld = await answer(id, { outcome: 'UPHELD' });
    expect(refusalOf(upheld)).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'input.outcome' });
    await answered('29-correct', { id: await idAt('NIFA', 'LOAN-MULTI-PLATFORM', 'ISSUE') });
    expect((await answer(id, { outcome: 'UPHELD' })).errors).toBeUndefined();
    expect(await overdue()).toEqual([]);
  });

  it.each([
    ['of a day to come', { receivedOn: '2026-07-01' }, 'input.receivedOn'],
    ['of more than 20 days ago', { receivedOn: '2026-06-09' }, 'input.receivedOn'],
    ['without evidence', { evidenceHash: 'none' }, 'input.evidenceHash'],
    ['to no record', { contribution: '1' }, 'input.contribution'],
  ])('%s is refused by its field', async (_what, change, argument) => {
    expect(refusalOf(await object(change))).toMatchObject({ argument });
  });
});

describe('An adverse fact', () => {
  const loanNo = 'LOAN-PAST-OVERDUE';
  const { content } = exampleOperation('34-propose-adverse-fact').variables;

  it('goes out when a second person approved exactly it and the borrower was told', async () => {
    const { proposeAdverseFact: first } = await answered('34-propose-adverse-fact');
    const { id } = first;
    const same = await tab('35-approve-adverse-fact', first, 'operator');
    expect(refusalOf(same)).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'id' });
    await answered('35-approve-adverse-fact', first);
    const changed = (
      await answered('34-propose-adverse-fact', { id, content: { ...content, amountFen: '193000' } })
    ).proposeAdverseFact;
    expect(changed).toEqual({ id, contentHash: expect.not.stringContaining(first.contentHash) });
    expect((await answered('33-objections-and-facts')).toApprove.nodes).toMatchObject([
      { id, contentHash: changed.contentHash, approvedBy: null, proposedBy: 'developer-operator' },
    ]);
    expect(refusalOf(await tab('36-report-adverse-fact', { id }))).toMatchObject({ argument: 'id' });
    expect(refusalOf(await tab('35-approve-adverse-fact', first))).toMatchObject({ argument: 'contentHash' });
    await answered('35-approve-adverse-fact', changed);
    await answered('36-report-adverse-fact', { id });
    await send();
    expect(await shown(loanNo, 'ADVERSE')).toEqual([
      'NIFA REPORTA BLOCKED_NOTICE',
      'SHANGHAI_CREDIT GA BLOCKED_NOTICE',
    ]);
    const { recordAdverseNotice } = await answered('30-adverse-notice');
    expect(recordAdverseNotice).toEqual({ created: true, released: 2 });
    await send();
    expect(await shown(loanNo, 'ADVERSE')).toEqual(['NIFA REPORTA ACCEPTED', 'SHANGHAI_CREDIT GA ACCEPTED']);
  });

  it.each([
    ['a day without arrears', { occurredOn: '2026-06-20' }, 'content.fact'],
    ['more than was owed', { amountFen: '99999999999' }, 'content.amountFen'],
    ['a verdict', { definition: '失信人名单' }, 'content.definition'],
    ['no definition', { definition: '' }, 'content.definition'],
  ])('that names %s is refused by its field', async (_what, change, argument) => {
    const answer = await tab('34-propose-adverse-fact', { content: { ...content, ...change } });
    expect(refusalOf(answer)).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });
});

describe('What bureaus were told', () => {
  const WITHDRAW = 'mutation ($id: ID!) { withdrawContribution(id: $id) { id } }';
  const withdraw = (id: string) => running.query(WITHDRAW, { id }, 'operator');

  it('is taken back by a withdrawal, and what was not sent yet does not go', async () => {
    const loanNo = 'LOAN-MULTI-PLATFORM';
    const event = { loanNo, term: 1, kind: 'REPAY', businessDate: '2026-04-18' };
    await answered('25-tell-loan-events', { input: [event], key: 'TERM-1' });
    const id = await idAt('NIFA', loanNo, 'REPAY');
    expect((await withdraw(id)).errors).toBeUndefined();
    expect(refusalOf(await withdraw(id))).toMatchObject({ code: 'CONTRIBUTION_STATE', state: 'WITHDRAWN' });
    await send();
    expect(await shown(loanNo, 'REPAY')).toContain('NIFA REPORTA WITHDRAWN');
    expect((await withdraw(await idAt('BAIHANG', loanNo, 'REPAY'))).errors).toBeUndefined();
    await send();
    const corrections = await records(loanNo, 'CORRECT');
    expect(corrections).toContainEqual(
      expect.objectContaining({ bureau: 'BAIHANG', opCode: 'D', state: 'ACCEPTED' }),
    );
    expect(corrections).toContainEqual(
      expect.objectContaining({ bureau: 'SHANGHAI_CREDIT', state: 'PARKED', rule: 'FIELD-UNSUPPORTED' }),
    );
  });

  it('is read by auditors, changed by none of them, and neither by analysts', async () => {
    const id = await idAt('NIFA', 'LOAN-OVER-INDEBTED', 'ISSUE');
    expect((await tab('24-reporting-day', {}, 'auditor')).errors).toBeUndefined();
    expect(refusalOf(await tab('28-resubmit', { id }, 'auditor'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(refusalOf(await tab('24-reporting-day', {}, 'analyst'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(refusalOf(await tab('31-object', {}, 'analyst'))).toMatchObject({ code: 'FORBIDDEN' });
  });
});

it('takes the same number of SQL statements for one record with its life as for fifty', async () => {
  // Of borrowers without a consent: each is held back, and none is sent.
  for (const day of [PAID_OUT, '2026-04-18']) await reportBeside(running, ['--date', day, '--wait', '0']);
  const statementsOf = async (first: number): Promise<unknown> => {
    const { data, errors, extensions } = await running.query(
      `query ($first: Int!) { contributions(first: $first) { nodes { id findings { rule } timeline { state }
        objections { id } } } }`,
      { first },
      'operator',
    );
    expect([errors, data?.contributions.nodes.length]).toEqual([undefined, first]);
    return (extensions as { cost: { statements: number } }).cost.statements;
  };
  // The records, their steps, the objections to them.
  expect(await statementsOf(1)).toBe(3);
  expect(await statementsOf(50)).toBe(3);
});
