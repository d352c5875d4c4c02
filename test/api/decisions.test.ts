import { PERSONAS } from '../../src/demo';
import { DecisionStandings1780272000014 } from '../../src/platform/database/migrations/1780272000014-decision-standings';
import { ObjectionEntity } from '../../src/reporting/objections/objection.entity';
import { loadScorecard } from '../../src/risk';
import firmModel from '../../src/risk/decisions/demo/firm.scorecard.json';
import { describeOnDatabases } from '../support/databases';
import { type Answer, type RunningGateway, startGateway } from '../support/gateway';

const FIELDS = `id outcome standing state applicationNo score pd hash rights disputed
  price { yearlyRate allInRate capRate instalments { number principal { value } } }
  limit { value } rules { code effect value } reasons { code text textZh }
  model { name fingerprint } policy { name } reviews { number outcome ground reason reviewedBy }`;
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
  /** By an analyst of that name. */
  async function review(decision: string, outcome: string, name = 'first'): Promise<Answer> {
    const { token } = await running.gateway.issuer!.issue('analyst', [], undefined, name);
    const input = { decision, outcome, ground: 'EVIDENCE_ADDED', reason: 'Seen the books of his wife.' };
    const response = await fetch(`${running.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: REVIEW, variables: { input } }),
    });
    return (await response.json()) as Answer;
  }
  /** Two hundred borrowers, those that decisions are made on first. */
  const demoKeys = [
    'clean-person',
    ...PERSONAS.map(({ key }) => key),
    ...Array.from({ length: 200 }, (_, n) => `guest-${n + 1}`),
  ]
    .filter((key, i, all) => all.indexOf(key) === i)
    .slice(0, 200)
    .map((value) => ({ external: { source: 'demo', value } }));
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

  it('leave out a loan that the borrower objects to at bureaus, without being told', async () => {
    const change = { amount: { value: '50000.00', currency: 'CNY' } };
    const before = await decided('joint-dealer-c', change);
    expect(codes(before)).toContain('OVERDUE_LOAN');
    const { database } = running.gateway;
    const [loan] = await database.rows<{ id: string; loan_no: string; subject_id: string }>(
      "SELECT id, loan_no, subject_id FROM loan WHERE loan_no LIKE '%JOINT-DEALER-C%'",
    );
    await database.write((transaction) =>
      transaction.insert(ObjectionEntity, [
        {
          ...{
            id: '1',
            eventId: '1',
            loanId: loan!.id,
            subjectId: loan!.subject_id,
            loanNo: loan!.loan_no,
            term: 1,
          },
          ...{
            receivedOn: '2026-06-20',
            dueOn: '2026-07-10',
            channel: 'LETTER',
            evidenceHash: Buffer.alloc(32),
          },
          ...{ state: 'OPEN', recordedBy: 'test', recordedAt: new Date(0), checked: null },
          ...{ answerHash: null, answeredBy: null, answeredAt: null },
        },
      ]),
    );
    const after = await decided('joint-dealer-c', change);
    expect(after).toMatchObject({ outcome: 'REVIEW', disputed: [loan!.loan_no] });
    expect(codes(after)).toContain('DISPUTED');
    expect(codes(after)).not.toContain('OVERDUE_LOAN');
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
      reviews: [{ number: 1, outcome: 'APPROVE', ground: 'EVIDENCE_ADDED', reviewedBy: 'first' }],
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
    expect((await review(id, 'APPROVE', 'second')).data.reviewDecision).toMatchObject({
      outcome: 'DECLINE',
      standing: 'APPROVE',
      state: 'DECIDED',
    });
  });

  it('are not reviewed by who had them made', async () => {
    const { id } = await decided('clean-person');
    const own = { role: 'app', grants: ['decision:review'] } as const;
    const input = { decision: id, outcome: 'APPROVE', ground: 'OTHER', reason: 'It is fine.' };
    expect(errorOf(await running.query(REVIEW, { input }, own))).toMatchObject({
      code: 'DECISION_REVIEW_REFUSED',
      problem: 'DECIDED_BY_HIM',
    });
  });

  it('wait for a person where the borrower asks for one, once', async () => {
    const { id } = await decided('circle-dealer-c');
    const ask = (role: 'app' | 'analyst', decision = id) =>
      running.query(
        'mutation ($id: ID!) { requestDecisionReview(decision: $id) { state standing reviewRequestedAt } }',
        { id: decision },
        role,
      );
    const first = (await ask('app')).data.requestDecisionReview;
    expect(first).toMatchObject({
      state: 'OPEN',
      standing: 'DECLINE',
      reviewRequestedAt: expect.any(String),
    });
    expect((await ask('app')).data.requestDecisionReview).toEqual(first);
    expect((await review(id, 'DECLINE')).data.reviewDecision).toMatchObject({ state: 'DECIDED' });
    expect(errorOf(await ask('analyst'))).toMatchObject({ code: 'FORBIDDEN', permission: 'decision:make' });
    const unknown = Buffer.from('decision.1').toString('base64url');
    expect(errorOf(await ask('app', unknown))).toMatchObject({ code: 'UNKNOWN_DECISION' });
  });

  it('keep the words of a review from those who may not see personal data', async () => {
    const { id } = await decided('clean-person');
    await review(id, 'APPROVE');
    const ask = (role: 'analyst' | 'auditor') =>
      running.query('{ decisions(first: 1) { nodes { reviews { ground reason } } } }', {}, role);
    expect((await ask('analyst')).data.decisions.nodes[0].reviews[0].reason).toBe('***');
    const { data, extensions } = await ask('auditor');
    expect(data.decisions.nodes[0].reviews[0].reason).toBe('Seen the books of his wife.');
    const looks = await running.gateway.database.rows<{ action: string; facts: string }>(
      'SELECT action, facts FROM audit_event WHERE correlation_id = ?',
      [extensions?.correlationId as string],
    );
    expect(looks).toEqual([{ action: 'PII_READ', facts: expect.stringContaining('decisionReview.reason') }]);
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

  describe('by how far they have come', () => {
    beforeAll(async () => {
      await decided('clean-person');
      await review((await decided('clean-person')).id, 'APPROVE');
      await review((await decided('circle-dealer-c')).id, 'APPROVE');
      const { id } = await decided('circle-dealer-c');
      const ask = 'mutation ($id: ID!) { requestDecisionReview(decision: $id) { state } }';
      expect((await running.query(ask, { id }, 'app')).errors).toBeUndefined();
    }, 30_000);

    const list = `query ($filter: DecisionFilterInput, $first: Int!, $after: String) {
      decisions(filter: $filter, first: $first, after: $after) {
        nodes { id state outcome } pageInfo { hasNextPage endCursor } } }`;
    async function listed(filter: object, first = 100, after: string | null = null) {
      const { data, errors } = await running.query(list, { filter, first, after });
      expect(errors).toBeUndefined();
      return data.decisions;
    }

    it('are listed, as the state of each says, page by page, to those who may read them', async () => {
      const { nodes: all, pageInfo } = await listed({});
      expect(pageInfo.hasNextPage).toBe(false);
      for (const state of ['OPEN', 'SECOND_NEEDED', 'DECIDED']) {
        const expected = all.filter((each: { state: string }) => each.state === state);
        expect(expected.length).toBeGreaterThan(0);
        expect((await listed({ state })).nodes).toEqual(expected);
        expect((await listed({ state, outcome: 'DECLINE' })).nodes).toEqual(
          expected.filter(({ outcome }: { outcome: string }) => outcome === 'DECLINE'),
        );
      }
      const first = await listed({ state: 'OPEN' }, 1);
      const second = await listed({ state: 'OPEN' }, 1, first.pageInfo.endCursor);
      const open = all.filter(({ state }: { state: string }) => state === 'OPEN');
      expect([...first.nodes, ...second.nodes]).toEqual(open.slice(0, 2));
      const refused = await running.query(list, { filter: { state: 'OPEN' }, first: 1 }, 'operator');
      expect(errorOf(refused)).toMatchObject({ code: 'FORBIDDEN', permission: 'decision:read' });
    });

    it('are found so too where they were made before that was stored', async () => {
      const { database } = running.gateway;
      const states = () =>
        database.rows<{ state: string }>(
          'SELECT decision_id, state FROM decision_standing ORDER BY decision_id',
        );
      const before = await states();
      expect(new Set(before.map(({ state }) => state)).size).toBe(3);
      const runner = database.source.createQueryRunner();
      try {
        const migration = new DecisionStandings1780272000014();
        await migration.down(runner);
        await migration.up(runner);
      } finally {
        await runner.release();
      }
      expect(await states()).toEqual(before);
    });
  });

  it('take the same statements for 200 borrowers as for one, and for a long list as for a short one', async () => {
    const fields = 'outcome standing state rules { code } reviews { number reason } price { yearlyRate }';
    const cost = ({ errors, extensions }: Answer): number => {
      expect(errors).toBeUndefined();
      return (extensions as { cost: { statements: number } }).cost.statements;
    };
    const ofBorrowers = async (first: number) =>
      cost(
        await running.query(
          `query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { decisions(first: 2) { nodes { ${fields} } } } } }`,
          { keys: demoKeys.slice(0, first) },
        ),
      );
    const listed = async (first: number) =>
      cost(
        await running.query(
          `query ($first: Int!) { decisions(filter: { outcome: REVIEW }, first: $first) { nodes { ${fields} } } }`,
          { first },
        ),
      );
    await review((await decided('clean-person')).id, 'APPROVE');
    expect(demoKeys.length).toBeGreaterThanOrEqual(200);
    expect(await ofBorrowers(200)).toBe(await ofBorrowers(1));
    expect(await listed(50)).toBe(await listed(1));
  });

  it.each([
    ['borrower', { borrower: 'x' }],
    ['applicationNo', { applicationNo: 'has blanks' }],
    ['amount', { amount: { value: '0.00', currency: 'CNY' } }],
    ['amount', { amount: { value: '10.00', currency: 'USD' } }],
    ['amount', { amount: { value: '-1.00', currency: 'CNY' } }],
    ['amount', { amount: { value: '100000000000.01', currency: 'CNY' } }],
    ['termMonths', { termMonths: 61 }],
    ['termMonths', { termMonths: 0 }],
    ['applicationNo', { applicationNo: 'A'.repeat(65) }],
    ['disputedLoanNos', { disputedLoanNos: [''] }],
    ['disputedLoanNos', { disputedLoanNos: Array.from({ length: 21 }, (_, n) => `L-${n}`) }],
  ])('are refused for a bad %s, which is named', async (field, change) => {
    expect(errorOf(await decide('clean-person', change))).toMatchObject({
      code: 'INVALID_DECISION_REQUEST',
      field: `input.${field}`,
    });
  });

  it.each(['NaN', 'Infinity', '1e21', '0.001', '9'.repeat(400), 1e308, 20000])(
    'are refused for the amount %p, which is no amount',
    async (value) => {
      const { data, errors } = await decide('clean-person', { amount: { value, currency: 'CNY' } });
      expect(data?.decide ?? null).toBeNull();
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    },
  );

  it.each([1e10, 2.5, '12', null])('are refused for a term of %p months', async (termMonths) => {
    const { data, errors } = await decide('clean-person', { termMonths });
    expect(data?.decide ?? null).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  /** Decides, and asks for what the decision was made from. */
  async function evidenceOf(persona: string) {
    await decided(persona);
    const { data, errors } = await running.query(
      `{ decisions(first: 1) { nodes { score borrower { id } evidence {
        name text textZh value missing source observedAt consentNo bin points } } } }`,
    );
    expect(errors).toBeUndefined();
    return data.decisions.nodes;
  }

  it('say on whom and from what they were made, with source, day and points, and what was missing', async () => {
    const [{ evidence, score, borrower }] = await evidenceOf('clean-dealer');
    expect(borrower.id).toBe(ids.get('clean-dealer'));
    const named = (name: string) => evidence.find((one: { name: string }) => one.name === name);
    expect(named('openCasesAgainst')).toMatchObject({ value: '0', missing: null, source: 'lawsuits' });
    expect(named('yearlyTrade')).toMatchObject({
      value: expect.stringMatching(/^\d+\.\d\d$/),
      textZh: expect.stringMatching(/\p{Script=Han}/u),
      points: null,
    });
    const points = evidence.reduce(
      (sum: number, one: { points: string | null }) => sum + Number(one.points),
      0,
    );
    const { basePoints } = loadScorecard(firmModel).file;
    expect(Number(score)).toBeCloseTo(basePoints + points, 6);
    const [outside] = await evidenceOf('outside-haier');
    expect(outside.evidence).toContainEqual(
      expect.objectContaining({ name: 'monthlyIncome', value: null, missing: 'NOT_RECORDED' }),
    );
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
      { input: { decision: id, outcome: 'APPROVE', ground: 'OTHER', reason: 'x' } },
      'auditor',
    );
    expect(errorOf(refused)).toMatchObject({ code: 'FORBIDDEN', permission: 'decision:review' });
    expect(errorOf(await running.query(REPLAY, { id: 'x' }, 'auditor'))).toMatchObject({
      code: 'INVALID_ID',
    });
  });
});
