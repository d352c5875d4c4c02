import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pseudonymOf } from '../../sandbox/calls';
import { createSandbox, type Sandbox } from '../../sandbox/server';
import { ENTITIES } from '../../src/app/entities';
import { createGateway } from '../../src/app/gateway';
import { loadRecords } from '../../src/bulk-import';
import { grantPurposes } from '../../src/consent';
import { systemClock } from '../../src/kernel';
import { loadConfig } from '../../src/platform/config';
import { Database, idGenerator } from '../../src/platform/database';
import { describeOnDatabases } from '../support/databases';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process';
import { loadWholeBorrowers, residentIdOf } from '../support/whole-borrowers';

const REPORTS = `query Reports($keys: [BorrowerKey!]!, $credit: CreditReportRequest!) {
  borrowers(keys: $keys) { ... on Borrower { creditReports(request: $credit) { __typename inquiryId } } }
}`;

const RELEASE = `mutation Release($input: ReleaseInquiryInput!) { releaseInquiry(input: $input) { state } }`;

type Bureau = 'SHANGHAI_CREDIT' | 'NIFA';
const IN_SANDBOX: Record<Bureau, string> = { SHANGHAI_CREDIT: 'shanghai-credit', NIFA: 'nifa' };

/** One borrower for each step at which a gateway is killed. */
const BORROWER = { unreserved: 0, unsent: 1, sent: 2, answered: 3, atOnce: 4 };
type Step = keyof typeof BORROWER;

interface Row {
  readonly id: string;
  readonly bureau: Bureau;
  readonly state: string;
  readonly outcome: string | null;
  readonly held: boolean;
}

const ANSWER = /^(CreditReport|NoRecord)$/;

