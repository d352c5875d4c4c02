import { describeOnDatabases } from '../support/databases';
import { type RunningGateway, startGateway } from '../support/gateway';
import { loadWholeBorrowers, residentIdOf } from '../support/whole-borrowers';

const BUREAU = 'shanghai-credit';
const REPORTS = `query Reports($keys: [BorrowerKey!]!, $credit: CreditReportRequest!) {
  borrowers(keys: $keys) { ... on Borrower { loans(first: 1) { nodes { id } } creditReports(request: $credit) { __typename inquiryId } } }
}`;
const CREDIT = {
  bureaus: ['SHANGHAI_CREDIT'],
  purpose: 'LOAN_APPROVAL',
  mode: 'INQUIRE_IF_STALE',
  application: { no: 'APP-1' },
};

describeOnDatabases('A bureau that is late', (target) => {
  let running: RunningGateway;
  beforeAll(async () => {
    running = await startGateway({
      databaseUrl: target.url(),
      environment: { REQUEST_TIMEOUT_MS: '1500' },
    });
    await loadWholeBorrowers(running.gateway.database, running.gateway.vault, 3);
  }, 60_000);
  afterAll(() => running?.close());
  beforeEach(() => {
    running.sandbox.clearFault(BUREAU);
    running.sandbox.resetCalls();
  });

  const variables = (number: number, mode = 'INQUIRE_IF_STALE') => ({
    keys: [{ residentId: residentIdOf(number) }],
    credit: { ...CREDIT, mode },
  });
  const calls = () => running.sandbox.calls().bureaus[BUREAU]?.total ?? 0;
  const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const closed = async (): Promise<boolean> => {
    const open = await running.gateway.database.rows("SELECT id FROM bureau_inquiry WHERE state <> 'CLOSED'");
    return open.length === 0;
  };
  const ANSWER = /^(CreditReport|NoRecord)$/;

  it('leaves the rest of the answer in time, and its own is stored when it comes', async () => {
    running.sandbox.orderFault(BUREAU, { kind: 'latency', ms: 2_500, times: 1 });
    const { data, errors } = await running.query(REPORTS, variables(0));
    expect(errors).toBeUndefined();
    const [borrower] = data.borrowers;
    expect(borrower.loans.nodes).toHaveLength(1);
    expect(borrower.creditReports[0].__typename).toBe('InquiryPending');
    await until(closed);
    const later = await running.query(REPORTS, variables(0, 'STORED_ONLY'));
    expect(later.data.borrowers[0].creditReports[0]).toEqual({
      __typename: expect.stringMatching(ANSWER),
      inquiryId: borrower.creditReports[0].inquiryId,
    });
    expect(calls()).toBe(1);
  });

  it('is heard to the end though its caller has hung up', async () => {
    running.sandbox.orderFault(BUREAU, { kind: 'latency', ms: 300, times: 1 });
    const caller = new AbortController();
    const token = await running.token('analyst');
    const asked = fetch(`${running.url}/graphql`, {
      method: 'POST',
      signal: caller.signal,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: REPORTS, variables: variables(1) }),
    });
    await until(() => calls() === 1);
    caller.abort();
    await expect(asked).rejects.toThrow();
    await until(closed);
    const later = await running.query(REPORTS, variables(1, 'STORED_ONLY'));
    expect(later.data.borrowers[0].creditReports[0].__typename).toMatch(ANSWER);
    expect(calls()).toBe(1);
  });
});
