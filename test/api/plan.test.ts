import { describeOnDatabases } from '../support/databases';
import { type Answer, type RunningGateway, startGateway } from '../support/gateway';
import { loadWholeBorrowers, residentIdOf } from '../support/whole-borrowers';

const REPORTS = `query Reports($keys: [BorrowerKey!]!, $credit: CreditReportRequest!) {
  borrowers(keys: $keys) { ... on Borrower { creditReports(request: $credit) {
    __typename bureau purpose inquiryId
    ... on PlannedInquiry { price { value currency } consentNo }
    ... on ConsentRequired { cause }
    ... on BureauUnavailable { cause }
  } } }
}`;

const CREDIT = {
  bureaus: ['SHANGHAI_CREDIT'],
  purpose: 'LOAN_APPROVAL',
  mode: 'INQUIRE_IF_STALE',
  application: { no: 'APP-1' },
};
const PLAN = { plan: true };

describeOnDatabases('A dry run', (target) => {
  let running: RunningGateway;
  beforeAll(async () => {
    running = await startGateway({
      databaseUrl: target.url(),
      environment: { BUREAU_BUDGET_CALLS: '3' },
    });
    await loadWholeBorrowers(running.gateway.database, running.gateway.vault, 6);
  }, 60_000);
  afterAll(() => running?.close());
  beforeEach(() => running.sandbox.resetCalls());

  const ask = (numbers: readonly number[], change: object = {}, extensions: object = PLAN): Promise<Answer> =>
    running.query(
      REPORTS,
      { keys: numbers.map((n) => ({ residentId: residentIdOf(n) })), credit: { ...CREDIT, ...change } },
      'analyst',
      extensions,
    );
  const outcomes = ({ data }: Answer): Record<string, unknown>[] =>
    data.borrowers.flatMap(
      (borrower: { creditReports: Record<string, unknown>[] }) => borrower.creditReports,
    );
  const kinds = (answer: Answer) => outcomes(answer).map(({ __typename }) => __typename);
  const calls = () => running.sandbox.calls().bureaus['shanghai-credit']?.total;
  const rows = async (table: string): Promise<number> => {
    const [row] = await running.gateway.database.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
    return Number(row?.n);
  };
  const ledger = async () => [
    await rows('bureau_inquiry'),
    await rows('bureau_budget'),
    await rows('bureau_report'),
  ];

  it('tells the call, its price and its consent, and neither sends, reserves nor writes anything', async () => {
    const before = [...(await ledger()), await rows('audit_event')];
    const answer = await ask([0]);
    expect(outcomes(answer)).toEqual([
      {
        __typename: 'PlannedInquiry',
        bureau: 'SHANGHAI_CREDIT',
        purpose: 'LOAN_APPROVAL',
        inquiryId: null,
        price: { value: '3.00', currency: 'CNY' },
        consentNo: expect.any(String),
      },
    ]);
    expect(answer.extensions?.cost).toMatchObject({
      plan: true,
      bureauCalls: 1,
      spent: { value: '3.00', currency: 'CNY' },
    });
    expect(calls()).toBe(0);
    expect([...(await ledger()), await rows('audit_event')]).toEqual(before);
  });

  it('counts a call that aliases share once, and stops where the budget would', async () => {
    expect((await ask([0, 0], { maxAgeDays: 3 })).extensions?.cost).toMatchObject({ bureauCalls: 1 });
    const answer = await ask([0, 1, 2, 3, 4]);
    expect(kinds(answer).sort()).toEqual([
      ...Array(2).fill('BudgetExceeded'),
      ...Array(3).fill('PlannedInquiry'),
    ]);
    expect(answer.extensions?.cost).toMatchObject({ bureauCalls: 3, spent: { value: '9.00' } });
    expect(calls()).toBe(0);
  });

  it('shows refusals as they would be, which leaves their audit events', async () => {
    const before = await ledger();
    const audited = await rows('audit_event');
    const answer = await ask([0], { purpose: 'CREDIT_CHECK', bureaus: ['SHANGHAI_CREDIT', 'NIFA'] });
    expect(kinds(answer)[0]).toMatch(/^(ConsentRequired|PurposeNotAllowed)$/);
    expect(answer.extensions?.cost).toMatchObject({ bureauCalls: 0, spent: { value: '0.00' } });
    expect(await ledger()).toEqual(before);
    expect(await rows('audit_event')).toBeGreaterThan(audited);
  });

  it('shows what is stored, after the inquiry that it told of has been made', async () => {
    const made = await ask([5], {}, {});
    expect(made.extensions?.cost).toMatchObject({ bureauCalls: 1, spent: { value: '3.00' } });
    expect(made.extensions?.cost).not.toHaveProperty('plan');
    const answer = await ask([5]);
    expect(kinds(answer)).toEqual(kinds(made));
    expect(answer.extensions?.cost).toMatchObject({ bureauCalls: 0 });
    expect(calls()).toBe(1);
  });

  it('plans an inquiry in any case for those alone who may make one', async () => {
    const always = { mode: 'INQUIRE_ALWAYS' };
    const refused = await ask([5], always);
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'bureau:inquire-always',
    });
    const answer = await running.query(
      REPORTS,
      { keys: [{ residentId: residentIdOf(5) }], credit: { ...CREDIT, ...always } },
      { role: 'analyst', grants: ['bureau:inquire-always'] },
      PLAN,
    );
    expect(kinds(answer)).toEqual(['PlannedInquiry']);
  });

  it.each([
    ['text', 'true'],
    ['a number', 1],
    ['null', null],
    ['a list', [true]],
  ])('is not taken for something else when plan is %s', async (_name, plan) => {
    const answer = await ask([0], {}, { plan });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'extensions.plan',
    });
    expect(answer.data).toBeUndefined();
    expect(calls()).toBe(0);
  });
});