describeOnDatabases('Gateways as processes', (target) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gateways-'));
  let sandbox: Sandbox;
  let database: Database;
  let environment: Record<string, string>;
  const running = new Set<GatewayProcess>();
  /** What each killed process left in the ledger. */
  const left = new Map<Step, Row[]>();
  let next: GatewayProcess;

  const start = async (more: Record<string, string> = {}): Promise<GatewayProcess> => {
    const gateway = await startGatewayProcess({ ...environment, ...more });
    running.add(gateway);
    void gateway.ended.then(() => running.delete(gateway));
    return gateway;
  };
  const callsAbout = (step: Step, bureau: Bureau = 'SHANGHAI_CREDIT'): number =>
    sandbox.calls().bureaus[IN_SANDBOX[bureau]]?.bySubject[pseudonymOf(residentIdOf(BORROWER[step]))] ?? 0;
  const ask = async (
    gateway: GatewayProcess,
    step: Step,
    bureaus: Bureau[] = ['SHANGHAI_CREDIT'],
    more = {},
  ) => {
    const keys = [{ residentId: residentIdOf(BORROWER[step]) }];
    const credit = {
      bureaus,
      purpose: 'LOAN_APPROVAL',
      mode: 'INQUIRE_IF_STALE',
      application: { no: 'APP-1' },
      ...more,
    };
    const { data, errors } = await gateway.query(REPORTS, { keys, credit });
    expect(errors).toBeUndefined();
    return (data.borrowers[0].creditReports as { __typename: string; inquiryId: string }[]).map(
      ({ __typename: kind, inquiryId }) => ({ kind, inquiryId }),
    );
  };
  /** The ledger's rows about the borrower of a step, oldest first. */
  const ledger = async (step: Step): Promise<Row[]> => {
    const rows = await database.rows<Omit<Row, 'held'> & { held: number }>(
      `SELECT i.id, i.bureau, i.state, i.outcome, CASE WHEN i.flight_key IS NULL THEN 0 ELSE 1 END AS held
         FROM bureau_inquiry i JOIN subject s ON s.id = i.subject_id
        WHERE s.source = 'whole' AND s.source_key = ? ORDER BY i.bureau DESC, i.reserved_at, i.id`,
      [String(BORROWER[step])],
    );
    return rows.map((row) => ({ ...row, id: String(row.id), held: Number(row.held) === 1 }));
  };
  const spent = async (): Promise<number> => {
    const [row] = await database.rows<{ calls: number | null }>(
      'SELECT SUM(calls) AS calls FROM bureau_budget',
    );
    return Number(row?.calls ?? 0);
  };
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  /** Asks a gateway that dies before a statement, or is killed when the bureaus have been called. */
  const askAndDie = async (step: Step, dieBefore: string | null, bureaus?: Bureau[]): Promise<void> => {
    const gateway = await start(dieBefore === null ? {} : { DIE_BEFORE: dieBefore });
    const asked = ask(gateway, step, bureaus).then(
      () => 'answered',
      () => 'cut off',
    );
    if (dieBefore === null) {
      await until(() => (bureaus ?? []).every((bureau) => callsAbout(step, bureau) === 1));
      await gateway.kill('SIGKILL');
    }
    expect(await gateway.ended).toBe('SIGKILL');
    expect(await asked).toBe('cut off');
    left.set(step, await ledger(step));
  };

  beforeAll(async () => {
    sandbox = createSandbox({ port: 0 });
    const url = await sandbox.listen();
    environment = {
      VAR_DIR: folder,
      DATABASE_URL: target.url(),
      SHANGHAI_CREDIT_URL: `${url}/shanghai-credit`,
      NIFA_URL: `${url}/nifa`,
      REQUEST_TIMEOUT_MS: '15000',
      DEMO_DATA: 'off',
      BUSINESS_DATE: '2026-06-30',
    };
    const first = await createGateway(
      loadConfig({ ...environment, NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'error', EXPLORER: 'off' }),
    );
    await loadWholeBorrowers(first.database, first.vault, Object.keys(BORROWER).length);
    await first.database.write((transaction) =>
      grantPurposes(transaction, 'development-analyst', ['LOAN_APPROVAL']),
    );
    const hash = createHash('sha256').update('fictional').digest('hex');
    const consent = {
      key: 'nifa',
      consentNo: 'C-NIFA',
      subject: String(BORROWER.sent),
      bureau: 'NIFA',
      type: 'QUERY',
      purposes: 'LOAN_APPROVAL',
      dataCategories: 'IDENTITY LENDING',
      templateVersion: '1',
      textHash: hash,
      signedAt: '2026-01-01T00:00:00Z',
      validFrom: '2026-01-01T00:00:00Z',
      channel: 'APP',
      evidenceHash: hash,
    };
    await loadRecords(
      {
        database: first.database,
        vault: first.vault,
        nextId: idGenerator(8),
        clock: systemClock('2026-06-30'),
      },
      {
        source: 'whole',
        target: 'consent',
        records: [{ line: 1, values: consent }],
        batchSize: 1,
        onReject: (reject) => {
          throw new Error(JSON.stringify(reject));
        },
      },
    );
    await first.close();
    database = await Database.open({ url: target.url() }, ENTITIES);

    await askAndDie('unreserved', 'INTO .?bureau_budget');
    await askAndDie('unsent', "UPDATE bureau_inquiry SET state = 'SENT'");
    await askAndDie('answered', 'INTO .?bureau_report');
    // Both take the inquiry, and never come to answer it.
    for (const bureau of Object.values(IN_SANDBOX))
      sandbox.orderFault(bureau, { kind: 'latency', ms: 600_000 });
    await askAndDie('sent', null, ['SHANGHAI_CREDIT', 'NIFA']);
    for (const bureau of Object.values(IN_SANDBOX)) sandbox.clearFault(bureau);
    expect(await spent()).toBe(4);
    // As if the time of what is open had passed.
    await database.write((transaction) =>
      transaction.run("UPDATE bureau_inquiry SET expires_at = ? WHERE state IN ('RESERVED', 'SENT')", [
        new Date(Date.now() - 1_000),
      ]),
    );
    next = await start({ REPLICA_ID: '1' });
  }, 120_000);
  afterAll(async () => {
    await Promise.all([...running].map((one) => one.kill('SIGKILL')));
    await database?.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('killed with SIGKILL', () => {
    it('before the reservation: nothing is left, and the next one asks once', async () => {
      expect(left.get('unreserved')).toEqual([]);
      expect(callsAbout('unreserved')).toBe(0);
      const before = await spent();
      expect((await ask(next, 'unreserved'))[0]?.kind).toMatch(ANSWER);
      expect(callsAbout('unreserved')).toBe(1);
      expect(await spent()).toBe(before + 1);
    });

    it('after the reservation: it is released at the next start, its budget given back, and asked once', async () => {
      expect(left.get('unsent')).toMatchObject([{ state: 'RESERVED', held: true }]);
      expect(await ledger('unsent')).toMatchObject([{ state: 'CLOSED', outcome: 'NOT_SENT', held: false }]);
      expect(callsAbout('unsent')).toBe(0);
      const before = await spent();
      expect((await ask(next, 'unsent'))[0]?.kind).toMatch(ANSWER);
      expect(callsAbout('unsent')).toBe(1);
      expect(await spent()).toBe(before + 1);
      // Three calls were sent by those who were killed, the fourth given back; two were made here.
      expect(await spent()).toBe(3 + 2);
    });

    it.each<[string, Step]>([
      ['after it was sent', 'sent'],
      ['after the answer and before it is written down', 'answered'],
    ])(
      '%s: it is unknown and spent, and not asked again until an operator releases it',
      async (_name, step) => {
        const [before] = left.get(step) ?? [];
        expect(before).toMatchObject({ bureau: 'SHANGHAI_CREDIT', state: 'SENT', held: true });
        const [lost] = await ledger(step);
        expect(lost).toMatchObject({ state: 'UNKNOWN', outcome: 'OUTCOME_UNKNOWN', held: true });
        expect(await ask(next, step)).toEqual([{ kind: 'OutcomeUnknown', inquiryId: before?.id }]);
        expect(callsAbout(step)).toBe(1);
        const paid = await spent();
        const input = { inquiryId: lost?.id, reason: 'TAKEN' };
        const released = await next.query(RELEASE, { input }, 'operator');
        expect(released.data.releaseInquiry).toEqual({ state: 'CLOSED' });
        expect((await ask(next, step))[0]?.kind).toMatch(ANSWER);
        expect(callsAbout(step)).toBe(2);
        expect(await spent()).toBe(paid + 1);
        expect(await eventsOf(lost?.id)).toEqual(['OUTCOME_UNKNOWN']);
      },
    );

    it('after it was sent to a bureau that can be asked: the report is stored, of one inquiry that is paid once', async () => {
      const [, before] = left.get('sent') ?? [];
      expect(before).toMatchObject({ bureau: 'NIFA', state: 'SENT', held: true });
      await until(async () =>
        (await ledger('sent')).some(({ id, state }) => id === before?.id && state === 'CLOSED'),
      );
      const found = (await ledger('sent')).filter(({ bureau }) => bureau === 'NIFA');
      expect(found).toMatchObject([{ id: before?.id, held: false }]);
      // The same request id twice is one inquiry there: it gives the ticket that it gave before.
      expect(sandbox.calls().bureaus.nifa?.byRequestId).toEqual({ [before?.id as string]: 2 });
      const paid = await spent();
      const stored = await ask(next, 'sent', ['NIFA'], { mode: 'STORED_ONLY' });
      expect(stored).toEqual([{ kind: expect.stringMatching(ANSWER), inquiryId: before?.id }]);
      expect(await ask(next, 'sent', ['NIFA'])).toEqual(stored);
      expect(callsAbout('sent', 'NIFA')).toBe(2);
      expect(await spent()).toBe(paid);
      expect(await eventsOf(before?.id)).toEqual(['OUTCOME_UNKNOWN', found[0]?.outcome]);
    }, 30_000);
  });

  const eventsOf = async (inquiryId: string | undefined): Promise<string[]> => {
    const rows = await database.rows<{ outcome: string }>(
      'SELECT outcome FROM audit_event WHERE correlation_id = ? ORDER BY id',
      [`inquiry-${inquiryId}`],
    );
    return rows.map(({ outcome }) => outcome);
  };

  const replicas = target.dialect === 'mariadb' ? 2 : 1;
  it(`make one call for 100 requests at once about one borrower, ${replicas} of them`, async () => {
    const gateways = [next, ...(replicas === 2 ? [await start({ REPLICA_ID: '2' })] : [])];
    sandbox.orderFault('shanghai-credit', { kind: 'latency', ms: 300 });
    const before = await spent();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => ask(gateways[n % replicas] as GatewayProcess, 'atOnce')),
    );
    expect(callsAbout('atOnce')).toBe(1);
    expect(await spent()).toBe(before + 1);
    expect(new Set(outcomes.map(([one]) => one?.inquiryId)).size).toBe(1);
    expect(outcomes.map(([one]) => one?.kind)).toEqual(Array(100).fill(expect.stringMatching(ANSWER)));
    await Promise.all(gateways.map((gateway) => gateway.kill('SIGTERM')));
  }, 30_000);
});
