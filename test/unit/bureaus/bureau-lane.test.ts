import type { ConnectorAnswer } from '../../../src/bureaus/bureau.port';
import { BureauLane, type NotSent } from '../../../src/bureaus/inquiry/bureau-lane';

const GOOD: ConnectorAnswer = { kind: 'NO_RECORD' };
const DOWN: ConnectorAnswer = { kind: 'UNAVAILABLE', cause: 'BUREAU_ERROR', sent: true };
const OPEN: NotSent = { kind: 'NOT_SENT', cause: 'CIRCUIT_OPEN' };

/** A call that ends when it is told to. */
function held() {
  let finish: (answer: ConnectorAnswer) => void = () => undefined;
  const answer = new Promise<ConnectorAnswer>((resolve) => {
    finish = resolve;
  });
  return { call: jest.fn(() => answer), finish };
}

const times = async (lane: BureauLane, count: number, answer: ConnectorAnswer) => {
  for (let i = 0; i < count; i += 1) await lane.run(async () => answer);
};

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});
afterEach(() => jest.useRealTimers());

describe('the breaker', () => {
  const opened = async (): Promise<BureauLane> => {
    const lane = new BureauLane({ sample: 4, openMs: 10_000 });
    await times(lane, 2, DOWN);
    return lane;
  };

  it('opens when half of the last calls failed, and then answers without calling', async () => {
    const lane = await opened();
    const { call } = held();
    expect(await lane.run(call)).toEqual(OPEN);
    expect(call).not.toHaveBeenCalled();
  });

  it('says for how many seconds it stays open', async () => {
    const lane = await opened();
    expect(lane.closedForSeconds).toBe(10);
    jest.advanceTimersByTime(9_500);
    expect(lane.closedForSeconds).toBe(1);
    jest.advanceTimersByTime(500);
    expect(lane.closedForSeconds).toBeNull();
  });

  it('lets one single call try after that, and closes when it succeeds', async () => {
    const lane = await opened();
    jest.advanceTimersByTime(10_000);
    const probe = held();
    const others = held();
    const first = lane.run(probe.call);
    const rest = [lane.run(others.call), lane.run(others.call)];
    await new Promise((resolve) => setImmediate(resolve));
    expect([probe.call.mock.calls.length, others.call.mock.calls.length]).toEqual([1, 0]);
    probe.finish(GOOD);
    others.finish(GOOD);
    expect(await Promise.all([first, ...rest])).toEqual([GOOD, GOOD, GOOD]);
  });

  it('stays open when that call fails, and the others are not sent', async () => {
    const lane = await opened();
    jest.advanceTimersByTime(10_000);
    const probe = held();
    const others = held();
    const first = lane.run(probe.call);
    const second = lane.run(others.call);
    probe.finish(DOWN);
    expect(await Promise.all([first, second])).toEqual([DOWN, OPEN]);
    expect(others.call).not.toHaveBeenCalled();
    expect(lane.closedForSeconds).toBe(10);
  });

  it.each<ConnectorAnswer>([{ kind: 'REJECTED', cause: 'IDENTITY_MISMATCH' }, GOOD])(
    'does not count $kind as a failure of the bureau',
    async (answer) => {
      const lane = new BureauLane({ sample: 4 });
      await times(lane, 20, answer);
      expect(lane.closedForSeconds).toBeNull();
    },
  );

  it.each<ConnectorAnswer>([DOWN, { kind: 'UNKNOWN', cause: 'TIMEOUT' }])('counts $kind', async (answer) => {
    const lane = new BureauLane({ sample: 4 });
    await times(lane, 2, answer);
    expect(lane.closedForSeconds).not.toBeNull();
  });
});

describe('the bulkhead', () => {
  it('holds back what is more than its places, and turns away what is more than its queue', async () => {
    const lane = new BureauLane({ concurrency: 2, queue: 1 });
    const { call, finish } = held();
    const running = [lane.run(call), lane.run(call), lane.run(call)];
    expect(await lane.run(call)).toEqual({ kind: 'NOT_SENT', cause: 'OVERLOADED' });
    expect(call).toHaveBeenCalledTimes(2);
    finish(GOOD);
    expect(await Promise.all(running)).toEqual([GOOD, GOOD, GOOD]);
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('lets a fault of the call itself through and does not count it', async () => {
    const lane = new BureauLane({ sample: 2 });
    for (let i = 0; i < 5; i += 1)
      await expect(lane.run(() => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
    expect(lane.closedForSeconds).toBeNull();
  });
});
