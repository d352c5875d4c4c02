import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { AuditTrail } from '../../../src/audit';
import { BureauLane } from '../../../src/bureaus';
import { encodeNodeId } from '../../../src/kernel';
import { DataVault } from '../../../src/platform/crypto';
import { idGenerator } from '../../../src/platform/database';
import type { VerifyRequest } from '../../../src/risk/biometrics/check-request';
import type { ProviderAnswer, ProviderQuestion } from '../../../src/risk/biometrics/connectors/provider.port';
import { BiometricRecovery } from '../../../src/risk/biometrics/desk/recovery';
import { VerificationDesk } from '../../../src/risk/biometrics/desk/verification-desk';
import { describeOnDatabases } from '../../support/databases';
import { type Desk, openDesk, type Person, time } from '../bureaus/desk';

const PROVIDER = 'EXAMPLE_FACES';
const START = new Date('2026-06-30T04:00:00Z');
const VERIFIED: ProviderAnswer = {
  kind: 'VERIFIED',
  finding: { verdict: 'MATCH', scoreBp: 9_312, liveness: 'LIVE' },
};

const ring = randomBytes(32);
const vault = new DataVault({
  cells: { active: 'k', keys: new Map([['k', ring]]) },
  blindIndex: ring,
  rowHash: ring,
  cursors: ring,
});

let replicas = 500;
let numbers = 0;
const aToken = () => {
  numbers += 1;
  return `ct_${String(numbers).padStart(20, '0')}`;
};

