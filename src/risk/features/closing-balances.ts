import { addDays, type BusinessDate, daysBetween } from '../../kernel';

/** Balances at the end of days, in minor units; null where no booking had one. */
interface BalanceSummary {
  readonly last: number | null;
  /** Over the days of the last stretch, each weighing one. */
  readonly mean: number | null;
  readonly min: number | null;
  readonly minLately: number | null;
  readonly monthsNegative: number;
}

/**
 * What an account held at the end of each day, until the day before `before`. The bookings of one day come in any order:
 * the balance that none of them began from is the one that the day ended with.
 */
export class ClosingBalances {
  readonly #monthsNegative = new Set<string>();
  readonly #meanSince: BusinessDate;
  /** The day that is being read. */
  #day: BusinessDate | null = null;
  #after: bigint[] = [];
  #ahead: bigint[] = [];
  /** The last whole day and what it ended with. */
  #closing: { readonly day: BusinessDate; readonly balance: bigint } | null = null;
  #sum = 0;
  #days = 0;
  #min: bigint | null = null;
  #minLately: bigint | null = null;

  constructor(
    private readonly before: BusinessDate,
    meanDays: number,
    private readonly lately: BusinessDate,
  ) {
    this.#meanSince = addDays(before, -meanDays);
  }

  /** @param signed what the booking added, negative for money out */
  add(day: BusinessDate, signed: bigint, balance: bigint): void {
    if (this.#day !== day) {
      this.#endDay();
      this.#day = day;
    }
    this.#after.push(balance);
    this.#ahead.push(balance - signed);
  }

  summary(): BalanceSummary {
    this.#endDay();
    this.#holdUntil(this.before);
    const number = (minor: bigint | null) => (minor === null ? null : Number(minor));
    return {
      last: number(this.#closing?.balance ?? null),
      mean: this.#days === 0 ? null : this.#sum / this.#days,
      min: number(this.#min),
      minLately: number(this.#minLately),
      monthsNegative: this.#monthsNegative.size,
    };
  }

  #endDay(): void {
    if (this.#day === null) return;
    const balance = closingOf(this.#after, this.#ahead);
    this.#holdUntil(this.#day);
    this.#closing = { day: this.#day, balance };
    if (this.#min === null || balance < this.#min) this.#min = balance;
    if (balance < 0n) this.#monthsNegative.add(this.#day.slice(0, 7));
    this.#day = null;
    this.#after = [];
    this.#ahead = [];
  }

  /** The last closing balance stood until the end of the day before. */
  #holdUntil(day: BusinessDate): void {
    if (this.#closing === null) return;
    const { day: since, balance } = this.#closing;
    const from = since > this.#meanSince ? since : this.#meanSince;
    const days = daysBetween(from, day);
    if (days > 0) {
      this.#sum += Number(balance) * days;
      this.#days += days;
    }
    if (day > this.lately && (this.#minLately === null || balance < this.#minLately))
      this.#minLately = balance;
  }
}

/** Of bookings that follow each other each begins where another ended, but the last. */
function closingOf(after: readonly bigint[], ahead: readonly bigint[]): bigint {
  const begun = [...ahead];
  const left = after.filter((balance) => {
    const place = begun.indexOf(balance);
    if (place < 0) return true;
    begun.splice(place, 1);
    return false;
  });
  // None is left where the day ended as it began; more than one where the ledger has gaps.
  return left.at(-1) ?? (after.at(-1) as bigint);
}
