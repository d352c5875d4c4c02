import { type Counts, informationValue, weightOfEvidence } from '../../statistics/weight-of-evidence';
import { type Atom, countAtoms, type EncodedColumn } from '../data/dataset';
import { type Direction, orderedBins } from './ordered-bins';

/** Rows at the odds of the whole that are added to each bin: they matter where a bin has few of its own. */
const PRIOR_ROWS = 10;

export interface BinningOptions {
  readonly minShare: number;
  readonly maxBins: number;
  /** By column. */
  readonly monotone: ReadonlyMap<string, Direction | 'BEST'>;
}

export interface FeatureBin extends Counts {
  /** Atoms of one kind. */
  readonly atoms: readonly Atom[];
  readonly woe: number;
}

/** A column with its bins. */
export interface BinnedFeature {
  readonly column: EncodedColumn;
  readonly monotone: Direction | null;
  readonly informationValue: number;
  readonly bins: readonly FeatureBin[];
  /** Weight of evidence by the code of a row. */
  readonly woeOfCode: Float64Array;
}

/**
 * Bins of a column, from the outcomes of the given rows. Missing values, each special code, and categories too rare to
 * tell have bins of their own; these stay even where they have no row, at weight of evidence 0.
 */
export function binFeature(
  column: EncodedColumn,
  bad: Uint8Array,
  rows: Uint32Array,
  { minShare, maxBins, monotone }: BinningOptions,
): BinnedFeature {
  const counts = countAtoms(column, bad, rows);
  const countsOf = (code: number): Counts => ({ good: counts.good[code]!, bad: counts.bad[code]! });
  const codes = column.atoms.map((_, code) => code);
  const whole = total(codes.map(countsOf));
  const isOrdered = (code: number) => ['INTERVAL', 'LEVEL'].includes(column.atoms[code]!.kind);
  let ordered = codes.filter(isOrdered);
  // Numbers have their order. That of categories is their share of the bad.
  if (column.kind === 'CATEGORICAL') {
    const share = (code: number) => smoothedShare(countsOf(code), whole);
    ordered = [...ordered].sort((a, b) => share(a) - share(b) || a - b);
  }
  const { starts, direction } =
    ordered.length === 0
      ? { starts: [], direction: null }
      : orderedBins(ordered.map(countsOf), {
          minRows: Math.max(1, minShare * rows.length),
          maxBins,
          penalty: Math.log(rows.length),
          monotone: column.kind === 'NUMERIC' ? monotone.get(column.name) : undefined,
        });
  const groups = [
    ...starts.map((start, i) => ordered.slice(start, starts[i + 1])),
    ...codes.filter((code) => !isOrdered(code)).map((code) => [code]),
  ];
  const woeOfCode = new Float64Array(column.atoms.length);
  const bins = groups.map((group) => {
    const { good, bad: badHere } = total(group.map(countsOf));
    const woe = rounded(weightOfEvidence({ good, bad: badHere }, whole, PRIOR_ROWS));
    for (const code of group) woeOfCode[code] = woe;
    return { atoms: group.map((code) => column.atoms[code]!), good, bad: badHere, woe };
  });
  return {
    column,
    monotone: direction,
    informationValue: informationValue(bins, whole, PRIOR_ROWS),
    bins,
    woeOfCode,
  };
}

/** A model states six decimals, and is fitted on what it states. */
export const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

const total = (counts: readonly Counts[]): Counts => ({
  good: counts.reduce((sum, { good }) => sum + good, 0),
  bad: counts.reduce((sum, { bad }) => sum + bad, 0),
});

const smoothedShare = (counts: Counts, whole: Counts): number =>
  (counts.bad + (PRIOR_ROWS * whole.bad) / (whole.good + whole.bad)) /
  (counts.good + counts.bad + PRIOR_ROWS);
