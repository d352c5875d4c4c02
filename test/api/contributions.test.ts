import { setTimeout as sleep } from 'node:timers/promises';
import { PERSONAS } from '../../src/demo';
import { type Answer, type RunningGateway, startGateway } from '../support/gateway';

const EVENT = `mutation ($input: LoanEventInput!) { recordLoanEvent(input: $input) { id created kind term } }`;
const statementsOf = ({ extensions }: Answer) =>
  (extensions as { cost: { statements: number } }).cost.statements;
const LIST = `query ($filter: ContributionFilterInput) { contributions(first: 100, filter: $filter) { nodes {
  id bureau state rule type opCode dueOn adverse attempts receipt findings { rule isError fields mend mendZh }
  timeline { state cause caller } } } }`;

let running: RunningGateway;
let borrower: string;
let loan: { loanNo: string; issuedAt: string };

beforeAll(async () => {
  running = await startGateway({ environment: { REPORTING: 'on' } });
  const { residentId } = PERSONAS.find(({ key }) => key === 'dealer-owner') ?? {};
  const { data } = await running.query(
    'query ($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { id loans(first: 1) { nodes { loanNo issuedAt } } } } }',
    { key: { residentId } },
  );
  borrower = data.borrower.id;
  loan = data.borrower.loans.nodes[0];
}, 60_000);
afterAll(() => running?.close());

const records = async () => {
  const { data } = await running.query(LIST, { filter: { loanNo: loan.loanNo } }, 'operator');
  return data.contributions.nodes;
};

it('shows how an event becomes records that wait for a consent, and go when it is there', async () => {
  const input = { loanNo: loan.loanNo, kind: 'ISSUE', businessDate: loan.issuedAt };
  const { data } = await running.query(EVENT, { input }, 'app');
  expect(data.recordLoanEvent).toMatchObject({ created: true, kind: 'ISSUE', term: 0 });
  const again = await running.query(EVENT, { input }, 'app');
  expect(again.data.recordLoanEvent).toEqual({ ...data.recordLoanEvent, created: false });
  const parked = await records();
  expect(parked.length).toBeGreaterThanOrEqual(3);
  for (const record of parked)
    expect(record).toMatchObject({
      state: 'PARKED',
      rule: 'CONSENT',
      timeline: [{ state: 'PARKED', cause: 'CONSENT', caller: null }],
    });

  const [first] = parked.filter(({ bureau }: { bureau: string }) => bureau === 'NIFA');
  const granted = await running.query(
    'mutation ($input: GrantConsentInput!) { grantConsent(input: $input) { created } }',
    {
      input: {
        consentNo: 'REPORT-1',
        borrower,
        bureau: 'NIFA',
        type: 'REPORT',
        purposes: ['LOAN_APPROVAL'],
        dataCategories: ['LOAN'],
        templateVersion: '1',
        textHash: 'a'.repeat(64),
        signedAt: '2026-01-01T00:00:00Z',
        validFrom: '2026-01-01T00:00:00Z',
        validTo: '2099-01-01T00:00:00Z',
        channel: 'APP',
        evidenceHash: 'b'.repeat(64),
      },
    },
    'app',
  );
  expect(granted.errors).toBeUndefined();
  const resubmitted = await running.query(
    'mutation ($id: ID!) { resubmitContribution(id: $id) { id } }',
    { id: first.id },
    'operator',
  );
  expect(resubmitted).toEqual({ ...resubmitted, data: { resubmitContribution: { id: first.id } } });
  const one = async () => {
    const answer = await running.query(
      'query ($id: ID!) { contribution(id: $id) { state receipt attempts findings { rule } timeline { state } } }',
      { id: first.id },
      'operator',
    );
    expect(statementsOf(answer)).toBe(2);
    return answer.data.contribution;
  };
  for (let waited = 0; waited < 500 && (await one()).state !== 'ACCEPTED'; waited += 1) await sleep(100);
  expect(await one()).toMatchObject({
    state: 'ACCEPTED',
    receipt: expect.any(String),
    timeline: [{ state: 'PARKED' }, { state: 'READY' }, { state: 'SENT' }, { state: 'ACCEPTED' }],
  });

  const days = await running.query(
    `query ($day: BusinessDate!) { contributionDays(from: $day, to: $day) { bureau total accepted open tasks isLate } }`,
    { day: loan.issuedAt },
    'operator',
  );
  expect(statementsOf(days)).toBe(1);
  expect(days.data.contributionDays).toContainEqual({
    bureau: 'NIFA',
    total: 1,
    accepted: 1,
    open: 0,
    tasks: 0,
    isLate: false,
  });
  expect(days.data.contributionDays).toContainEqual(
    expect.objectContaining({ bureau: 'BAIHANG', tasks: 1, accepted: 0, isLate: true }),
  );
}, 60_000);

