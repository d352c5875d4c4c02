import { aQuestion, openDesk, time } from '../desk';
import { BUREAU, type World } from './world';

/** What is stored, or asked by somebody else just now, is not asked and paid again. */
export function reuseStories(world: World): void {
  const { ask, aPerson, calls, callsAbout, openInquiries } = world;

  describe('is not repeated', () => {
    it('within the reuse window, which is audited as reuse', async () => {
      const person = await aPerson();
      const first = await ask(person);
      const second = await ask(person);
      const stored = await ask(person, { mode: 'STORED_ONLY', reason: null });
      expect(callsAbout(person)).toBe(1);
      expect(second).toEqual(first);
      expect(stored).toEqual(first);
      const [, ...reuses] = await world.desk.events(person.id);
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
      const loan = await world.desk.addLoan(person.id, 'CURRENT');
      await ask(person, { purpose: 'POST_LOAN', reason: { kind: 'LOAN', ref: loan } });
      expect(callsAbout(person)).toBe(4);
    });

    it('nor is a stored report shown once the consent is withdrawn', async () => {
      const person = await aPerson(null);
      const [consentId] = await world.desk.consent([person.id]);
      await ask(person);
      await world.desk.revoke(consentId as string);
      expect((await ask(person, { mode: 'STORED_ONLY' }))?.body).toEqual({
        kind: 'ConsentRequired',
        cause: 'REVOKED',
      });
      expect((await ask(person))?.body).toEqual({ kind: 'ConsentRequired', cause: 'REVOKED' });
      expect(callsAbout(person)).toBe(1);
    });

    it('by aliases that ask the same with another age', async () => {
      const person = await aPerson();
      const outcomes = await world.desk.ask([aQuestion(person.id), aQuestion(person.id, { maxAgeDays: 0 })]);
      expect(callsAbout(person)).toBe(1);
      expect(new Set(outcomes.map((outcome) => outcome.inquiryId)).size).toBe(1);
    });

    it('by 20 requests at once on two replicas', async () => {
      const other = await openDesk(world.databaseUrl(), { bureauUrl: world.bureauUrl });
      try {
        const person = await aPerson();
        world.sandbox.orderFault(BUREAU, { kind: 'latency', ms: 150 });
        const outcomes = (
          await Promise.all(
            Array.from({ length: 20 }, (_, i) =>
              (i % 2 === 0 ? world.desk : other).ask([aQuestion(person.id)]),
            ),
          )
        ).flat();
        expect(callsAbout(person)).toBe(1);
        expect(new Set(outcomes.map(({ inquiryId }) => inquiryId)).size).toBe(1);
        expect(new Set(outcomes.map(({ body }) => body.kind)).size).toBe(1);
        expect(outcomes[0]?.body.kind).toMatch(/^(CreditReport|NoRecord)$/);
        expect(await world.desk.events(person.id)).toHaveLength(20);
      } finally {
        await other.close();
      }
    });
  });

  describe('looks again inside the reserving transaction', () => {
    const heldDesk = (beforeReserving: () => Promise<unknown>) =>
      openDesk(world.databaseUrl(), { bureauUrl: world.bureauUrl, beforeReserving });

    it('and is refused when the consent was withdrawn since the decision', async () => {
      const person = await aPerson(null);
      const [consentId] = await world.desk.consent([person.id]);
      const held = await heldDesk(() => world.desk.revoke(consentId as string));
      try {
        const [outcome] = await held.ask([aQuestion(person.id)]);
        expect(outcome?.body).toEqual({ kind: 'ConsentRequired', cause: 'REVOKED' });
        expect(calls()).toBe(0);
        expect(await openInquiries(person)).toEqual([]);
        expect(await world.desk.events(person.id)).toEqual(['BUREAU_INQUIRY CONSENT_REQUIRED']);
      } finally {
        await held.close();
      }
    });

    it('and takes the report that another replica has stored since', async () => {
      const person = await aPerson();
      const held = await heldDesk(() => ask(person));
      try {
        const before = await world.desk.spent();
        const [outcome] = await held.ask([aQuestion(person.id)]);
        expect(outcome?.body.kind).toMatch(/^(CreditReport|NoRecord)$/);
        expect(callsAbout(person)).toBe(1);
        expect((await world.desk.spent()).calls).toBe(before.calls + 1);
        expect((await world.desk.events(person.id)).at(-1)).toMatch(/^REPORT_REUSE/);
      } finally {
        await held.close();
      }
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
      world.sandbox.orderFault(BUREAU, { kind: 'latency', ms: 100 });
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => ask(person, always)));
      expect(callsAbout(person)).toBe(2);
      expect(new Set(outcomes.map((outcome) => outcome?.inquiryId)).size).toBe(1);
    });
  });
}
