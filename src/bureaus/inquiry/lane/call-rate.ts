import { setTimeout as sleep } from 'node:timers/promises';

/** Time as the lanes need it: durations, never the date. */
export interface LaneClock {
  nowMs(): number;
  wait(ms: number): Promise<unknown>;
}

export const monotonicClock: LaneClock = {
  nowMs: () => performance.now(),
  wait: (ms) => sleep(ms),
};

/** Lets at most so many calls depart in any one second, in the order in which they came. */
export class CallRate {
  /** Departures of the last `perSecond` calls, some still ahead; the oldest at `#next`. */
  readonly #departures: number[];
  #next = 0;

  /** @throws RangeError unless `perSecond` is a whole number above zero */
  constructor(
    perSecond: number,
    /** Who would have to wait longer is turned away. */
    private readonly longestWaitMs: number,
    private readonly clock: LaneClock,
  ) {
    if (!Number.isInteger(perSecond) || perSecond < 1) throw new RangeError('calls per second: 1 or more');
    this.#departures = Array(perSecond).fill(Number.NEGATIVE_INFINITY);
  }

  /** Resolves when the call may depart: true, or at once with false when the queue is too long. */
  async turn(): Promise<boolean> {
    const now = this.clock.nowMs();
    const departure = Math.max(now, (this.#departures[this.#next] as number) + 1000);
    if (departure - now > this.longestWaitMs) return false;
    this.#departures[this.#next] = departure;
    this.#next = (this.#next + 1) % this.#departures.length;
    if (departure > now) await this.clock.wait(departure - now);
    return true;
  }
}
