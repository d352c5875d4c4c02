import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  handleWhenResult,
} from 'cockatiel';
import type { ConnectorAnswer } from '../bureau.port';

export interface LaneOptions {
  /** Calls to the bureau at one time. */
  readonly concurrency: number;
  /** Calls that may wait for a place. */
  readonly queue: number;
  /** The breaker opens when, of the last so many calls, at least half failed. */
  readonly sample: number;
  /** How long it stays open before one call may try. */
  readonly openMs: number;
}

// As many as the largest request asks about: then its calls leave together, and so do their rows of the ledger.
const DEFAULTS: LaneOptions = { concurrency: 200, queue: 400, sample: 10, openMs: 15_000 };

/** No byte left, and why. */
export interface NotSent {
  readonly kind: 'NOT_SENT';
  readonly cause: 'CIRCUIT_OPEN' | 'OVERLOADED' | 'CONSENT_REVOKED';
}

/**
 * The bulkhead and breaker of one bureau in this process: a bureau that hangs takes no other's places, and one that is
 * down is left alone. A call is never repeated.
 */
export class BureauLane {
  readonly #options: LaneOptions;
  readonly #bulkhead;
  readonly #breaker;
  #openedAtMs = 0;

  constructor(options: Partial<LaneOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
    const { concurrency, queue, sample, openMs } = this.#options;
    this.#bulkhead = bulkhead(concurrency, queue);
    // The breaker opens above the threshold, not at it.
    const breaker = new CountBreaker({
      size: sample,
      threshold: 0.49,
      minimumNumberOfCalls: Math.ceil(sample / 2),
    });
    this.#breaker = circuitBreaker(
      handleWhenResult((answer) => isFailure(answer as ConnectorAnswer)),
      { halfOpenAfter: openMs, breaker },
    );
    this.#breaker.onBreak(() => {
      this.#openedAtMs = Date.now();
    });
  }

  /** Whole seconds until a call may try again; null while calls pass. */
  get closedForSeconds(): number | null {
    if (this.#breaker.state !== CircuitState.Open) return null;
    const leftMs = this.#openedAtMs + this.#options.openMs - Date.now();
    return leftMs > 0 ? Math.ceil(leftMs / 1000) : null;
  }

  /** Runs a call in its turn. What the call itself throws comes through. */
  async run(call: () => Promise<ConnectorAnswer | NotSent>): Promise<ConnectorAnswer | NotSent> {
    try {
      return await this.#breaker.execute(() => this.#bulkhead.execute(call));
    } catch (error) {
      if (error instanceof BrokenCircuitError) return { kind: 'NOT_SENT', cause: 'CIRCUIT_OPEN' };
      if (error instanceof BulkheadRejectedError) return { kind: 'NOT_SENT', cause: 'OVERLOADED' };
      throw error;
    }
  }
}

/** What says that the bureau, and not this one inquiry, is ill. */
const isFailure = (answer: ConnectorAnswer | NotSent): boolean =>
  answer.kind === 'UNKNOWN' || answer.kind === 'UNAVAILABLE';
