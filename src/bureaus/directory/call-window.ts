import type { LostAnswer } from '../bureau.port';

export interface CallFigures {
  readonly calls: number;
  /** Of the calls, those that brought no usable answer, from 0 to 1; null without calls. */
  readonly errorRate: number | null;
  /** Milliseconds that half of the calls stayed within; null without calls. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

export const NOTHING_SEEN: CallFigures = { calls: 0, errorRate: null, p50Ms: null, p95Ms: null };

interface SeenCall {
  readonly failed: boolean;
  readonly latencyMs: number;
  readonly atMs: number;
}

const MOST_CALLS = 200;
const WINDOW_MS = 10 * 60_000;

/** The last calls to one bureau: at most so many, and none older than ten minutes, so that yesterday says nothing of now. */
export class CallWindow {
  #calls: SeenCall[] = [];

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  record({ kind }: Pick<LostAnswer, 'kind'>, latencyMs: number): void {
    this.#calls.push({
      failed: kind === 'UNKNOWN' || kind === 'UNAVAILABLE',
      latencyMs,
      atMs: this.nowMs(),
    });
    if (this.#calls.length > MOST_CALLS) this.#calls.shift();
  }

  get figures(): CallFigures {
    const since = this.nowMs() - WINDOW_MS;
    this.#calls = this.#calls.filter(({ atMs }) => atMs >= since);
    const calls = this.#calls.length;
    if (calls === 0) return NOTHING_SEEN;
    const latencies = this.#calls.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
    const within = (share: number) => Math.round(latencies[Math.ceil(share * calls) - 1] ?? 0);
    return {
      calls,
      errorRate: this.#calls.filter(({ failed }) => failed).length / calls,
      p50Ms: within(0.5),
      p95Ms: within(0.95),
    };
  }
}
