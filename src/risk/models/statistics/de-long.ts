import { upperNormalTwice } from './chi-square';
import { ascending } from './roc';

export interface AucDifference {
  readonly aucA: number;
  readonly aucB: number;
  /** B less A. */
  readonly difference: number;
  readonly standardError: number;
  /** 95 % confidence interval of the difference. */
  readonly from: number;
  readonly to: number;
  /** Probability of a difference at least this large if there is none. */
  readonly p: number;
}

// Half the width of a 95 % interval, in standard errors.
const Z95 = 1.959963984540054;

/**
 * Are two AUCs of the same rows different? DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988), by mid-ranks as
 * Sun and Xu (IEEE Signal Processing Letters 21, 2014) do it.
 * @param bad 1 for a bad row, 0 for a good one; a higher score means better
 */
export function aucDifference(
  scoresA: ArrayLike<number>,
  scoresB: ArrayLike<number>,
  bad: ArrayLike<number>,
): AucDifference {
  const a = placements(scoresA, bad);
  const b = placements(scoresB, bad);
  const variance = (of: 'good' | 'bad') => {
    const n = a[of].length;
    const mean = b.auc - a.auc;
    let sum = 0;
    for (let i = 0; i < n; i += 1) sum += (b[of][i]! - a[of][i]! - mean) ** 2;
    return n > 1 ? sum / (n - 1) / n : 0;
  };
  const difference = b.auc - a.auc;
  const standardError = Math.sqrt(variance('good') + variance('bad'));
  return {
    aucA: a.auc,
    aucB: b.auc,
    difference,
    standardError,
    from: difference - Z95 * standardError,
    to: difference + Z95 * standardError,
    p: standardError === 0 ? (difference === 0 ? 1 : 0) : upperNormalTwice(difference / standardError),
  };
}

/** For each good row the share of the bad below it, for each bad row the share of the good above it; ties half. */
function placements(scores: ArrayLike<number>, bad: ArrayLike<number>) {
  const places = { good: [] as number[], bad: [] as number[] };
  for (let i = 0; i < scores.length; i += 1) places[bad[i] === 1 ? 'bad' : 'good'].push(i);
  const within = { good: ranksWithin(scores, places.good), bad: ranksWithin(scores, places.bad) };
  const all = midRanks(scores);
  const [m, n] = [places.good.length, places.bad.length];
  const good = places.good.map((place, i) => (all[place]! - within.good[i]!) / n);
  const badShares = places.bad.map((place, i) => 1 - (all[place]! - within.bad[i]!) / m);
  return { good, bad: badShares, auc: good.reduce((sum, share) => sum + share, 0) / m };
}

const ranksWithin = (scores: ArrayLike<number>, places: readonly number[]): Float64Array =>
  midRanks(Float64Array.from(places, (place) => scores[place]!));

/** Ranks from 1; rows of one score share the middle of theirs. */
function midRanks(scores: ArrayLike<number>): Float64Array {
  const order = ascending(scores);
  const ranks = new Float64Array(order.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to += 1;
    for (let i = from; i < to; i += 1) ranks[order[i]!] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}
