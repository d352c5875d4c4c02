import { defaultProbability } from '../../points';
import type { Fitness } from '../../scorecard-file';
import { type Calibration, calibration } from '../../statistics/calibration';
import { type Separation, separation } from '../../statistics/roc';
import { bandLimits, bandShares, stabilityIndex } from '../../statistics/stability';
import { rounded } from '../bins/feature-bins';
import type { Dataset } from '../data/dataset';
import { fitModel, logOddsOf, type Model, type ModelOptions } from '../regression/fit-model';
import { assignFolds } from './folds';

/** How well scores do on some rows. */
export interface Assessment {
  readonly fitness: Fitness;
  readonly separation: Separation;
  readonly calibration: Calibration;
}

export interface FoldResult {
  readonly rows: number;
  readonly auc: number;
  readonly ks: number;
  /** Stability of the scores against those of the rows that the fold's model was fitted on. */
  readonly psi: number;
  readonly features: readonly string[];
}

export interface Validation {
  readonly outOfFold: Assessment;
  readonly folds: readonly FoldResult[];
}

/** @param logOdds good to bad */
export function assess(logOdds: Float64Array, bad: Uint8Array, fitted = false): Assessment {
  const separated = separation(logOdds, bad);
  const calibrated = calibration(logOdds.map(defaultProbability), bad, { fitted });
  const { auc, gini, ks } = separated;
  return {
    separation: separated,
    calibration: calibrated,
    fitness: {
      rows: bad.length,
      bad: bad.reduce((sum, value) => sum + value, 0),
      auc: rounded(auc),
      gini: rounded(gini),
      ks: rounded(ks),
      brier: rounded(calibrated.brier),
    },
  };
}

/**
 * Scores every row by a model that was fitted without the row's fold: bins and selection too, so that nothing of an
 * outcome finds its way into its own score.
 */
export function validate(
  data: Dataset,
  rows: Uint32Array,
  { folds, seed, ...options }: ModelOptions & { readonly folds: number; readonly seed: number },
): Validation {
  const fold = assignFolds(data.bad, rows, folds, seed);
  const scores = new Float64Array(rows.length);
  const models: Model[] = [];
  const psis: number[] = [];
  for (let k = 0; k < folds; k += 1) {
    const others = rows.filter((_, i) => fold[i] !== k);
    const model = fitModel(data, others, options);
    const places = placesOf(fold, k);
    const logOdds = logOddsOf(
      model,
      places.map((i) => rows[i]!),
    );
    places.forEach((place, i) => {
      scores[place] = logOdds[i]!;
    });
    models.push(model);
    // By one model: scores of two models differ in their bins before they differ in their borrowers.
    const fitted = logOddsOf(model, others);
    const limits = bandLimits(fitted);
    psis.push(stabilityIndex(bandShares(fitted, limits), bandShares(logOdds, limits)));
  }
  const bad = Uint8Array.from(rows, (row) => data.bad[row]!);
  return {
    outOfFold: assess(scores, bad),
    folds: models.map(({ features }, k) => {
      const inside = placesOf(fold, k);
      const { auc, ks } = separation(
        Float64Array.from(inside, (i) => scores[i]!),
        Uint8Array.from(inside, (i) => bad[i]!),
      );
      return {
        rows: inside.length,
        auc: rounded(auc),
        ks: rounded(ks),
        psi: rounded(psis[k]!),
        features: features.map(({ column }) => column.name),
      };
    }),
  };
}

const placesOf = (fold: Uint8Array, k: number): Uint32Array =>
  Uint32Array.from([...fold.keys()].filter((i) => fold[i] === k));
