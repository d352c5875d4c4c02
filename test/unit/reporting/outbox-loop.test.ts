import type { ContributionConnector } from '../../../src/bureaus';
import type { DrainOptions, Round } from '../../../src/reporting/outbox/dispatcher';
import { OutboxLoop } from '../../../src/reporting/outbox/outbox-loop';

const NOTHING: Round = { sent: 0, accepted: 0, rejected: 0, again: 0, held: 0 };
const bureau = { bureau: 'NIFA' } as ContributionConnector;

const loopOf = (drain: (options: DrainOptions) => Promise<unknown>, faults: unknown[] = []): OutboxLoop => {
  const dispatcher = {
    drain: async (_connector: ContributionConnector, options: DrainOptions = {}) => {
      await drain(options);
      return NOTHING;
    },
  };
  return new OutboxLoop(dispatcher, [bureau], (fault) => faults.push(fault));
};

it('rests after a call for twice as long as the call took, and no longer than a second', async () => {
  const rests = await new Promise<number[]>((resolve) => {
    const loop = loopOf(async ({ rest = () => Promise.resolve() }) => {
      const times: number[] = [];
      for (const took of [0, 50, 60_000]) {
        const began = performance.now();
        await rest(took);
        times.push(performance.now() - began);
      }
      resolve(times);
      void loop.stop();
    });
    loop.start();
  });
  // Timers fire up to a millisecond early, and any time late; a minute would be more than the test has.
  expect(rests[1]).toBeGreaterThanOrEqual(99);
  expect(rests[2]).toBeGreaterThanOrEqual(999);
});

it('stops in the middle of a rest, and tells of faults without ending', async () => {
  const faults: unknown[] = [];
  let calls = 0;
  const resting = new Promise<void>((resolve) => {
    const loop = loopOf(async ({ isStopped, rest = () => Promise.resolve() }) => {
      calls += 1;
      if (calls === 1) throw new Error('planted');
      const rested = rest(60_000);
      const stopped = loop.stop();
      await rested;
      expect(isStopped?.()).toBe(true);
      void stopped.then(resolve);
    }, faults);
    loop.start();
  });
  await resting;
  expect([calls, faults]).toEqual([2, [new Error('planted')]]);
});
