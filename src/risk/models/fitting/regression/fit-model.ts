import { type BinnedFeature, type BinningOptions, binFeature, rounded } from '../bins/feature-bins';
import type { Dataset } from '../data/dataset';
import { type Design, fitLogistic, type LogisticModel } from './logistic';

export interface ModelOptions extends BinningOptions {
  /** A feature with a smaller information value is left out. */
  readonly minInformation: number;
  /** Of two features whose weights of evidence correlate more, the one that says less is left out. */
  readonly maxCorrelation: number;
  readonly ridge: number;
}

/** A feature that the model has. */
export interface ModelFeature extends BinnedFeature {
  readonly coefficient: number;
}

/** A column that the model does without, and why. */
export interface LeftOut {
  readonly column: string;
  readonly reason: string;
  readonly informationValue: number | null;
}

export interface Model {
  /** Of the logarithm of the odds, good to bad. */
  readonly intercept: number;
  readonly features: readonly ModelFeature[];
  readonly leftOut: readonly LeftOut[];
}

/** Bins, selection and regression from the given rows alone. */
export function fitModel({ columns, bad }: Dataset, rows: Uint32Array, options: ModelOptions): Model {
  const leftOut: LeftOut[] = [];
  const leave = ({ column, informationValue }: BinnedFeature, reason: string) =>
    leftOut.push({ column: column.name, reason, informationValue });
  const informative = columns
    .map((column) => binFeature(column, bad, rows, options))
    .sort((a, b) => b.informationValue - a.informationValue || (a.column.name < b.column.name ? -1 : 1))
    .filter((feature) => {
      const says = feature.informationValue >= options.minInformation;
      if (!says)
        leave(
          feature,
          `its information value ${feature.informationValue.toFixed(4)} is below ${options.minInformation}`,
        );
      return says;
    });
  const design = designOf(informative, rows);
  const kept = withoutTwins(informative, design, options.maxCorrelation, leave);
  const outcome = Uint8Array.from(rows, (row) => 1 - bad[row]!);
  const { active, model } = withoutWrongSigns(design, outcome, options.ridge, kept, (place) =>
    leave(informative[place]!, 'beside the others its weight would turn round'),
  );
  return {
    intercept: rounded(model.intercept),
    features: active.map((place, i) => ({
      ...informative[place]!,
      coefficient: rounded(model.coefficients[i]!),
    })),
    leftOut,
  };
}

/** Logarithm of the odds, good to bad, of each of the given rows. */
export function logOddsOf({ intercept, features }: Model, rows: Uint32Array): Float64Array {
  const scores = new Float64Array(rows.length).fill(intercept);
  for (const { column, coefficient, woeOfCode } of features)
    for (let i = 0; i < rows.length; i += 1) scores[i]! += coefficient * woeOfCode[column.codes[rows[i]!]!]!;
  return scores;
}

function designOf(features: readonly BinnedFeature[], rows: Uint32Array): Design {
  const width = features.length;
  const values = new Float64Array(rows.length * width);
  for (const [place, { column, woeOfCode }] of features.entries())
    for (let i = 0; i < rows.length; i += 1) values[i * width + place] = woeOfCode[column.codes[rows[i]!]!]!;
  return { rows: rows.length, width, values };
}

/** Places of the features that say something of their own. They come by falling information value. */
function withoutTwins(
  features: readonly BinnedFeature[],
  { rows, width, values }: Design,
  most: number,
  leave: (feature: BinnedFeature, reason: string) => void,
): number[] {
  const mean = new Float64Array(width);
  const moments = new Float64Array(width * width);
  for (let row = 0; row < rows; row += 1) {
    const base = row * width;
    for (let i = 0; i < width; i += 1) {
      const value = values[base + i]!;
      mean[i]! += value;
      for (let j = 0; j <= i; j += 1) moments[i * width + j]! += value * values[base + j]!;
    }
  }
  const covariance = (i: number, j: number) =>
    moments[Math.max(i, j) * width + Math.min(i, j)]! / rows - (mean[i]! * mean[j]!) / rows ** 2;
  const correlation = (i: number, j: number) =>
    covariance(i, j) / Math.sqrt(covariance(i, i) * covariance(j, j));
  const kept: number[] = [];
  for (const [place, feature] of features.entries()) {
    const twin = kept.find((other) => Math.abs(correlation(place, other)) > most);
    if (twin === undefined) kept.push(place);
    else {
      const by = correlation(place, twin).toFixed(2);
      leave(feature, `it correlates by ${by} with ${features[twin]!.column.name}, which says more`);
    }
  }
  return kept;
}

/**
 * A weight of evidence that counts against itself would give points for being worse, which nobody can explain. The one
 * that does so most is left out, again and again.
 */
function withoutWrongSigns(
  design: Design,
  outcome: Uint8Array,
  ridge: number,
  candidates: readonly number[],
  leave: (place: number) => void,
): { active: readonly number[]; model: LogisticModel } {
  let active = candidates;
  let model = fitLogistic(design, outcome, ridge, active);
  while (model.coefficients.some((value) => value <= 0)) {
    const { left, kept, start } = positivePart(model);
    for (const i of left) leave(active[i]!);
    active = kept.map((i) => active[i]!);
    model = fitLogistic(design, outcome, ridge, active, start);
  }
  return { active, model };
}

/**
 * What is left of a fit when its most negative coefficient is taken out until none is negative, if its likelihood were
 * as curved everywhere as at its maximum. That needs no further look at the data, and is close to the fit that does.
 */
function positivePart({ intercept, coefficients, covariance }: LogisticModel) {
  const size = coefficients.length + 1;
  const beta = Float64Array.from([intercept, ...coefficients]);
  const spread = covariance.slice();
  const left: number[] = [];
  let kept = coefficients.map((_, i) => i);
  for (;;) {
    const worst = kept.reduce((a, b) => (beta[b + 1]! < beta[a + 1]! ? b : a), kept[0]!);
    if (kept.length === 0 || beta[worst + 1]! > 0) break;
    const w = worst + 1;
    const shares = beta.map((_, i) => spread[i * size + w]! / spread[w * size + w]!);
    const value = beta[w]!;
    for (let i = 0; i < size; i += 1) beta[i]! -= shares[i]! * value;
    const line = spread.slice(w * size, (w + 1) * size);
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j < size; j += 1) spread[i * size + j]! -= shares[i]! * line[j]!;
    left.push(worst);
    kept = kept.filter((i) => i !== worst);
  }
  return { left, kept, start: { intercept: beta[0]!, coefficients: kept.map((i) => beta[i + 1]!) } };
}
