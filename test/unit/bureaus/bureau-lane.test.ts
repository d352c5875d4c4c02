import type { ConnectorAnswer } from '../../../src/bureaus/bureau.port';
import { BureauLane, type NotSent } from '../../../src/bureaus/inquiry/lane/bureau-lane';

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

/** A clock that the test moves; whoever waits is woken when his time has come. */
function handClock() {
  let now = 0;
  let sleepers: { at: number; wake: () => void }[] = [];
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    nowMs: () => now,
    wait: (ms: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ at: now + ms, wake });
      }),
    async pass(ms: number) {
      now += ms;
      const due = sleepers.filter(({ at }) => at <= now);
      sleepers = sleepers.filter(({ at }) => at > now);
      for (const { wake } of due) wake();
      await settled();
    },
  };
}

describe('the rate', () => {
  it('lets so many calls leave in any second, the others in their order', async () => {
    const clock = handClock();
    const lane = new BureauLane({ callsPerSecond: 3, clock });
    const left: [number, number][] = [];
    const running = Array.from({ length: 8 }, (_, i) =>
      lane.run(async () => {
        left.push([i, clock.nowMs()]);
        return GOOD;
      }),
    );
    await clock.pass(0);
    for (let i = 0; i < 30; i += 1) await clock.pass(100);
    await Promise.all(running);
    expect(left).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 1000],
      [4, 1000],
      [5, 1000],
      [6, 2000],
      [7, 2000],
    ]);
  });

  it('spares nothing up: after a quiet time no more than the rate leave at once', async () => {
    const clock = handClock();
    const lane = new BureauLane({ callsPerSecond: 2, clock });
    await clock.pass(60_000);
    const { call, finish } = held();
    for (let i = 0; i < 5; i += 1) void lane.run(call);
    await clock.pass(999);
    expect(call).toHaveBeenCalledTimes(2);
    await clock.pass(1);
    expect(call).toHaveBeenCalledTimes(4);
    finish(GOOD);
  });

  it('turns away who would wait too long', async () => {
    const lane = new BureauLane({ callsPerSecond: 1, longestWaitMs: 1_000, clock: handClock() });
    const { call } = held();
    void lane.run(call);
    void lane.run(call);
    expect(await lane.run(call)).toEqual({ kind: 'NOT_SENT', cause: 'OVERLOADED' });
  });

  it('keeps nobody waiting for a bureau that is down', async () => {
    const clock = handClock();
    const lane = new BureauLane({ callsPerSecond: 2, sample: 4, clock });
    await times(lane, 2, DOWN);
    expect(await lane.run(held().call)).toEqual(OPEN);
  });
});

describe('a call that failed to connect', () => {
  const UNCONNECTED: ConnectorAnswer = { kind: 'UNAVAILABLE', cause: 'CONNECT_FAILED', sent: false };
  const failing = (failures: number, answer: ConnectorAnswer = UNCONNECTED) => {
    let left = failures;
    return jest.fn(async (): Promise<ConnectorAnswer> => {
      left -= 1;
      return left >= 0 ? answer : GOOD;
    });
  };

  it('is taken back and repeated, twice at most', async () => {
    const clock = handClock();
    const lane = new BureauLane({ clock, sample: 100 });
    const order: string[] = [];
    const takeBack = jest.fn(async () => {
      order.push('takeBack');
    });
    const mended = failing(2);
    const never = failing(9);
    const running = [
      lane.run(() => {
        order.push('call');
        return mended();
      }, takeBack),
      lane.run(never, takeBack),
    ];
    await clock.pass(0);
    await clock.pass(100);
    await clock.pass(300);
    expect(await Promise.all(running)).toEqual([GOOD, UNCONNECTED]);
    expect(never).toHaveBeenCalledTimes(3);
    expect(takeBack).toHaveBeenCalledTimes(4);
    expect(order.filter((step, i) => step === 'call' && order[i - 1] === 'call')).toEqual([]);
  });

  it.each<[string, ConnectorAnswer]>([
    ['was answered with an error', DOWN],
    ['may have arrived', { kind: 'UNKNOWN', cause: 'TIMEOUT' }],
    ['was refused', { kind: 'REJECTED', cause: 'CREDENTIALS' } as ConnectorAnswer],
  ])('is not repeated if it %s', async (_name, answer) => {
    const call = failing(1, answer);
    expect(await new BureauLane({ clock: handClock() }).run(call, async () => undefined)).toEqual(answer);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('is not repeated if nothing can take it back, nor after a slow failure', async () => {
    const clock = handClock();
    const lane = new BureauLane({ clock });
    const call = failing(1);
    expect(await lane.run(call)).toEqual(UNCONNECTED);
    const slow = held();
    const running = lane.run(slow.call, async () => undefined);
    await clock.pass(1_000);
    slow.finish(UNCONNECTED);
    expect(await running).toEqual(UNCONNECTED);
    expect([call.mock.calls.length, slow.call.mock.calls.length]).toEqual([1, 1]);
  });

  it.each([
    [10, 3],
    [100, 20],
  ])('of %i under way %i are repeated at one time', async (calls, repeated) => {
    const clock = handClock();
    const lane = new BureauLane({ clock, sample: 10_000 });
    const call = jest.fn(async () => UNCONNECTED);
    const takeBack = jest.fn(async () => undefined);
    const running = Array.from({ length: calls }, () => lane.run(call, takeBack));
    await clock.pass(0);
    await clock.pass(100);
    expect(takeBack).toHaveBeenCalledTimes(repeated);
    await clock.pass(300);
    await Promise.all(running);
  });

  it('is not repeated once the breaker has opened', async () => {
    const clock = handClock();
    const lane = new BureauLane({ clock, sample: 4 });
    const call = failing(9);
    const running = [lane.run(call, async () => undefined), lane.run(call, async () => undefined)];
    await clock.pass(0);
    await clock.pass(100);
    expect(await Promise.all(running)).toEqual([UNCONNECTED, UNCONNECTED]);
    expect(call).toHaveBeenCalledTimes(2);
  });
});

it('lets the largest request leave in one wave', async () => {
  const lane = new BureauLane();
  const { call, finish } = held();
  const running = Array.from({ length: 200 }, () => lane.run(call));
  await new Promise((resolve) => setImmediate(resolve));
  expect(call).toHaveBeenCalledTimes(200);
  finish(GOOD);
  await Promise.all(running);
});
