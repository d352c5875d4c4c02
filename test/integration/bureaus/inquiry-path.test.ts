import { createSandbox, type Sandbox } from '../../../sandbox/server';
import { describeOnDatabases } from '../../support/databases';
import { aQuestion, type Desk, openDesk, type Person, time } from './desk';

const BUREAU = 'shanghai-credit';

let sandbox: Sandbox;
let bureauUrl: string;

beforeAll(async () => {
  sandbox = createSandbox({ port: 0 });
  bureauUrl = await sandbox.listen();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.resetCalls();
  sandbox.clearFault(BUREAU);
  time.now = new Date('2026-06-30T04:00:00Z');
});

const calls = (): number => sandbox.calls().bureaus[BUREAU]?.total ?? 0;
const callsAbout = (person: Person): number =>
  sandbox.calls().bureaus[BUREAU]?.bySubject[person.pseudonym] ?? 0;

describeOnDatabases('an inquiry', (target) => {
  let desk: Desk;
  const ask = async (person: Person, change = {}, how = {}) =>
    (await desk.ask([aQuestion(person.id, change)], how))[0];
  const aPerson = async (consent: object | null = {}): Promise<Person> => {
    const [person] = await desk.addPersons(1);
    if (!person) throw new Error('no person');
    if (consent) await desk.consent([person.id], consent);
    return person;
  };
  const openInquiries = (person: Person) =>
    desk.database.rows<{
      id: string | number;
      state: string;
      outcome: string | null;
      flight_key: string | null;
    }>('SELECT id, state, outcome, flight_key FROM bureau_inquiry WHERE subject_id = ? ORDER BY id', [
      person.id,
    ]);

  beforeAll(async () => {
    // A breaker of its own for each test that needs one: here failures of one test must not close the way of the next.
    desk = await openDesk(target.url(), { bureauUrl, lane: { sample: 1_000 } });
    await desk.grant();
    // Connections at hand: a withdrawal that races with a reservation must not first wait for one.
    await Promise.all(Array.from({ length: 5 }, () => desk.database.rows('SELECT 1')));
  });
  afterAll(() => desk.close());
  afterEach(() => expect(desk.faults.splice(0)).toEqual([]));

  it('gives a report, stores it sealed, closes the ledger and is audited', async () => {
    const [person] = await desk.addPersons(1, { certNo: '370299198206200060', name: '孙梅' });
    if (!person) throw new Error('no person');
    const [consentId] = await desk.consent([person.id]);
    const outcome = await ask(person);
    expect(outcome).toMatchObject({
      asOf: new Date('2026-06-30T01:00:00Z'),
      inquiryId: expect.any(String),
      body: {
        kind: 'CreditReport',
        report: { openLoanCount: 2, overdueMinor: 2_288_000n },
        provenance: { observedAt: new Date('2026-06-30T01:00:00Z'), retrievedAt: time.now },
      },
    });
    expect(await openInquiries(person)).toEqual([
      { id: expect.anything(), state: 'CLOSED', outcome: 'CREDIT_REPORT', flight_key: null },
    ]);
    const [stored] = await desk.database.rows<{ report_cell: Buffer }>(
      'SELECT report_cell FROM bureau_report WHERE subject_id = ?',
      [person.id],
    );
    expect(stored?.report_cell.toString('latin1')).not.toContain('2288000');
    const [event] = await desk.database.rows<{ facts: string }>(
      'SELECT facts FROM audit_event WHERE subject_id = ?',
      [person.id],
    );
    expect(JSON.parse(event?.facts ?? '{}')).toMatchObject({
      bureau: 'SHANGHAI_CREDIT',
      reasonKind: 'APPLICATION',
      reasonRef: 'APP-1',
      consentId,
      costFen: '300',
      fields: expect.arrayContaining(['openLoanCount', 'overdueMinor']),
    });
    expect(event?.facts).not.toMatch(/孙梅|370299198206200060|2288000/);
  });

  it('takes no record for an answer and does not ask for it again', async () => {
    const [person] = await desk.addPersons(1, { certNo: '370299200109230313', name: '曾瑞' });
    if (!person) throw new Error('no person');
    await desk.consent([person.id]);
    expect((await ask(person))?.body.kind).toBe('NoRecord');
    expect((await ask(person))?.body.kind).toBe('NoRecord');
    expect(callsAbout(person)).toBe(1);
  });

  describe('is refused, with no call and an audit event,', () => {
    const day = (text: string) => new Date(`${text}T00:00:00Z`);
    it.each<[string, object | null, string]>([
      ['without a consent', null, 'MISSING'],
      ['with a consent for another bureau', { bureau: 'BAIHANG' }, 'WRONG_BUREAU'],
      ['with a consent for another purpose', { purposes: ['POST_LOAN'] }, 'WRONG_PURPOSE'],
      ['with a consent that is over', { validTo: day('2026-06-01') }, 'EXPIRED'],
      ['with a consent that has not begun', { validFrom: day('2026-07-01') }, 'NOT_YET_VALID'],
      ['with a consent that was withdrawn', { revokedAt: day('2026-06-01') }, 'REVOKED'],
    ])('%s', async (_name, consent, cause) => {
      const person = await aPerson(consent);
      expect((await ask(person))?.body).toEqual({ kind: 'ConsentRequired', cause });
      expect(calls()).toBe(0);
      expect(await openInquiries(person)).toEqual([]);
      expect(await desk.events(person.id)).toEqual(['BUREAU_INQUIRY CONSENT_REQUIRED']);
    });

    it('for a client without the right to the purpose', async () => {
      const person = await aPerson();
      expect((await ask(person, {}, { clientId: 'stranger' }))?.body).toEqual({
        kind: 'PurposeNotAllowed',
        cause: 'CLIENT_NOT_ENTITLED',
      });
      expect(calls()).toBe(0);
    });

    it('for a purpose that the bureau has no code for', async () => {
      const person = await aPerson({ purposes: ['SELF'] });
      expect((await ask(person, { purpose: 'SELF' }))?.body).toEqual({
        kind: 'PurposeNotAllowed',
        cause: 'BUREAU_HAS_NO_CODE',
      });
      expect(calls()).toBe(0);
    });

    it('for a firm', async () => {
      const firm = await desk.addFirm();
      await desk.consent([firm.id]);
      expect((await ask(firm))?.body).toEqual({ kind: 'SubjectNotCovered' });
      expect(calls()).toBe(0);
    });

    it('for a loan that is paid off or somebody else’s', async () => {
      const [person, other] = [await aPerson(), await aPerson()];
      const settled = await desk.addLoan(person.id, 'SETTLED');
      const others = await desk.addLoan(other.id, 'CURRENT');
      const reason = (ref: string) => ({ purpose: 'POST_LOAN', reason: { kind: 'LOAN', ref } });
      expect((await ask(person, reason(settled)))?.body).toMatchObject({ cause: 'LOAN_NOT_OUTSTANDING' });
      expect((await ask(person, reason(others)))?.body).toMatchObject({ cause: 'REASON_DOES_NOT_FIT' });
      expect(calls()).toBe(0);
      expect((await ask(other, reason(others)))?.body.kind).not.toBe('PurposeNotAllowed');
      expect(calls()).toBe(1);
    });
  });

  it('is not made where only stored reports are wanted', async () => {
    const person = await aPerson();
    expect((await ask(person, { mode: 'STORED_ONLY' }))?.body).toEqual({ kind: 'NotStored' });
    expect(calls()).toBe(0);
    expect(await desk.events(person.id)).toEqual(['REPORT_REUSE NOT_STORED']);
  });

  it('holds as long as a loan that the consent is bound to is not settled', async () => {
    const [person, other] = [await aPerson(null), await aPerson(null)];
    await desk.consent([person.id], { untilSettledLoanId: await desk.addLoan(person.id, 'CURRENT') });
    await desk.consent([other.id], { untilSettledLoanId: await desk.addLoan(other.id, 'SETTLED') });
    expect((await ask(person))?.body.kind).not.toBe('ConsentRequired');
    expect((await ask(other))?.body).toEqual({ kind: 'ConsentRequired', cause: 'EXPIRED' });
  });

  describe('is not repeated', () => {
    it('within the reuse window, which is audited as reuse', async () => {
      const person = await aPerson();
      const first = await ask(person);
      const second = await ask(person);
      const stored = await ask(person, { mode: 'STORED_ONLY', reason: null });
      expect(callsAbout(person)).toBe(1);
      expect(second).toEqual(first);
      expect(stored).toEqual(first);
      const [, ...reuses] = await desk.events(person.id);
      expect(reuses).toEqual(Array(2).fill(expect.stringMatching(/^REPORT_REUSE/)));
    });

    it('but is after the window, for another purpose, or when the caller wants it younger', async () => {
      const person = await aPerson();
      await ask(person);
      time.now = new Date('2026-07-15T15:59:00Z');
      await ask(person);
      expect(callsAbout(person)).toBe(1);
      await ask(person, { maxAgeDays: 14 });
      expect(callsAbout(person)).toBe(2);
      time.now = new Date('2026-07-31T16:00:00Z');
      await ask(person, { maxAgeDays: 400 });
      expect(callsAbout(person)).toBe(3);
      const loan = await desk.addLoan(person.id, 'CURRENT');
      await ask(person, { purpose: 'POST_LOAN', reason: { kind: 'LOAN', ref: loan } });
      expect(callsAbout(person)).toBe(4);
    });

    it('nor is a stored report shown once the consent is withdrawn', async () => {
      const person = await aPerson(null);
      const [consentId] = await desk.consent([person.id]);
      await ask(person);
      await desk.revoke(consentId as string);
      expect((await ask(person, { mode: 'STORED_ONLY' }))?.body).toEqual({
        kind: 'ConsentRequired',
        cause: 'REVOKED',
      });
      expect((await ask(person))?.body).toEqual({ kind: 'ConsentRequired', cause: 'REVOKED' });
      expect(callsAbout(person)).toBe(1);
    });

    it('by aliases that ask the same with another age', async () => {
      const person = await aPerson();
      const outcomes = await desk.ask([aQuestion(person.id), aQuestion(person.id, { maxAgeDays: 0 })]);
      expect(callsAbout(person)).toBe(1);
      expect(new Set(outcomes.map((outcome) => outcome.inquiryId)).size).toBe(1);
    });

    it('by 20 requests at once on two replicas', async () => {
      const other = await openDesk(target.url(), { bureauUrl });
      try {
        const person = await aPerson();
        sandbox.orderFault(BUREAU, { kind: 'latency', ms: 150 });
        const outcomes = (
          await Promise.all(
            Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? desk : other).ask([aQuestion(person.id)])),
          )
        ).flat();
        expect(callsAbout(person)).toBe(1);
        expect(new Set(outcomes.map(({ inquiryId }) => inquiryId)).size).toBe(1);
        expect(new Set(outcomes.map(({ body }) => body.kind)).size).toBe(1);
        expect(outcomes[0]?.body.kind).toMatch(/^(CreditReport|NoRecord)$/);
        expect(await desk.events(person.id)).toHaveLength(20);
      } finally {
        await other.close();
      }
    });
  });

  describe('looks again inside the reserving transaction', () => {
    const heldDesk = (beforeReserving: () => Promise<unknown>) =>
      openDesk(target.url(), { bureauUrl, beforeReserving });

    it('and is refused when the consent was withdrawn since the decision', async () => {
      const person = await aPerson(null);
      const [consentId] = await desk.consent([person.id]);
      const held = await heldDesk(() => desk.revoke(consentId as string));
      try {
        const [outcome] = await held.ask([aQuestion(person.id)]);
        expect(outcome?.body).toEqual({ kind: 'ConsentRequired', cause: 'REVOKED' });
        expect(calls()).toBe(0);
        expect(await openInquiries(person)).toEqual([]);
        expect(await desk.events(person.id)).toEqual(['BUREAU_INQUIRY CONSENT_REQUIRED']);
      } finally {
        await held.close();
      }
    });

    it('and takes the report that another replica has stored since', async () => {
      const person = await aPerson();
      const held = await heldDesk(() => ask(person));
      try {
        const before = await desk.spent();
        const [outcome] = await held.ask([aQuestion(person.id)]);
        expect(outcome?.body.kind).toMatch(/^(CreditReport|NoRecord)$/);
        expect(callsAbout(person)).toBe(1);
        expect((await desk.spent()).calls).toBe(before.calls + 1);
        expect((await desk.events(person.id)).at(-1)).toMatch(/^REPORT_REUSE/);
      } finally {
        await held.close();
      }
    });
  });

  it('is not sent when the consent is withdrawn after the reservation, and its budget is given back', async () => {
    // Two transactions race for the consent's row: a withdrawal that comes too late is tried again with somebody else.
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const person = await aPerson(null);
      const [consentId] = await desk.consent([person.id]);
      const [before, callsBefore] = [await desk.spent(), calls()];
      let withdrawal: Promise<unknown> = Promise.resolve();
      const stop = desk.database.onStatement((sql) => {
        if (!sql.startsWith('UPDATE bureau_budget')) return;
        stop();
        withdrawal = desk.revoke(consentId as string);
      });
      const body = (await ask(person))?.body;
      await withdrawal;
      if (body?.kind !== 'ConsentRequired') continue;
      expect(body).toEqual({ kind: 'ConsentRequired', cause: 'REVOKED' });
      expect(calls()).toBe(callsBefore);
      expect(await openInquiries(person)).toMatchObject([{ state: 'CLOSED', flight_key: null }]);
      expect(await desk.spent()).toEqual(before);
      return;
    }
    throw new Error('no withdrawal came between reservation and sending');
  });

  describe('meets a bureau that', () => {
    it.each<[string, Parameters<Sandbox['orderFault']>[1], object]>([
      [
        'is down',
        { kind: 'down' },
        { kind: 'BureauUnavailable', cause: 'BUREAU_ERROR', retryAfterSeconds: null },
      ],
      [
        'asks for patience',
        { kind: 'tooManyRequests', retryAfterSeconds: 9 },
        { kind: 'BureauUnavailable', cause: 'RATE_LIMITED', retryAfterSeconds: 9 },
      ],
      ...(
        ['html', 'badJson', 'otherPerson', 'unknownState', 'redirect', 'hugeBody', 'missingField'] as const
      ).map((kind): [string, { kind: typeof kind }, object] => [
        `sends ${kind}`,
        { kind },
        { kind: 'BureauUnavailable', cause: 'BAD_RESPONSE', retryAfterSeconds: null },
      ]),
    ])('%s', async (_name, fault, body) => {
      const [person] = await desk.addPersons(1, { certNo: '370299198503120024', name: '林清' });
      if (!person) throw new Error('no person');
      await desk.consent([person.id]);
      sandbox.orderFault(BUREAU, fault);
      expect((await ask(person))?.body).toEqual(body);
      expect(sandbox.calls().redirectsFollowed).toBe(0);
      expect((await openInquiries(person)).at(-1)).toMatchObject({ state: 'CLOSED', flight_key: null });
      expect((await desk.events(person.id)).at(-1)).toBe('BUREAU_INQUIRY BUREAU_UNAVAILABLE');
    });

    it('says that it has failed', async () => {
      const [person] = await desk.addPersons(1, { certNo: '370299198712120338', name: '彭飞' });
      if (!person) throw new Error('no person');
      await desk.consent([person.id]);
      expect((await ask(person))?.body).toMatchObject({ kind: 'BureauUnavailable', cause: 'BUREAU_ERROR' });
    });

    it('knows the number under another name', async () => {
      const [person] = await desk.addPersons(1, { certNo: '370299199301150094', name: '别人' });
      if (!person) throw new Error('no person');
      await desk.consent([person.id]);
      expect((await ask(person))?.body).toEqual({
        kind: 'InquiryRejected',
        cause: 'IDENTITY_MISMATCH',
        fields: [],
      });
    });

    it('breaks off: nobody knows whether it was taken, and it is not asked again', async () => {
      const person = await aPerson();
      sandbox.orderFault(BUREAU, { kind: 'reset', times: 1 });
      const before = await desk.spent();
      const first = await ask(person);
      expect(first?.body).toEqual({ kind: 'OutcomeUnknown' });
      expect(await desk.spent()).toEqual({ calls: before.calls + 1, fen: before.fen + 300 });
      expect(await ask(person)).toMatchObject({
        body: { kind: 'OutcomeUnknown' },
        inquiryId: first?.inquiryId,
      });
      expect(calls()).toBe(1);
    });

    it('takes longer than the request may: the answer is stored when it comes', async () => {
      const person = await aPerson();
      sandbox.orderFault(BUREAU, { kind: 'latency', ms: 600, times: 1 });
      const outcome = await ask(person, {}, { deadlineMs: 400 });
      expect(outcome).toMatchObject({ body: { kind: 'InquiryPending' }, inquiryId: expect.any(String) });
      await desk.drain();
      expect(await ask(person, { mode: 'STORED_ONLY' })).toMatchObject({ inquiryId: outcome?.inquiryId });
      expect(calls()).toBe(1);
    });
  });

  describe('that a crash left open', () => {
    const leftOpen = async (person: Person, state: 'RESERVED' | 'SENT', expiresAt: Date): Promise<void> => {
      sandbox.orderFault(BUREAU, { kind: 'reset', times: 1 });
      await ask(person);
      await desk.database.write((transaction) =>
        transaction.run(
          'UPDATE bureau_inquiry SET state = ?, expires_at = ?, closed_at = NULL WHERE subject_id = ?',
          [state, expiresAt, person.id],
        ),
      );
      sandbox.resetCalls();
    };

    it('after it was sent blocks a repeat once its time is over', async () => {
      const person = await aPerson();
      await leftOpen(person, 'SENT', time.now);
      expect((await ask(person))?.body).toEqual({ kind: 'OutcomeUnknown' });
      expect(calls()).toBe(0);
    });

    it('before it was sent is released once its time is over, budget and all, and asked anew', async () => {
      const person = await aPerson();
      const before = await desk.spent();
      await leftOpen(person, 'RESERVED', time.now);
      expect((await ask(person))?.body.kind).toMatch(/^(CreditReport|NoRecord)$/);
      expect(calls()).toBe(1);
      expect(await desk.spent()).toEqual({ calls: before.calls + 1, fen: before.fen + 300 });
      expect(await openInquiries(person)).toMatchObject([
        { state: 'CLOSED', outcome: 'NOT_SENT', flight_key: null },
        { state: 'CLOSED', flight_key: null },
      ]);
      expect(await desk.events(person.id)).toContain('BUREAU_INQUIRY NOT_SENT');
    });

    it('before it was sent is asked anew by those who wait for it, when its time is over', async () => {
      const person = await aPerson();
      await leftOpen(person, 'RESERVED', new Date(time.now.getTime() + 1_000));
      let looks = 0;
      const stop = desk.database.onStatement((sql) => {
        if (/FROM bureau_inquiry WHERE id IN/.test(sql) && ++looks === 3)
          time.now = new Date(time.now.getTime() + 1_000);
      });
      const outcome = await ask(person);
      stop();
      expect(looks).toBeGreaterThanOrEqual(3);
      expect(outcome?.body.kind).toMatch(/^(CreditReport|NoRecord)$/);
      expect(calls()).toBe(1);
    });
  });

  describe('that is to be made in any case', () => {
    const always = { mode: 'INQUIRE_ALWAYS' as const };
    it('is made though a report of today is stored', async () => {
      const person = await aPerson();
      await ask(person);
      time.now = new Date(time.now.getTime() + 1);
      await ask(person, always);
      expect(callsAbout(person)).toBe(2);
    });

    it('is made once for those who ask at the same time', async () => {
      const person = await aPerson();
      await ask(person);
      time.now = new Date(time.now.getTime() + 1);
      sandbox.orderFault(BUREAU, { kind: 'latency', ms: 100 });
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => ask(person, always)));
      expect(callsAbout(person)).toBe(2);
      expect(new Set(outcomes.map((outcome) => outcome?.inquiryId)).size).toBe(1);
    });
  });

  describe('about a loan of somebody else', () => {
    const postLoan = (loan: string) => ({
      purpose: 'POST_LOAN' as const,
      reason: { kind: 'LOAN' as const, ref: loan },
    });
    it.each<
      [
        string,
        { kind: 'GUARANTOR' | 'SPOUSE'; until: string | null } | null,
        'CURRENT' | 'SETTLED',
        string | null,
      ]
    >([
      ['is made about its guarantor', { kind: 'GUARANTOR', until: null }, 'CURRENT', null],
      [
        'is made on the last day of the guarantee',
        { kind: 'GUARANTOR', until: '2026-06-30' },
        'CURRENT',
        null,
      ],
      [
        'is refused after the guarantee',
        { kind: 'GUARANTOR', until: '2026-06-29' },
        'CURRENT',
        'REASON_DOES_NOT_FIT',
      ],
      [
        'is refused when the loan is settled',
        { kind: 'GUARANTOR', until: null },
        'SETTLED',
        'LOAN_NOT_OUTSTANDING',
      ],
      ['is refused about a spouse', { kind: 'SPOUSE', until: null }, 'CURRENT', 'REASON_DOES_NOT_FIT'],
      ['is refused about a stranger', null, 'CURRENT', 'REASON_DOES_NOT_FIT'],
    ])('%s', async (_name, relation, status, cause) => {
      const [person, borrower] = [await aPerson(), await aPerson(null)];
      if (relation) await desk.relate(person.id, borrower.id, relation);
      const outcome = await ask(person, postLoan(await desk.addLoan(borrower.id, status)));
      if (cause) expect(outcome?.body).toEqual({ kind: 'PurposeNotAllowed', cause });
      else expect(outcome?.body.kind).toMatch(/^(CreditReport|NoRecord)$/);
      expect(calls()).toBe(cause ? 0 : 1);
    });
  });

  it('takes the budget of the day in Shanghai, whatever day the business stands on', async () => {
    time.now = new Date('2026-07-03T16:30:00Z');
    await ask(await aPerson());
    const days = await desk.database.rows<{ day: string }>(
      "SELECT day FROM bureau_budget WHERE day > '2026-06-30' AND calls > 0",
    );
    expect(days.map((row) => row.day)).toContain('2026-07-04');
  });
});
