import { encodeNodeId } from '../../src/kernel';
import { describeOnDatabases } from '../support/databases';
import { type Answer, type RunningGateway, startGateway } from '../support/gateway';
import { loadWholeBorrowers, residentIdOf } from '../support/whole-borrowers';

const BUREAU = 'shanghai-credit';

const REPORTS = `query Reports($keys: [BorrowerKey!]!, $credit: CreditReportRequest!) {
  borrowers(keys: $keys) { ... on Borrower { id creditReports(request: $credit) { __typename inquiryId } } }
}`;

const INQUIRIES = `query Inquiries($filter: InquiryFilterInput, $order: InquiryOrder, $first: Int!, $after: String) {
  inquiries(filter: $filter, orderBy: $order, first: $first, after: $after) {
    nodes { id subject bureau purpose clientId caller applicationNo loan state outcome cause price { value } sentAt closedAt }
    pageInfo { hasNextPage endCursor }
  }
}`;

const RELEASE = `mutation Release($input: ReleaseInquiryInput!, $key: String) {
  releaseInquiry(input: $input, idempotencyKey: $key) { id state outcome cause closedAt }
}`;

const CREDIT = {
  bureaus: ['SHANGHAI_CREDIT'],
  purpose: 'LOAN_APPROVAL',
  mode: 'INQUIRE_IF_STALE',
  application: { no: 'APP-1' },
};

interface Listed {
  readonly id: string;
  readonly subject: string;
  readonly state: string;
  readonly outcome: string;
}

