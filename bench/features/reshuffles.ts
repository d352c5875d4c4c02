import { type Design, fitLogistic } from '../../src/risk/models/fitting/regression/logistic';
import { assignFolds } from '../../src/risk/models/fitting/validation/folds';
import { separation } from '../../src/risk/models/statistics/roc';
import type { Column, LabelledLoan } from './columns';

/** A model is fitted on nine parts of the loans and judges the tenth, each in turn. */
const PARTS = 10;
const RIDGE = 5;

interface Judged {
  readonly bad: Uint8Array;
  /** One for each reshuffle. */
  readonly aucs: readonly number[];
  /** Of each loan, over all reshuffles. */
  readonly meanScores: Float64Array;
}

/**
 * AUC of logistic models on loans that they have not seen, for each reshuffle: each loan is scored by the model that was
 * fitted without its part. Every part has its share of the bad; the number of a reshuffle is its seed, so that two sets of
 * columns meet the same parts.
 */
export function reshuffled(
  loans: readonly LabelledLoan[],
  columns: readonly Column[],
  reshuffles: number,
): Judged {
  const bad = Uint8Array.from(loans, ({ isBad }) => (isBad ? 1 : 0));
  const rows = Uint32Array.from(loans.keys());
  const table = loans.map((loan) => columns.map((column) => column(loan)));
  const meanScores = new Float64Array(loans.length);
  const aucs = Array.from({ length: reshuffles }, (_, seed) => {
    const part = assignFolds(bad, rows, PARTS, seed + 1);
    const scores = new Float64Array(loans.length);
    for (let out = 0; out < PARTS; out += 1) {
      const fitted = [...rows].filter((row) => part[row] !== out);
      const score = scorer(
        fitted.map((row) => table[row]!),
        Uint8Array.from(fitted, (row) => bad[row]!),
      );
      for (const row of rows) if (part[row] === out) scores[row] = score(table[row]!);
    }
    for (const row of rows) meanScores[row]! += scores[row]! / reshuffles;
    return separation(scores, bad).auc;
  });
  return { bad, aucs, meanScores };
}

/** Fits on standardised columns: the means and deviations are those of the fitted rows alone. */
function scorer(table: readonly (readonly number[])[], bad: Uint8Array): (row: readonly number[]) => number {
  const width = table[0]!.length;
  const scales = Array.from({ length: width }, (_, column) => {
    const { mean, deviation } = summaryOf(table.map((row) => row[column]!));
    return { mean, deviation: deviation || 1 };
  });
  const scaled = (row: readonly number[]) =>
    row.map((value, column) => (value - scales[column]!.mean) / scales[column]!.deviation);
  const design: Design = {
    rows: table.length,
    width,
    values: Float64Array.from(table.flatMap(scaled)),
  };
  const { coefficients } = fitLogistic(design, bad, RIDGE);
  // A higher score means better.
  return (row) => -scaled(row).reduce((sum, value, column) => sum + value * coefficients[column]!, 0);
}

/** Mean and standard deviation of some numbers, and between which the middle 90 % of them lie. */
export function summaryOf(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))]!;
  return { mean, deviation: Math.sqrt(variance), low: at(0.05), high: at(0.95) };
}