it('names the field and the rule of an event that does not hold, and stores nothing', async () => {
  const input = { loanNo: loan.loanNo, kind: 'ISSUE', businessDate: '2020-01-01' };
  const { errors } = await running.query(EVENT, { input }, 'app');
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'INVALID_LOAN_EVENT',
    field: 'input.events.0.businessDate',
    rule: expect.any(String),
  });
});

it('refuses what no record answers to', async () => {
  const unknown = await running.query(LIST, { filter: { bureau: 'NO_SUCH_BUREAU' } }, 'operator');
  expect(unknown.errors?.[0]?.extensions).toMatchObject({ code: 'UNKNOWN_BUREAU', field: 'filter.bureau' });
  const withdrawn = await running.query('mutation { withdrawContribution(id: "1") { id } }', {}, 'operator');
  expect(withdrawn.errors?.[0]?.extensions.code).toBe('UNKNOWN_CONTRIBUTION');
  const notice = {
    loanNo: loan.loanNo,
    channel: 'sms',
    evidenceHash: 'x',
    noticedAt: '2026-06-01T00:00:00Z',
  };
  const refused = await running.query(
    'mutation ($input: AdverseNoticeInput!) { recordAdverseNotice(input: $input) { created } }',
    { input: notice },
    'app',
  );
  expect(refused.errors?.[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    argument: 'input.channel',
  });
});

it('shows what does not fit between events and records, page by page, to those who may see it', async () => {
  const document = `query ($first: Int!, $after: String, $filter: ReconciliationFilterInput) {
    reconciliation(first: $first, after: $after, filter: $filter) { pageInfo { hasNextPage endCursor }
      nodes { kind reason bureau loanNo term eventKind businessDate contributionId mend mendZh } } }`;
  const day = { from: loan.issuedAt, to: loan.issuedAt };
  const ask = async (variables: object) => {
    const answer = await running.query(document, { first: 10, filter: day, ...variables }, 'operator');
    expect(answer.errors).toBeUndefined();
    return answer.data.reconciliation;
  };
  const statements = async (filter: object): Promise<number> => {
    return statementsOf(await running.query(document, { first: 10, filter }, 'operator'));
  };
  const unrecorded = { ...day, kind: 'EVENT_WITHOUT_RECORD' };
  expect((await ask({})).nodes).toEqual([]);
  // One for each bureau.
  expect(await statements(unrecorded)).toBe(3);
  await running.gateway.database.write((transaction) =>
    transaction.run("DELETE FROM contribution WHERE loan_no = ? AND bureau <> 'SHANGHAI_CREDIT'", [
      loan.loanNo,
    ]),
  );
  const first = await ask({ first: 1 });
  expect(first).toMatchObject({
    nodes: [
      {
        kind: 'EVENT_WITHOUT_RECORD',
        reason: 'RECORD_LOST',
        bureau: 'BAIHANG',
        loanNo: loan.loanNo,
        term: 0,
        eventKind: 'ISSUE',
        businessDate: loan.issuedAt,
        contributionId: null,
        mend: expect.stringContaining('--mend'),
        mendZh: expect.stringContaining('补建'),
      },
    ],
    pageInfo: { hasNextPage: true },
  });
  const second = await ask({ first: 1, after: first.pageInfo.endCursor });
  expect(second).toMatchObject({ nodes: [{ bureau: 'NIFA' }], pageInfo: { hasNextPage: false } });
  const ofNifa = await ask({ filter: { ...day, bureau: 'NIFA' } });
  expect(ofNifa.nodes).toMatchObject([{ bureau: 'NIFA' }]);
  // The page, and the events on it.
  expect(await statements({ ...unrecorded, bureau: 'NIFA' })).toBe(2);
  expect((await ask({ filter: { ...day, kind: 'MISSING_MONTH' } })).nodes).toEqual([]);

  const filter = { from: '2026-01-01', to: '2026-02-01' };
  const long = await running.query(document, { first: 1, filter }, 'operator');
  expect(long.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_FILTER', field: 'filter.to' });
  const unknown = await running.query(
    document,
    { first: 1, filter: { ...day, bureau: 'NO_SUCH_BUREAU' } },
    'operator',
  );
  expect(unknown.errors?.[0]?.extensions).toMatchObject({ code: 'UNKNOWN_BUREAU', field: 'filter.bureau' });
  const refused = await running.query(document, { first: 1 }, 'analyst');
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
});