describeOnDatabases('The ledger of inquiries', (target) => {
  let running: RunningGateway;
  beforeAll(async () => {
    running = await startGateway({ databaseUrl: target.url() });
    await loadWholeBorrowers(running.gateway.database, running.gateway.vault, 60);
  }, 60_000);
  afterAll(() => running?.close());
  let healthy = 12;
  beforeEach(async () => {
    running.sandbox.clearFault(BUREAU);
    // Calls that succeed, so that those that are to fail do not open the breaker.
    healthy += 2;
    await ask(healthy, healthy + 1);
    running.sandbox.resetCalls();
  });

  const ask = async (...numbers: number[]): Promise<{ id: string; kind: string; inquiryId: string }[]> => {
    const keys = numbers.map((n) => ({ residentId: residentIdOf(n) }));
    const { data } = await running.query(REPORTS, { keys, credit: CREDIT });
    return data.borrowers.map(
      ({
        id,
        creditReports,
      }: {
        id: string;
        creditReports: { __typename: string; inquiryId: string }[];
      }) => ({
        id,
        kind: creditReports[0]?.__typename,
        inquiryId: creditReports[0]?.inquiryId,
      }),
    );
  };
  const list = async (variables: object): Promise<Answer> =>
    running.query(INQUIRIES, { first: 50, ...variables }, 'auditor');
  const found = async (filter: object): Promise<Listed[]> => {
    const { data, errors } = await list({ filter });
    expect(errors).toBeUndefined();
    return data.inquiries.nodes;
  };
  const lost = async (number: number): Promise<{ id: string; inquiryId: string }> => {
    running.sandbox.orderFault(BUREAU, { kind: 'reset', times: 1 });
    const [asked] = await ask(number);
    expect(asked?.kind).toBe('OutcomeUnknown');
    running.sandbox.resetCalls();
    return asked as { id: string; inquiryId: string };
  };
  const release = (input: object, key: string | null = null, role: 'operator' | 'auditor' = 'operator') =>
    running.query(RELEASE, { input, key }, role);
  const calls = () => running.sandbox.calls().bureaus[BUREAU]?.total;
  const spent = async (): Promise<number> => {
    const [row] = await running.gateway.database.rows<{ calls: number }>(
      'SELECT SUM(calls) AS calls FROM bureau_budget',
    );
    return Number(row?.calls);
  };

  it('tells auditors and operators who asked about whom, what for, what came of it and what it cost', async () => {
    const [asked] = await ask(0);
    const { data } = await list({ filter: { subject: asked?.id } });
    expect(data.inquiries.nodes).toEqual([
      {
        id: asked?.inquiryId,
        subject: asked?.id,
        bureau: 'SHANGHAI_CREDIT',
        purpose: 'LOAN_APPROVAL',
        clientId: expect.any(String),
        caller: expect.any(String),
        applicationNo: 'APP-1',
        loan: null,
        state: 'CLOSED',
        outcome: expect.stringMatching(/^(CREDIT_REPORT|NO_RECORD)$/),
        cause: null,
        price: { value: '3.00' },
        sentAt: expect.any(String),
        closedAt: expect.any(String),
      },
    ]);
    const byOperator = await running.query(INQUIRIES, { first: 1 }, 'operator');
    expect(byOperator.data.inquiries.nodes).toHaveLength(1);
  });

  it('pages through all of them in both orders, in one statement a page, none twice', async () => {
    await ask(1, 2, 3, 4, 5);
    const walk = async (order: string): Promise<string[]> => {
      const ids: string[] = [];
      for (let after: string | null = null; ; ) {
        const statements: string[] = [];
        const stop = running.gateway.database.onStatement((sql) => statements.push(sql));
        const { data } = await list({ order, first: 2, after });
        stop();
        expect(statements).toHaveLength(1);
        ids.push(...data.inquiries.nodes.map(({ id }: Listed) => id));
        if (!data.inquiries.pageInfo.hasNextPage) return ids;
        after = data.inquiries.pageInfo.endCursor;
      }
    };
    const down = await walk('RESERVED_AT_DESC');
    expect(new Set(down).size).toBe(down.length);
    expect(down.length).toBeGreaterThanOrEqual(6);
    expect(await walk('RESERVED_AT_ASC')).toEqual([...down].reverse());
  });

  it('counts into the figures of the bureau, for the own client and for all', async () => {
    const figures = async () => {
      const { data } = await running.query(
        '{ bureaus { code state callsSeen errorRate latencyP50Ms latencyP95Ms callsToday spentToday { value } } }',
      );
      const of = (code: string) => data.bureaus.find((bureau: { code: string }) => bureau.code === code);
      return of('SHANGHAI_CREDIT');
    };
    const well = await figures();
    expect(well).toMatchObject({ state: 'CLOSED', errorRate: 0, callsToday: await spent() });
    expect(well.spentToday.value).toBe(`${3 * (await spent())}.00`);
    expect(well.callsSeen).toBe(await spent());
    expect(well.latencyP95Ms).toBeGreaterThanOrEqual(well.latencyP50Ms);
    running.sandbox.orderFault(BUREAU, { kind: 'down', times: 1 });
    await ask(11);
    const ill = await figures();
    expect(ill).toMatchObject({ callsSeen: well.callsSeen + 1, errorRate: 1 / (well.callsSeen + 1) });
    const all = await running.query(
      '{ bureaus { code callsTodayByAll spentTodayByAll { value } } }',
      {},
      'operator',
    );
    expect(all.data.bureaus).toContainEqual({
      code: 'SHANGHAI_CREDIT',
      callsTodayByAll: await spent(),
      spentTodayByAll: { value: `${3 * (await spent())}.00` },
    });
    const refused = await running.query('{ bureaus { callsTodayByAll } }');
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'operations:read',
    });
  });

  it('filters by state, bureau, borrower, client and time', async () => {
    const unknown = await lost(6);
    expect((await found({ state: 'UNKNOWN' })).map(({ id }) => id)).toEqual([unknown.inquiryId]);
    expect(await found({ bureau: 'NIFA' })).toEqual([]);
    expect(await found({ clientId: 'nobody' })).toEqual([]);
    expect(await found({ subject: unknown.id, state: 'CLOSED' })).toEqual([]);
    expect(await found({ since: '2099-01-01T00:00:00Z' })).toEqual([]);
    expect((await found({ until: '2099-01-01T00:00:00Z' })).length).toBeGreaterThan(1);
  });

  it.each<[string, object, string, string]>([
    ['an unknown bureau', { bureau: 'NOBODY' }, 'UNKNOWN_BUREAU', 'filter.bureau'],
    ['what is no borrower', { subject: encodeNodeId('Loan', '1') }, 'INVALID_FILTER', 'filter.subject'],
    ['what is no id', { subject: 'nonsense' }, 'INVALID_FILTER', 'filter.subject'],
    [
      'a range turned round',
      { since: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' },
      'INVALID_FILTER',
      'filter.until',
    ],
  ])('refuses %s', async (_name, filter, code, field) => {
    const { errors } = await list({ filter });
    expect(errors?.[0]?.extensions).toMatchObject({ code, field });
  });

  describe('lets an operator release one whose answer was lost:', () => {
    it('what the bureau never took is not paid for, and may be asked again', async () => {
      const before = await spent();
      const { id, inquiryId } = await lost(7);
      expect((await ask(7))[0]?.kind).toBe('OutcomeUnknown');
      expect(calls()).toBe(0);
      expect(await spent()).toBe(before + 1);
      const { data, errors } = await release({ inquiryId, reason: 'NOT_TAKEN', ticket: 'CASE-7' });
      expect(errors).toBeUndefined();
      expect(data.releaseInquiry).toMatchObject({
        id: inquiryId,
        state: 'CLOSED',
        outcome: 'RELEASED',
        cause: 'NOT_TAKEN',
      });
      expect(await spent()).toBe(before);
      expect((await ask(7))[0]?.kind).toMatch(/^(CreditReport|NoRecord)$/);
      expect(calls()).toBe(1);
      expect((await found({ subject: id })).map(({ outcome }) => outcome).sort()).toContain('RELEASED');
      const [event] = await running.gateway.database.rows<{ role: string; facts: string }>(
        "SELECT role, facts FROM audit_event WHERE action = 'INQUIRY_RELEASE'",
      );
      expect(event?.role).toBe('operator');
      expect(JSON.parse(event?.facts ?? '{}')).toMatchObject({
        inquiryId,
        cause: 'NOT_TAKEN',
        ticket: 'CASE-7',
      });
    });

    it('what it took stays spent', async () => {
      const before = await spent();
      const { inquiryId } = await lost(8);
      await release({ inquiryId, reason: 'TAKEN' });
      expect(await spent()).toBe(before + 1);
    });

    it('once, however often the same request comes', async () => {
      const before = await spent();
      const { inquiryId } = await lost(9);
      const input = { inquiryId, reason: 'NOT_TAKEN' };
      const answers = await Promise.all(Array.from({ length: 4 }, () => release(input, 'release-9')));
      const last = await release(input, 'release-9');
      expect(last.data.releaseInquiry).toMatchObject({ id: inquiryId, outcome: 'RELEASED' });
      for (const { errors } of answers)
        if (errors) expect(errors[0]?.extensions.code).toBe('IDEMPOTENCY_IN_PROGRESS');
      expect(await spent()).toBe(before);
      const other = await release({ inquiryId, reason: 'TAKEN' }, 'release-9');
      expect(other.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_MISMATCH');
    });

    it('and no other', async () => {
      const [asked] = await ask(10);
      const closed = await release({ inquiryId: asked?.inquiryId, reason: 'NOT_TAKEN' });
      expect(closed.errors?.[0]?.extensions).toMatchObject({
        code: 'INQUIRY_NOT_RELEASABLE',
        state: 'CLOSED',
      });
      for (const inquiryId of ['1', 'x', "1' OR '1'='1"]) {
        const { errors } = await release({ inquiryId, reason: 'TAKEN' });
        expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_ID', argument: 'input.inquiryId' });
      }
      const badTicket = await release({ inquiryId: '1', reason: 'TAKEN', ticket: 'two words' });
      expect(badTicket.errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        argument: 'input.ticket',
      });
      const byAuditor = await release({ inquiryId: '1', reason: 'TAKEN' }, null, 'auditor');
      expect(byAuditor.errors?.[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'operations:write',
      });
    });

    it('which a dry run does not do', async () => {
      const { inquiryId } = await lost(11);
      const { errors } = await running.query(RELEASE, { input: { inquiryId, reason: 'TAKEN' } }, 'operator', {
        plan: true,
      });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'extensions.plan' });
      expect((await found({ state: 'UNKNOWN' })).map(({ id }) => id)).toContain(inquiryId);
    });
  });
});
