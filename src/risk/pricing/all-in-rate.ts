import { type Ratio, ratio } from './ratio';
import { monthly } from './schedule';

/** What a loan is to the borrower's purse. Minor units. */
export interface CashFlows {
  /** What he had in hand: fees kept back are not lent (Civil Code 670). */
  readonly paidOutMinor: bigint;
  /** What he pays at the end of each month, fees included. */
  readonly paymentsMinor: readonly bigint[];
}

/** Rates are told to a hundredth of a basis point, rounded up: what is told never understates. */
export const RATE_DIGITS = 6;
const UNITS = 10n ** BigInt(RATE_DIGITS);
// A thousand times the principal a year; a rate beyond it is no loan.
const HIGHEST = 1000n * UNITS;

/**
 * Whether the all-in cost is at most this yearly rate, by the internal rate of return of a month times twelve. Exact:
 * nothing is rounded. So it is for a nominal rate; a flat rate says nothing of the cost.
 */
export function costsAtMost({ paidOutMinor, paymentsMinor }: CashFlows, yearlyRate: Ratio): boolean {
  const { n, d } = monthly(yearlyRate);
  // Both sides at the time of the last payment, times d to the number of payments.
  let paid = 0n;
  let scale = 1n;
  for (const payment of paymentsMinor) {
    paid = paid * (n + d) + payment * scale * d;
    scale *= d;
  }
  return paid <= paidOutMinor * (n + d) ** BigInt(paymentsMinor.length);
}

/**
 * The all-in nominal rate a year (年化综合成本): the internal rate of return of a month times twelve, rounded up to the
 * millionth. Zero where less is paid back than was lent.
 * @throws RangeError when nothing is paid out, or when the rate is beyond a thousand times the principal a year
 */
export function allInRate(flows: CashFlows): Ratio {
  if (flows.paidOutMinor <= 0n) throw new RangeError('nothing is paid out');
  const covers = (units: bigint) => costsAtMost(flows, ratio(units, UNITS));
  if (!covers(HIGHEST)) throw new RangeError('no rate explains the payments');
  // Most rates are far below the highest, and high ones cost most to try: the bracket grows from below.
  let high = UNITS / 4n;
  while (!covers(high)) high = high * 4n > HIGHEST ? HIGHEST : high * 4n;
  let low = -1n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (covers(middle)) high = middle;
    else low = middle;
  }
  return ratio(high, UNITS);
}

/** The effective annual rate (EAR) of a nominal one: for telling it beside, never for comparing with a cap. */
export const effectiveAnnualRate = (yearly: Ratio): number =>
  (1 + Number(yearly.n) / Number(yearly.d) / 12) ** 12 - 1;
