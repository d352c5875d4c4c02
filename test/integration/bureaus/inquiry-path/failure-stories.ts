import type { Sandbox } from '../../../../sandbox/server';
import { type Person, time } from '../desk';
import { BUREAU, type World } from './world';

/** A bureau that fails, and a gateway that was killed. */
export function failureStories(world: World): void {
  const { ask, aPerson, calls, openInquiries } = world;

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
      const person = await aPerson({}, { certNo: '370299198503120024', name: '林清' });
      world.sandbox.orderFault(BUREAU, fault);
      expect((await ask(person))?.body).toEqual(body);
      expect(world.sandbox.calls().redirectsFollowed).toBe(0);
      expect((await openInquiries(person)).at(-1)).toMatchObject({ state: 'CLOSED', flight_key: null });
      expect((await world.desk.events(person.id)).at(-1)).toBe('BUREAU_INQUIRY BUREAU_UNAVAILABLE');
    });

    it('says that it has failed', async () => {
      const person = await aPerson({}, { certNo: '370299198712120338', name: '彭飞' });
      expect((await ask(person))?.body).toMatchObject({ kind: 'BureauUnavailable', cause: 'BUREAU_ERROR' });
    });

    it('knows the number under another name', async () => {
      const person = await aPerson({}, { certNo: '370299199301150094', name: '别人' });
      expect((await ask(person))?.body).toEqual({
        kind: 'InquiryRejected',
        cause: 'IDENTITY_MISMATCH',
        fields: [],
      });
    });

    it('breaks off: nobody knows whether it was taken, and it is not asked again', async () => {
      const person = await aPerson();
      world.sandbox.orderFault(BUREAU, { kind: 'reset', times: 1 });
      const before = await world.desk.spent();
      const first = await ask(person);
      expect(first?.body).toEqual({ kind: 'OutcomeUnknown' });
      expect(await world.desk.spent()).toEqual({ calls: before.calls + 1, fen: before.fen + 300 });
      expect(await ask(person)).toMatchObject({
        body: { kind: 'OutcomeUnknown' },
        inquiryId: first?.inquiryId,
      });
      expect(calls()).toBe(1);
    });

    it('takes longer than the request may: the answer is stored when it comes', async () => {
      const person = await aPerson();
      world.sandbox.orderFault(BUREAU, { kind: 'latency', ms: 600, times: 1 });
      const outcome = await ask(person, {}, { deadlineMs: 400 });
      expect(outcome).toMatchObject({ body: { kind: 'InquiryPending' }, inquiryId: expect.any(String) });
      await world.desk.drain();
      expect(await ask(person, { mode: 'STORED_ONLY' })).toMatchObject({ inquiryId: outcome?.inquiryId });
      expect(calls()).toBe(1);
    });
  });

  describe('that a crash left open', () => {
    const leftOpen = async (person: Person, state: 'RESERVED' | 'SENT', expiresAt: Date): Promise<void> => {
      world.sandbox.orderFault(BUREAU, { kind: 'reset', times: 1 });
      await ask(person);
      await world.desk.database.write((transaction) =>
        transaction.run(
          'UPDATE bureau_inquiry SET state = ?, expires_at = ?, closed_at = NULL WHERE subject_id = ?',
          [state, expiresAt, person.id],
        ),
      );
      world.sandbox.resetCalls();
    };

    it('after it was sent blocks a repeat once its time is over', async () => {
      const person = await aPerson();
      await leftOpen(person, 'SENT', time.now);
      expect((await ask(person))?.body).toEqual({ kind: 'OutcomeUnknown' });
      expect(calls()).toBe(0);
    });

    it('before it was sent is released once its time is over, budget and all, and asked anew', async () => {
      const person = await aPerson();
      const before = await world.desk.spent();
      await leftOpen(person, 'RESERVED', time.now);
      expect((await ask(person))?.body.kind).toMatch(/^(CreditReport|NoRecord)$/);
      expect(calls()).toBe(1);
      expect(await world.desk.spent()).toEqual({ calls: before.calls + 1, fen: before.fen + 300 });
      expect(await openInquiries(person)).toMatchObject([
        { state: 'CLOSED', outcome: 'NOT_SENT', flight_key: null },
        { state: 'CLOSED', flight_key: null },
      ]);
      expect(await world.desk.events(person.id)).toContain('BUREAU_INQUIRY NOT_SENT');
    });

    it('before it was sent is asked anew by those who wait for it, when its time is over', async () => {
      const person = await aPerson();
      await leftOpen(person, 'RESERVED', new Date(time.now.getTime() + 1_000));
      let looks = 0;
      const stop = world.desk.database.onStatement((sql) => {
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
}