describeOnDatabases('The path of a biometric verification', (target) => {
  let bureaus: Desk;
  let person: Person;
  let consentId: string;
  const asked: ProviderQuestion[] = [];
  const faults: unknown[] = [];
  let answer: (question: ProviderQuestion) => Promise<ProviderAnswer>;

  beforeAll(async () => {
    bureaus = await openDesk(target.url(), { bureauUrl: 'http://127.0.0.1:1' });
    await bureaus.grant();
  }, 60_000);
  afterAll(() => bureaus?.close());
  beforeEach(async () => {
    time.now = START;
    asked.length = 0;
    faults.length = 0;
    answer = async () => VERIFIED;
    [person] = (await bureaus.addPersons(1)) as [Person];
    consentId = await consented();
  });
  afterEach(() => {
    time.now = START;
    expect(faults).toEqual([]);
  });

  const consented = async (change: object = {}): Promise<string> =>
    (
      await bureaus.consent([person.id], {
        bureau: PROVIDER,
        type: 'SENSITIVE',
        dataCategories: ['FACE'],
        ...change,
      })
    )[0] as string;

  /** One replica. */
  function openReplica() {
    replicas += 1;
    const nextId = idGenerator(replicas % 1024);
    const clock = { now: () => time.now, businessDate: () => '2026-06-30' };
    const deps = {
      database: bureaus.database,
      vault,
      nextId,
      clock,
      audit: new AuditTrail(clock, nextId),
      lane: new BureauLane(),
      onFault: (error: unknown) => faults.push(error),
      provider: {
        code: PROVIDER,
        timeoutMs: 1_000,
        verify: (question: ProviderQuestion) => {
          asked.push(question);
          return answer(question);
        },
      },
    };
    return { desk: new VerificationDesk(deps), recovery: new BiometricRecovery(deps) };
  }

  const request = (change: Partial<VerifyRequest> = {}): VerifyRequest => ({
    borrower: encodeNodeId('Borrower', person.id),
    modality: 'FACE',
    captureToken: aToken(),
    purpose: 'LOAN_APPROVAL',
    applicationNo: 'APP-1',
    ...change,
  });
  const aKey = () => {
    numbers += 1;
    return `key-${person.id}-${numbers}`;
  };
  /** A request that waits for no answer. */
  const impatient = () => {
    const context = bureaus.context();
    jest.spyOn(context.deadline, 'remainingMs').mockReturnValue(0);
    jest.spyOn(context.deadline, 'within').mockImplementation((work) => work);
    return context;
  };
  const events = () => bureaus.events(person.id);
  const rows = () =>
    bureaus.database.rows<Record<string, unknown>>(
      'SELECT * FROM biometric_verification WHERE subject_id = ? ORDER BY id',
      [person.id],
    );

  it('asks once, keeps the verdict alone, and audits it', async () => {
    const { desk } = openReplica();
    const input = request();
    const outcome = await desk.verify(input, aKey(), bureaus.context());
    expect(outcome).toMatchObject({
      modality: 'FACE',
      provider: PROVIDER,
      body: { kind: 'Verified', finding: { verdict: 'MATCH', scoreBp: 9_312, liveness: 'LIVE' } },
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.identifier.reveal()).toBe(person.certNo);
    expect(await events()).toEqual(['BIOMETRIC_VERIFICATION VERIFIED']);
    const [row] = await rows();
    expect(row).toMatchObject({ state: 'CLOSED', verdict: 'MATCH', liveness: 'LIVE' });
    for (const value of Object.values(row ?? {})) {
      const text = Buffer.isBuffer(value) ? value.toString('latin1') : String(value);
      expect(text).not.toContain(input.captureToken);
      expect(text).not.toContain(person.certNo);
    }
  });

  it('asks once under one key, by however many replicas it is asked at the same time', async () => {
    const input = request();
    const key = aKey();
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => openReplica().desk.verify(input, key, bureaus.context())),
    );
    expect(asked).toHaveLength(1);
    expect(new Set(outcomes.map(({ record }) => record?.id)).size).toBe(1);
    for (const { body } of outcomes) expect(['Verified', 'Pending']).toContain(body.kind);
    const again = await openReplica().desk.verify(input, key, bureaus.context());
    expect(again.body.kind).toBe('Verified');
    expect(asked).toHaveLength(1);
    expect(await events()).toEqual(['BIOMETRIC_VERIFICATION VERIFIED']);
  });

  it('refuses another request under the key, and leaves the key of another client alone', async () => {
    const { desk } = openReplica();
    const key = aKey();
    await desk.verify(request(), key, bureaus.context());
    await expect(desk.verify(request(), key, bureaus.context())).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    await bureaus.grant(undefined, 'other-client');
    const other = await desk.verify(request(), key, bureaus.context({ clientId: 'other-client' }));
    expect(other.body.kind).toBe('Verified');
    expect(asked).toHaveLength(2);
  });

  it('verifies a capture once, under whatever key', async () => {
    const { desk } = openReplica();
    const input = request();
    await desk.verify(input, aKey(), bureaus.context());
    const second = await desk.verify(input, aKey(), bureaus.context());
    expect(second).toMatchObject({ body: { kind: 'Refused', cause: 'CAPTURE_USED' }, record: null });
    expect(asked).toHaveLength(1);
    expect(await events()).toEqual(['BIOMETRIC_VERIFICATION VERIFIED', 'BIOMETRIC_VERIFICATION REFUSED']);
  });

  it('lets a capture be verified after all of which nothing was sent', async () => {
    const { desk } = openReplica();
    const input = request();
    const key = aKey();
    answer = async () => ({
      kind: 'UNAVAILABLE',
      cause: 'CONNECT_FAILED',
      retryAfterSeconds: null,
      sent: false,
    });
    const failed = await desk.verify(input, key, bureaus.context());
    expect(failed.body).toMatchObject({ kind: 'Unavailable', cause: 'CONNECT_FAILED' });
    answer = async () => VERIFIED;
    // The key is spent: it names the attempt that failed.
    expect((await desk.verify(input, key, bureaus.context())).body.kind).toBe('Unavailable');
    expect(asked).toHaveLength(1);
    expect((await desk.verify(input, aKey(), bureaus.context())).body.kind).toBe('Verified');
  });

  it.each<[string, ProviderAnswer, object, string]>([
    [
      'a refusal',
      { kind: 'REFUSED', cause: 'NO_REFERENCE' },
      { kind: 'Refused', cause: 'NO_REFERENCE' },
      'REFUSED',
    ],
    [
      'an answer that cannot be used',
      { kind: 'UNAVAILABLE', cause: 'BAD_RESPONSE', retryAfterSeconds: null, sent: true },
      { kind: 'Unavailable', cause: 'BAD_RESPONSE' },
      'UNAVAILABLE',
    ],
    [
      'a plea for patience',
      { kind: 'UNAVAILABLE', cause: 'RATE_LIMITED', retryAfterSeconds: 7, sent: true },
      { kind: 'Unavailable', cause: 'RATE_LIMITED', retryAfterSeconds: 7 },
      'UNAVAILABLE',
    ],
    [
      'no answer in time',
      { kind: 'UNKNOWN', cause: 'TIMEOUT' },
      { kind: 'OutcomeUnknown', cause: 'TIMEOUT' },
      'OUTCOME_UNKNOWN',
    ],
  ])('keeps %s as what it is, and does not ask again under the key', async (_name, given, body, outcome) => {
    const { desk } = openReplica();
    answer = async () => given;
    const input = request();
    const key = aKey();
    expect((await desk.verify(input, key, bureaus.context())).body).toMatchObject(body);
    answer = async () => VERIFIED;
    const { retryAfterSeconds: _, ...kept } = body as { retryAfterSeconds?: number };
    expect((await desk.verify(input, key, bureaus.context())).body).toMatchObject(kept);
    expect(asked).toHaveLength(1);
    expect(await events()).toEqual([`BIOMETRIC_VERIFICATION ${outcome}`]);
  });

  it('answers PENDING when the caller can wait no longer, and stores the answer when it comes', async () => {
    const { desk } = openReplica();
    let arrive: (given: ProviderAnswer) => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        arrive = resolve;
      });
    const input = request();
    const key = aKey();
    expect((await desk.verify(input, key, impatient())).body.kind).toBe('Pending');
    while (asked.length === 0) await turn();
    expect((await desk.verify(input, key, bureaus.context())).body.kind).toBe('Pending');
    arrive(VERIFIED);
    await desk.drain();
    expect((await desk.verify(input, key, bureaus.context())).body.kind).toBe('Verified');
    expect(asked).toHaveLength(1);
  });

  describe('a process that ends', () => {
    it('between sending and the answer leaves UNKNOWN, and nobody asks again', async () => {
      const { desk } = openReplica();
      let left = false;
      answer = () => {
        left = true;
        return new Promise(() => undefined);
      };
      const input = request();
      const key = aKey();
      await desk.verify(input, key, impatient());
      while (!left) await turn();
      expect((await rows())[0]).toMatchObject({ state: 'SENT' });
      const successor = openReplica();
      expect((await successor.desk.verify(input, key, bureaus.context())).body.kind).toBe('Pending');
      time.now = new Date(START.getTime() + 3_600_000);
      // Known without waiting for the settling, and the same after it.
      for (const settle of [false, true]) {
        if (settle) await successor.recovery.start();
        const outcome = await successor.desk.verify(input, key, bureaus.context());
        expect(outcome.body).toEqual({ kind: 'OutcomeUnknown', cause: 'PROCESS_ENDED' });
      }
      await successor.recovery.stop();
      expect((await rows())[0]).toMatchObject({ state: 'UNKNOWN', outcome: 'OUTCOME_UNKNOWN' });
      expect(await events()).toEqual(['BIOMETRIC_VERIFICATION OUTCOME_UNKNOWN']);
      // Nor is the capture sent once more under another key.
      expect((await successor.desk.verify(input, aKey(), bureaus.context())).body).toMatchObject({
        cause: 'CAPTURE_USED',
      });
      expect(asked).toHaveLength(1);
    });

    it('before sending leaves a capture that may be verified yet', async () => {
      const { desk } = openReplica();
      const input = request();
      const key = aKey();
      const lane = jest
        .spyOn(BureauLane.prototype, 'run')
        .mockImplementationOnce(() => new Promise(() => undefined));
      await desk.verify(input, key, impatient());
      while ((await rows()).length === 0) await turn();
      time.now = new Date(START.getTime() + 3_600_000);
      const successor = openReplica();
      await successor.recovery.start();
      await successor.recovery.stop();
      lane.mockRestore();
      expect((await successor.desk.verify(input, key, bureaus.context())).body).toMatchObject({
        kind: 'Unavailable',
        cause: 'NOT_SENT',
      });
      expect((await successor.desk.verify(input, aKey(), bureaus.context())).body.kind).toBe('Verified');
    });
  });

  describe('a consent', () => {
    it('that is withdrawn before the reservation lets nothing be reserved', async () => {
      const { desk } = openReplica();
      const context = bureaus.context();
      const load = context.load.bind(context);
      // Withdrawn after the decision has been made on what was loaded.
      jest.spyOn(context, 'load').mockImplementation(async (token, key) => {
        const found = await load(token, key);
        if (token.name === 'consents.ofSubject') await bureaus.revoke(consentId);
        return found as never;
      });
      const outcome = await desk.verify(request(), aKey(), context);
      expect(outcome.body).toEqual({ kind: 'ConsentRequired', cause: 'REVOKED' });
      expect(await rows()).toEqual([]);
      expect(asked).toEqual([]);
      expect(await events()).toEqual(['BIOMETRIC_VERIFICATION CONSENT_REQUIRED']);
    });

    it('that is withdrawn between the reservation and the first byte holds it back', async () => {
      const { desk } = openReplica();
      const real = BureauLane.prototype.run;
      const lane = jest.spyOn(BureauLane.prototype, 'run').mockImplementationOnce(async function (
        this: BureauLane,
        ...given: Parameters<typeof real>
      ) {
        expect((await rows())[0]).toMatchObject({ state: 'RESERVED' });
        await bureaus.revoke(consentId);
        return real.apply(this, given) as never;
      } as never);
      const outcome = await desk.verify(request(), aKey(), bureaus.context());
      lane.mockRestore();
      expect(outcome.body).toEqual({ kind: 'ConsentRequired', cause: 'REVOKED' });
      expect(asked).toEqual([]);
      expect((await rows())[0]).toMatchObject({
        state: 'CLOSED',
        outcome: 'CONSENT_REQUIRED',
        sent_at: null,
      });
    });

    it.each<[string, object, string]>([
      ['to inquiries', { type: 'QUERY' }, 'WRONG_TYPE'],
      ['for another receiver', { bureau: 'OTHER_FACES' }, 'WRONG_BUREAU'],
      ['to fingerprints', { dataCategories: ['FINGERPRINT'] }, 'WRONG_CATEGORY'],
      ['for another purpose', { purposes: ['POST_LOAN'] }, 'WRONG_PURPOSE'],
      ['that is over', { validTo: new Date('2026-03-01T00:00:00Z') }, 'EXPIRED'],
    ])('%s does not do', async (_name, change, cause) => {
      [person] = (await bureaus.addPersons(1)) as [Person];
      await consented(change);
      const outcome = await openReplica().desk.verify(request(), aKey(), bureaus.context());
      expect(outcome.body).toEqual({ kind: 'ConsentRequired', cause });
      expect(asked).toEqual([]);
      expect(await events()).toEqual(['BIOMETRIC_VERIFICATION CONSENT_REQUIRED']);
    });
  });

  it('refuses what looks like an image before anything is stored, sent or audited', async () => {
    const { desk } = openReplica();
    const image = `data:image/jpeg;base64,${'QUJD'.repeat(2_000)}`;
    await expect(
      desk.verify(request({ captureToken: image }), aKey(), bureaus.context()),
    ).rejects.toMatchObject({
      code: 'INVALID_BIOMETRIC_REQUEST',
      facts: { field: 'input.captureToken' },
    });
    expect(await rows()).toEqual([]);
    expect(await events()).toEqual([]);
    expect(asked).toEqual([]);
  });
});
