import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSandbox, type Sandbox } from '../../sandbox/server';
import { ENTITIES } from '../../src/app/entities';
import { createGateway } from '../../src/app/gateway';
import { loadConfig } from '../../src/platform/config';
import { Database } from '../../src/platform/database';
import { describeOnDatabases } from '../support/databases';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process';
import { loadWholeBorrowers, residentIdOf } from '../support/whole-borrowers';

const BUREAU = 'shanghai-credit';

const REPORTS = `query Reports($keys: [BorrowerKey!]!, $credit: CreditReportRequest!) {
  borrowers(keys: $keys) { ... on Borrower { creditReports(request: $credit) { __typename inquiryId } } }
}`;

const RELEASE = `mutation Release($input: ReleaseInquiryInput!) { releaseInquiry(input: $input) { state } }`;

const CREDIT = {
  bureaus: ['SHANGHAI_CREDIT'],
  purpose: 'LOAN_APPROVAL',
  mode: 'INQUIRE_IF_STALE',
  application: { no: 'APP-1' },
};

interface Row {
  readonly id: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly held: boolean;
}

describeOnDatabases('Gateways as processes', (target) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gateways-'));
  let sandbox: Sandbox;
  let database: Database;
  let environment: Record<string, string>;
  const running = new Set<GatewayProcess>();

  beforeAll(async () => {
    sandbox = createSandbox({ port: 0 });
    environment = {
      VAR_DIR: folder,
      DATABASE_URL: target.url(),
      SHANGHAI_CREDIT_URL: `${await sandbox.listen()}/${BUREAU}`,
      REQUEST_TIMEOUT_MS: '15000',
    };
    const first = await createGateway(
      loadConfig({ ...environment, NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'error', EXPLORER: 'off' }),
    );
    await loadWholeBorrowers(first.database, first.vault, 20);
    await first.close();
    database = await Database.open({ url: target.url() }, ENTITIES);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([...running].map((one) => one.kill('SIGKILL')));
    await database?.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    sandbox.clearFault(BUREAU);
    sandbox.resetCalls();
  });

  const start = async (more: Record<string, string> = {}): Promise<GatewayProcess> => {
    const gateway = await startGatewayProcess({ ...environment, ...more });
    running.add(gateway);
    void gateway.ended.then(() => running.delete(gateway));
    return gateway;
  };
  const calls = (): number => sandbox.calls().bureaus[BUREAU]?.total ?? 0;
  /** The call comes from another process: looks each few milliseconds. */
  const sandboxCalled = async (): Promise<void> => {
    while (calls() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const ask = async (
    gateway: GatewayProcess,
    number: number,
  ): Promise<{ kind: string; inquiryId: string }> => {
    const keys = [{ residentId: residentIdOf(number) }];
    const { data, errors } = await gateway.query(REPORTS, { keys, credit: CREDIT });
    expect(errors).toBeUndefined();
    const [outcome] = data.borrowers[0].creditReports;
    return { kind: outcome.__typename, inquiryId: outcome.inquiryId };
  };
  /** The ledger's rows since the id, oldest first. */
  const ledgerAfter = async (id: string): Promise<Row[]> => {
    const rows = await database.rows<{
      id: string | number;
      state: string;
      outcome: string | null;
      held: number;
    }>(
      `SELECT id, state, outcome, CASE WHEN flight_key IS NULL THEN 0 ELSE 1 END AS held
         FROM bureau_inquiry WHERE id > ? ORDER BY reserved_at, id`,
      [id],
    );
    return rows.map((row) => ({ ...row, id: String(row.id), held: Number(row.held) === 1 }));
  };
  const lastId = async (): Promise<string> => {
    const [row] = await database.rows<{ id: string | number | null }>(
      'SELECT MAX(id) AS id FROM bureau_inquiry',
    );
    return String(row?.id ?? '0');
  };
  const spent = async (): Promise<number> => {
    const [row] = await database.rows<{ calls: number | null }>(
      'SELECT SUM(calls) AS calls FROM bureau_budget',
    );
    return Number(row?.calls ?? 0);
  };
  /** As if the time of what is open had passed. */
  const letTimePass = () =>
    database.write((transaction) =>
      transaction.run("UPDATE bureau_inquiry SET expires_at = ? WHERE state IN ('RESERVED', 'SENT')", [
        new Date(Date.now() - 1_000),
      ]),
    );
  const ANSWER = /^(CreditReport|NoRecord)$/;

  /** Asks and waits for the process to be killed. */
  const askAndDie = async (gateway: GatewayProcess, number: number): Promise<void> => {
    const asked = ask(gateway, number).then(
      () => 'answered',
      () => 'cut off',
    );
    expect(await gateway.ended).toBe('SIGKILL');
    expect(await asked).toBe('cut off');
  };

  describe('killed with SIGKILL', () => {
    it('before the reservation: nothing is left, and the next one asks once', async () => {
      const [id, before] = [await lastId(), await spent()];
      await askAndDie(await start({ DIE_BEFORE: 'INTO .?bureau_budget' }), 0);
      expect(calls()).toBe(0);
      expect(await ledgerAfter(id)).toEqual([]);
      expect(await spent()).toBe(before);
      const next = await start();
      expect((await ask(next, 0)).kind).toMatch(ANSWER);
      expect(calls()).toBe(1);
      expect(await spent()).toBe(before + 1);
      await next.kill('SIGTERM');
    }, 60_000);

    it('after the reservation: it is released at the next start, its budget given back, and asked once', async () => {
      const [id, before] = [await lastId(), await spent()];
      await askAndDie(await start({ DIE_BEFORE: "UPDATE bureau_inquiry SET state = 'SENT'" }), 1);
      expect(calls()).toBe(0);
      expect(await ledgerAfter(id)).toMatchObject([{ state: 'RESERVED', held: true }]);
      expect(await spent()).toBe(before + 1);
      await letTimePass();
      const next = await start();
      expect(await ledgerAfter(id)).toMatchObject([{ state: 'CLOSED', outcome: 'NOT_SENT', held: false }]);
      expect(await spent()).toBe(before);
      expect((await ask(next, 1)).kind).toMatch(ANSWER);
      expect(calls()).toBe(1);
      expect(await spent()).toBe(before + 1);
      await next.kill('SIGTERM');
    }, 60_000);

    it.each<[string, number, Record<string, string>]>([
      ['after it was sent', 2, {}],
      ['after the answer and before it is written down', 3, { DIE_BEFORE: 'INTO .?bureau_report' }],
    ])(
      '%s: it is unknown and spent, and not asked again until an operator releases it',
      async (_name, number, how) => {
        const [id, before] = [await lastId(), await spent()];
        const gateway = await start(how);
        if (!how.DIE_BEFORE) {
          sandbox.orderFault(BUREAU, { kind: 'hang' });
          const asked = ask(gateway, number).catch(() => undefined);
          await Promise.race([asked, sandboxCalled()]);
          await gateway.kill('SIGKILL');
          await asked;
          sandbox.clearFault(BUREAU);
        } else await askAndDie(gateway, number);
        expect(calls()).toBe(1);
        expect(await ledgerAfter(id)).toMatchObject([{ state: 'SENT', held: true }]);
        await letTimePass();
        const next = await start();
        const [left] = await ledgerAfter(id);
        expect(left).toMatchObject({ state: 'UNKNOWN', outcome: 'OUTCOME_UNKNOWN', held: true });
        expect(await ask(next, number)).toEqual({ kind: 'OutcomeUnknown', inquiryId: left?.id });
        expect(calls()).toBe(1);
        expect(await spent()).toBe(before + 1);
        const input = { inquiryId: left?.id, reason: 'TAKEN' };
        const released = await next.query(RELEASE, { input }, 'operator');
        expect(released.data.releaseInquiry).toEqual({ state: 'CLOSED' });
        expect((await ask(next, number)).kind).toMatch(ANSWER);
        expect(calls()).toBe(2);
        expect(await spent()).toBe(before + 2);
        const events = await database.rows<{ outcome: string }>(
          'SELECT outcome FROM audit_event WHERE correlation_id = ?',
          [`inquiry-${left?.id}`],
        );
        expect(events).toEqual([{ outcome: 'OUTCOME_UNKNOWN' }]);
        await next.kill('SIGTERM');
      },
      60_000,
    );
  });

  const replicas = target.dialect === 'mariadb' ? 2 : 1;
  it(`make one call for 100 requests at once about one borrower, ${replicas} of them`, async () => {
    const gateways = await Promise.all(
      Array.from({ length: replicas }, (_, n) => start({ REPLICA_ID: `${n + 1}` })),
    );
    sandbox.orderFault(BUREAU, { kind: 'latency', ms: 300 });
    const before = await spent();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => ask(gateways[n % replicas] as GatewayProcess, 4)),
    );
    expect(calls()).toBe(1);
    expect(await spent()).toBe(before + 1);
    expect(new Set(outcomes.map(({ inquiryId }) => inquiryId)).size).toBe(1);
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(100).fill(expect.stringMatching(ANSWER)));
    await Promise.all(gateways.map((gateway) => gateway.kill('SIGTERM')));
  }, 60_000);
});
