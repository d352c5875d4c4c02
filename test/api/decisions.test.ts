import { PERSONAS } from '../../src/demo';
import { describeOnDatabases } from '../support/databases';
import { type Answer, type RunningGateway, startGateway } from '../support/gateway';

const FIELDS = `id outcome standing state applicationNo score pd hash rights disputed
  price { yearlyRate allInRate capRate instalments { number principal { value } } }
  limit { value } rules { code effect value } reasons { code text textZh }
  model { name fingerprint } policy { name } reviews { number outcome reason reviewedBy }`;
const DECIDE = `mutation ($input: DecideInput!, $key: String) { decide(input: $input, idempotencyKey: $key) { ${FIELDS} } }`;
const REVIEW = `mutation ($input: ReviewDecisionInput!) { reviewDecision(input: $input) { ${FIELDS} } }`;
const REPLAY = 'query ($id: ID!) { replayDecision(id: $id) { identical storedHash replayedHash canonical } }';

describeOnDatabases('Decisions', (target) => {
  let running: RunningGateway;
  const ids = new Map<string, string>();
  let numbers = 0;

  beforeAll(async () => {
    running = await startGateway({ databaseUrl: target.url() });
    const keys = PERSONAS.map(({ residentId, creditCode }) => (residentId ? { residentId } : { creditCode }));
    const { data } = await running.query(
      'query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { id } } }',
      { keys },
    );
    PERSONAS.forEach(({ key }, i) => void ids.set(key, data.borrowers[i].id));
  }, 60_000);
  afterAll(() => running?.close());

  const request = (persona: string, change: object = {}) => {
    numbers += 1;
    return {
      borrower: ids.get(persona),
      applicationNo: `APP-${numbers}`,
      amount: { value: '20000.00', currency: 'CNY' },
      termMonths: 12,
      ...change,
    };
  };
  const decide = (persona: string, change: object = {}, key?: string) =>
    running.query(DECIDE, { input: request(persona, change), key }, 'app');
  const decided = async (persona: string, change: object = {}) => {
    const answer = await decide(persona, change);
    expect(answer.errors).toBeUndefined();
    return answer.data.decide;
  };
  const review = (decision: string, outcome: string, role: 'analyst' | 'app' = 'analyst') =>
    running.query(
      REVIEW,
      { input: { decision, outcome, reason: 'Seen his books.' } },
      role === 'app' ? { role, grants: ['decision:review'] } : role,
    );
  const codes = ({ rules }: { rules: { code: string }[] }) => rules.map(({ code }) => code);
  const errorOf = ({ errors }: Answer) => errors?.[0]?.extensions;

  it('review one whose bureau has not been asked, with the reason in two languages', async () => {
    const decision = await decided('clean-person');
    expect(decision).toMatchObject({ outcome: 'REVIEW', standing: 'REVIEW', state: 'OPEN' });
    expect(decision.rules).toContainEqual({ code: 'BUREAU_MISSING', effect: 'REVIEW', value: 'NOT_STORED' });
    expect(decision.reasons.length).toBeLessThanOrEqual(4);
    expect(decision.rights).toMatch(/人工复核/);
  });

  it('decline a firm that does not pay, and say why', async () => {
    const decision = await decided('circle-dealer-c', { amount: { value: '100000.00', currency: 'CNY' } });
    expect(decision.outcome).toBe('DECLINE');
    expect(codes(decision).some((code) => ['OVERDUE_LOAN', 'DEFAULTED_LOAN'].includes(code))).toBe(true);
  });

  it('are made again to the byte from what is stored', async () => {
    const { id, hash } = await decided('clean-dealer');
    const { data } = await running.query(REPLAY, { id }, 'auditor');
    expect(data.replayDecision).toMatchObject({ identical: true, storedHash: hash, replayedHash: hash });
    expect(JSON.parse(data.replayDecision.canonical)).toMatchObject({ form: 1 });
  });

  it('are made once under one key, and audited', async () => {
    const input = request('clean-dealer');
    const twice = [1, 2].map(() => running.query(DECIDE, { input, key: 'once' }, 'app'));
    const answers = await Promise.all(twice);
    const made = answers.filter(({ errors }) => !errors).map(({ data }) => data.decide.id);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made).size).toBe(1);
    const again = await running.query(DECIDE, { input, key: 'once' }, 'app');
    expect(again.data.decide.id).toBe(made[0]);
    const other = await running.query(DECIDE, { input: { ...input, termMonths: 6 }, key: 'once' }, 'app');
    expect(errorOf(other)).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    const events = await running.gateway.database.rows<{ facts: string }>(
      "SELECT facts FROM audit_event WHERE action = 'DECISION'",
    );
    expect(events.filter(({ facts }) => facts.includes(`"${input.applicationNo}"`))).toHaveLength(1);
  });

  it('take one person to decide a review', async () => {
    const { id } = await decided('clean-person');
    const { data } = await review(id, 'APPROVE');
    expect(data.reviewDecision).toMatchObject({
      outcome: 'REVIEW',
      standing: 'APPROVE',
      state: 'DECIDED',
      reviews: [{ number: 1, outcome: 'APPROVE', reason: 'Seen his books.' }],
    });
    expect(errorOf(await review(id, 'DECLINE'))).toMatchObject({ problem: 'CLOSED' });
  });

  it('take two people to be turned', async () => {
    const { id } = await decided('circle-dealer-c');
    expect((await review(id, 'APPROVE')).data.reviewDecision).toMatchObject({
      standing: 'DECLINE',
      state: 'SECOND_NEEDED',
    });
    expect(errorOf(await review(id, 'APPROVE'))).toMatchObject({
      code: 'DECISION_REVIEW_REFUSED',
      problem: 'SAME_PERSON',
    });
    expect((await review(id, 'APPROVE', 'app')).data.reviewDecision).toMatchObject({
      outcome: 'DECLINE',
      standing: 'APPROVE',
      state: 'DECIDED',
    });
  });

  it('are listed, and stand with their borrower', async () => {
    await decided('supplier-owner');
    const { data } = await running.query(
      `query ($id: ID!) { decisions(filter: { outcome: DECLINE }, first: 50) { nodes { outcome } }
        node(id: $id) { ... on Borrower { decisions(first: 1) { nodes { id outcome } pageInfo { hasNextPage } } } } }`,
      { id: ids.get('clean-person') },
    );
    expect(new Set(data.decisions.nodes.map(({ outcome }: { outcome: string }) => outcome))).toEqual(
      new Set(['DECLINE']),
    );
    expect(data.node.decisions).toMatchObject({
      nodes: [{ outcome: 'REVIEW' }],
      pageInfo: { hasNextPage: true },
    });
  });

  it.each([
    ['borrower', { borrower: 'x' }],
    ['applicationNo', { applicationNo: 'has blanks' }],
    ['amount', { amount: { value: '0.00', currency: 'CNY' } }],
    ['amount', { amount: { value: '10.00', currency: 'USD' } }],
    ['termMonths', { termMonths: 61 }],
    ['disputedLoanNos', { disputedLoanNos: [''] }],
  ])('are refused for a bad %s, which is named', async (field, change) => {
    expect(errorOf(await decide('clean-person', change))).toMatchObject({
      code: 'INVALID_DECISION_REQUEST',
      field: `input.${field}`,
    });
  });

  it('are refused to who may not make or review them', async () => {
    const input = request('clean-person');
    expect(errorOf(await running.query(DECIDE, { input }, 'analyst'))).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'decision:make',
    });
    const { id } = await decided('clean-person');
    const refused = await running.query(
      REVIEW,
      { input: { decision: id, outcome: 'APPROVE', reason: 'x' } },
      'auditor',
    );
    expect(errorOf(refused)).toMatchObject({ code: 'FORBIDDEN', permission: 'decision:review' });
    expect(errorOf(await running.query(REPLAY, { id: 'x' }, 'auditor'))).toMatchObject({
      code: 'INVALID_ID',
    });
  });
});
