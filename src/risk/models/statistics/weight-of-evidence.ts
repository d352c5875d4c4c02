/** Rows of a bin by outcome. */
export interface Counts {
  readonly good: number;
  readonly bad: number;
}

/**
 * Weight of evidence (证据权重): ln(share of all the good that are in the bin / share of all the bad). Above 0 the bin is
 * better than the whole.
 * @param prior rows, at the odds of the whole, that are added to the bin: they pull a bin of few rows towards 0 and
 *   keep a bin of one outcome finite
 */
export function weightOfEvidence(bin: Counts, whole: Counts, prior = 0): number {
  const rows = whole.good + whole.bad;
  const good = bin.good + (prior * whole.good) / rows;
  const bad = bin.bad + (prior * whole.bad) / rows;
  if (good === 0 && bad === 0) return 0;
  return Math.log(good / whole.good / (bad / whole.bad));
}

/** Information value (信息值): how well the bins tell the good from the bad; 0 not at all, above 0.5 suspiciously well. */
export function informationValue(bins: readonly Counts[], whole: Counts, prior = 0): number {
  return bins.reduce(
    (sum, bin) => sum + (bin.good / whole.good - bin.bad / whole.bad) * weightOfEvidence(bin, whole, prior),
    0,
  );
}
