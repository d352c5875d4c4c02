import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  handleWhenResult,
} from 'cockatiel';
import { CallRate, type LaneClock, monotonicClock } from './call-rate';

export interface LaneOptions {
  /** Calls to the bureau at one time. */
  readonly concurrency: number;
  /** Calls that may wait for a place. */
  readonly queue: number;
  /** Calls that the bureau takes in a second; null for any number. */
  readonly callsPerSecond: number | null;
  /** Longest wait for a turn under `callsPerSecond`. */
  readonly longestWaitMs: number;
  /** The breaker opens when, of the last so many calls, at least half failed. */
  readonly sample: number;
  /** How long it stays open before one call may try. */
  readonly openMs: number;
  readonly clock: LaneClock;
}

const DEFAULTS: LaneOptions = {
  // The largest request asks about 200: its calls leave in one wave, and so do their rows of the ledger.
  concurrency: 256,
  queue: 512,
  callsPerSecond: null,
  longestWaitMs: 10_000,
  sample: 10,
  openMs: 15_000,
  clock: monotonicClock,
};

/** Of the calls under way, so many may be repetitions; a bureau that is ill is not to be made worse. */
const REPEAT_SHARE = 0.2;
const REPEATS_ALWAYS = 3;

/** Before each repetition; as many as there are numbers. */
const REPEAT_AFTER_MS = [100, 300];

/** A connection that took longer to fail was no hiccup, and most of the caller's time is gone. */
const QUICK_FAILURE_MS = 1_000;

/** No byte left, and why. */
export interface NotSent {
  readonly kind: 'NOT_SENT';
  readonly cause: 'CIRCUIT_OPEN' | 'OVERLOADED';
}

/** OPEN: no call passes. HALF_OPEN: one may try. */
export type LaneState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** What a lane must know of an answer: its kind, and whether anything of the call has left. */
type LaneAnswer = { readonly kind: string; readonly sent?: boolean };

/**
 * The way to one bureau in this process: rate, places and breaker, in this order. A bureau that hangs takes no other's
 * places, and one that is down is left alone. A call is repeated only if nothing of it was sent.
 */
export class BureauLane {
  readonly #options: LaneOptions;
  readonly #rate: CallRate | null;
  readonly #bulkhead;
  readonly #breaker;
  #openedAtMs = 0;
  #running = 0;
  #repeating = 0;

  constructor(options: Partial<LaneOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
    const { concurrency, queue, callsPerSecond, longestWaitMs, sample, openMs, clock } = this.#options;
    this.#rate = callsPerSecond === null ? null : new CallRate(callsPerSecond, longestWaitMs, clock);
    this.#bulkhead = bulkhead(concurrency, queue);
    // The breaker opens above the threshold, not at it.
    const breaker = new CountBreaker({
      size: sample,
      threshold: 0.49,
      minimumNumberOfCalls: Math.ceil(sample / 2),
    });
    this.#breaker = circuitBreaker(
      handleWhenResult((answer) => isFailure(answer as LaneAnswer)),
      { halfOpenAfter: openMs, breaker },
    );
    this.#breaker.onBreak(() => {
      this.#openedAtMs = Date.now();
    });
  }

  get state(): LaneState {
    if (this.closedForSeconds !== null) return 'OPEN';
    return this.#breaker.state === CircuitState.Closed ? 'CLOSED' : 'HALF_OPEN';
  }

  /** Whole seconds until a call may try again; null while calls pass. */
  get closedForSeconds(): number | null {
    if (this.#breaker.state !== CircuitState.Open) return null;
    const leftMs = this.#openedAtMs + this.#options.openMs - Date.now();
    return leftMs > 0 ? Math.ceil(leftMs / 1000) : null;
  }

  /**
   * Runs a call in its turn. What the call itself throws comes through.
   * @param takeBack undoes what `call` did before it failed to connect; without it the call is never repeated
   */
  async run<Answer extends LaneAnswer>(
    call: () => Promise<Answer>,
    takeBack?: () => Promise<void>,
  ): Promise<Answer | NotSent> {
    this.#running += 1;
    try {
      let answer = await this.#quickly(call);
      for (const afterMs of takeBack ? REPEAT_AFTER_MS : []) {
        if (!answer.mayRepeat || !this.#mayRepeat()) break;
        this.#repeating += 1;
        try {
          await this.#options.clock.wait(afterMs);
          if (this.closedForSeconds !== null) break;
          await takeBack?.();
          answer = await this.#quickly(call);
        } finally {
          this.#repeating -= 1;
        }
      }
      return answer.given;
    } finally {
      this.#running -= 1;
    }
  }

  #mayRepeat(): boolean {
    return this.#repeating < Math.max(REPEATS_ALWAYS, Math.floor(this.#running * REPEAT_SHARE));
  }

  async #quickly<Answer extends LaneAnswer>(
    call: () => Promise<Answer>,
  ): Promise<{ given: Answer | NotSent; mayRepeat: boolean }> {
    const { clock } = this.#options;
    const startedMs = clock.nowMs();
    const given = await this.#once(call);
    const quick = clock.nowMs() - startedMs < QUICK_FAILURE_MS;
    return { given, mayRepeat: quick && given.kind === 'UNAVAILABLE' && 'sent' in given && !given.sent };
  }

  async #once<Answer extends LaneAnswer>(call: () => Promise<Answer>): Promise<Answer | NotSent> {
    // Nobody waits for a turn only to hear that the bureau is down.
    if (this.closedForSeconds !== null) return { kind: 'NOT_SENT', cause: 'CIRCUIT_OPEN' };
    if (this.#rate && !(await this.#rate.turn())) return { kind: 'NOT_SENT', cause: 'OVERLOADED' };
    try {
      return await this.#bulkhead.execute(() => this.#breaker.execute(call));
    } catch (error) {
      if (error instanceof BrokenCircuitError) return { kind: 'NOT_SENT', cause: 'CIRCUIT_OPEN' };
      if (error instanceof BulkheadRejectedError) return { kind: 'NOT_SENT', cause: 'OVERLOADED' };
      throw error;
    }
  }
}

/** What says that the bureau, and not this one inquiry, is ill. */
const isFailure = (answer: LaneAnswer): boolean => answer.kind === 'UNKNOWN' || answer.kind === 'UNAVAILABLE';
