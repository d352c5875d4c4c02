import { compare, decimal, largest, minus, ONE, over, plus, type Ratio, times, whole, ZERO } from './ratio';

/** What a lender must earn beside the loss. Parts of one, a year. */
export interface Costs {
  /** Cost of funds (资金成本). */
  readonly funds: Ratio;
  /** Operating cost (运营成本). */
  readonly operation: Ratio;
  /** Margin on the capital that the loan binds (资本回报). */
  readonly capital: Ratio;
}

/** Digits to which a probability enters a price: what a logistic model says beyond them is noise. */
const PD_DIGITS = 6;
const YEAR = 12;

/**
 * A model's probability of default, brought to twelve months at a constant hazard, to the millionth.
 * @throws RangeError for what is no probability, or for no horizon
 */
export function yearlyDefault(pd: number, horizonMonths: number): Ratio {
  if (!(pd >= 0 && pd <= 1)) throw new RangeError('a probability of default lies between 0 and 1');
  if (!(Number.isInteger(horizonMonths) && horizonMonths > 0))
    throw new RangeError('a probability of default needs its horizon, in months');
  const yearly = horizonMonths === YEAR ? pd : 1 - (1 - pd) ** (YEAR / horizonMonths);
  return decimal(yearly.toFixed(PD_DIGITS));
}

/** Expected loss (预期损失): PD x LGD x EAD, in the minor units of the exposure, rounded up. */
export const expectedLoss = (pd: Ratio, lgd: Ratio, exposureMinor: bigint): bigint =>
  whole(times(times(pd, lgd), { n: exposureMinor, d: 1n }), 'UP');

/**
 * The rate a year at which those who pay make up for those who do not:
 * (cost of funds + operation + capital + PD x LGD) / (1 - PD), or the floor where that is more.
 * Null: nobody pays, so that no rate does.
 * @param pd over the year that the rate is for
 */
export function requiredRate(pd: Ratio, lgd: Ratio, costs: Costs, floor: Ratio = ZERO): Ratio | null {
  if (compare(pd, ONE) >= 0n) return null;
  const earned = plus(plus(costs.funds, costs.operation), plus(costs.capital, times(pd, lgd)));
  return largest(over(earned, minus(ONE, pd)), floor);
}
