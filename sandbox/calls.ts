import { createHash } from 'node:crypto';

/** Distinct keys kept per table; later ones count in `total` alone, so that a load test cannot fill the memory. */
const MAX_KEYS = 100_000;

/** What was called since the start or the last reset. */
export interface CallTotals {
  /** Requests to a redirect's target: above zero, a client followed one. */
  redirectsFollowed: number;
  bureaus: Record<string, BureauCalls>;
}

interface BureauCalls {
  /** Every inquiry by POST that reached the bureau, answered or not, well-formed or not. */
  total: number;
  /** Calls that fetch the result of an earlier inquiry. */
  polls: number;
  byRequestId: Record<string, number>;
  /** Keyed by `pseudonymOf(certNo)`. */
  bySubject: Record<string, number>;
}

/** First 16 hexadecimal digits of the SHA-256 of the number: tells subjects apart without showing them. */
export const pseudonymOf = (certNo: string): string =>
  createHash('sha256').update(certNo).digest('hex').slice(0, 16);

export class CallCounter {
  private redirects = 0;
  private readonly bureaus = new Map<
    string,
    { total: number; polls: number; requests: Tally; subjects: Tally }
  >();

  constructor(private readonly codes: readonly string[]) {
    this.reset();
  }

  reset(): void {
    this.redirects = 0;
    for (const code of this.codes) {
      this.bureaus.set(code, { total: 0, polls: 0, requests: new Map(), subjects: new Map() });
    }
  }

  countArrival(bureau: string, isInquiry: boolean): void {
    const calls = this.bureaus.get(bureau);
    if (calls) calls[isInquiry ? 'total' : 'polls'] += 1;
  }

  countBody(bureau: string, requestId: string | undefined, certNo: string | undefined): void {
    const calls = this.bureaus.get(bureau);
    if (!calls) return;
    if (requestId !== undefined) increment(calls.requests, requestId);
    if (certNo !== undefined) increment(calls.subjects, pseudonymOf(certNo));
  }

  countRedirectFollowed(): void {
    this.redirects += 1;
  }

  totals(): CallTotals {
    const bureaus = [...this.bureaus].map(([code, { total, polls, requests, subjects }]) => {
      const calls = {
        total,
        polls,
        byRequestId: Object.fromEntries(requests),
        bySubject: Object.fromEntries(subjects),
      };
      return [code, calls] as const;
    });
    return { redirectsFollowed: this.redirects, bureaus: Object.fromEntries(bureaus) };
  }
}

type Tally = Map<string, number>;

function increment(tally: Tally, key: string): void {
  const count = tally.get(key);
  if (count === undefined && tally.size >= MAX_KEYS) return;
  tally.set(key, (count ?? 0) + 1);
}
