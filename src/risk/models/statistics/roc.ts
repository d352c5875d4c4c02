/** A point of the curves, at a cut-off: shares of the good and of the bad whose score is at or below it. */
export interface CutOff {
  readonly score: number;
  readonly good: number;
  readonly bad: number;
}

export interface Separation {
  /** Probability that a good row scores above a bad one; rows of one score count half. */
  readonly auc: number;
  readonly gini: number;
  /** Largest distance of the two distributions (Kolmogorov-Smirnov). */
  readonly ks: number;
  /** Every score that occurs, in ascending order. */
  readonly cutOffs: readonly CutOff[];
}

/** Places of the scores in ascending order. */
export function ascending(scores: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i);
  return order.sort((a, b) => scores[a]! - scores[b]!);
}

/**
 * How well scores tell the good from the bad; a higher score means better.
 * @param bad 1 for a bad row, 0 for a good one
 */
export function separation(scores: ArrayLike<number>, bad: ArrayLike<number>): Separation {
  const order = ascending(scores);
  let allBad = 0;
  for (let i = 0; i < order.length; i += 1) allBad += bad[i]!;
  const allGood = order.length - allBad;
  if (allBad === 0 || allGood === 0) throw new RangeError('one outcome alone cannot be told from another');
  const cutOffs: CutOff[] = [];
  let [goodBelow, badBelow, area, ks] = [0, 0, 0, 0];
  for (let i = 0; i < order.length; ) {
    const score = scores[order[i]!]!;
    let [good, badHere] = [0, 0];
    for (; i < order.length && scores[order[i]!] === score; i += 1) {
      if (bad[order[i]!] === 1) badHere += 1;
      else good += 1;
    }
    area += good * (badBelow + badHere / 2);
    goodBelow += good;
    badBelow += badHere;
    const cutOff = { score, good: goodBelow / allGood, bad: badBelow / allBad };
    ks = Math.max(ks, Math.abs(cutOff.bad - cutOff.good));
    cutOffs.push(cutOff);
  }
  const auc = area / (allGood * allBad);
  return { auc, gini: 2 * auc - 1, ks, cutOffs };
}
