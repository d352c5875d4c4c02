import { ascending } from './roc';

/** A bin that is empty on one side would make the index infinite. */
const LEAST_SHARE = 1e-4;

/**
 * Population stability index (PSI, 群体稳定性指标) of two distributions over the same bins: below 0.1 stable, above 0.25
 * another population.
 */
export function stabilityIndex(expected: readonly number[], actual: readonly number[]): number {
  if (expected.length !== actual.length) throw new RangeError('the distributions have other bins');
  return expected.reduce((sum, share, i) => {
    const e = Math.max(share, LEAST_SHARE);
    const a = Math.max(actual[i]!, LEAST_SHARE);
    return sum + (a - e) * Math.log(a / e);
  }, 0);
}

/** Upper limits, not included, that cut scores into bands of about one size; fewer where many scores are alike. */
export function bandLimits(scores: ArrayLike<number>, bands = 10): number[] {
  const order = ascending(scores);
  const limits: number[] = [];
  for (let band = 1; band < bands; band += 1) {
    const limit = scores[order[Math.floor((band * order.length) / bands)]!]!;
    if (limit > (limits.at(-1) ?? scores[order[0]!]!)) limits.push(limit);
  }
  return limits;
}

/** Shares of scores in the bands that the limits cut; one more than limits. */
export function bandShares(scores: ArrayLike<number>, limits: readonly number[]): number[] {
  const counts = new Array<number>(limits.length + 1).fill(0);
  for (let i = 0; i < scores.length; i += 1) counts[bandOf(scores[i]!, limits)]! += 1;
  return counts.map((n) => n / Math.max(scores.length, 1));
}

/** Number of the band that a score falls into. */
function bandOf(score: number, limits: readonly number[]): number {
  const band = limits.findIndex((limit) => score < limit);
  return band < 0 ? limits.length : band;
}
