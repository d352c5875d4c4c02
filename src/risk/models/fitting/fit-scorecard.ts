import type { Scaling } from '../points';
import type { ScorecardFile } from '../scorecard-file';
import { bandLimits, bandShares, stabilityIndex } from '../statistics/stability';
import { rounded } from './bins/feature-bins';
import { type ReadingOptions, readDataset } from './data/read-dataset';
import type { Table } from './data/table';
import { FitError } from './data/target';
import { fitModel, type LeftOut, logOddsOf, type ModelOptions } from './regression/fit-model';
import { pointsOfRows, toScorecardFile } from './to-scorecard-file';
import { type Assessment, assess, type FoldResult, validate } from './validation/validate';

export interface FitOptions extends ReadingOptions, ModelOptions {
  readonly scaling: Scaling;
  readonly folds: number;
  readonly stated: Pick<ScorecardFile, 'name' | 'use' | 'created'> & {
    readonly horizonMonths: number | null;
    readonly sha256: string;
  };
}

/** A fitted model with all that its report tells. */
export interface Fit {
  readonly file: ScorecardFile;
  readonly outOfFold: Assessment;
  readonly inSample: Assessment;
  readonly holdout: Assessment | null;
  readonly folds: readonly FoldResult[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly string[];
}

// From these on a separation is rather a leak than a model.
const SUSPICIOUS_KS = 0.75;
const SUSPICIOUS_INFORMATION = 2;

/**
 * Reads, validates out of fold, fits on all development rows, and states the model. The same data, options and seed give
 * the same model file.
 * @throws FitError when the data do not allow a model, in words
 */
export async function fitScorecard(table: Table, options: FitOptions): Promise<Fit> {
  const {
    data,
    coding,
    development,
    holdout: heldOut,
    leftOut,
    warnings,
  } = await readDataset(table, options);
  if (data.columns.length === 0) throw new FitError(`no column is left to fit on: ${reasonsOf(leftOut)}`);
  const validation = validate(data, development, options);
  const model = fitModel(data, development, options);
  if (model.features.length === 0)
    throw new FitError(
      `no column says anything of the outcome: ${reasonsOf([...leftOut, ...model.leftOut])}`,
    );

  const assessed = (rows: Uint32Array, logOdds: Float64Array, fitted: boolean) =>
    assess(
      logOdds,
      Uint8Array.from(rows, (row) => data.bad[row]!),
      fitted,
    );
  const inside = logOddsOf(model, development);
  const inSample = assessed(development, inside, true);
  const outside = heldOut.length > 0 ? logOddsOf(model, heldOut) : null;
  const holdout = outside && assessed(heldOut, outside, false);

  const points = pointsOfRows(model, options.scaling, development);
  const limits = bandLimits(points);
  const shares = bandShares(points, limits);
  const bad = inSample.fitness.bad;
  const { stated } = options;
  const file = toScorecardFile(model, options.scaling, {
    name: stated.name,
    use: stated.use,
    created: stated.created,
    target: {
      column: coding.column,
      bad: [...coding.bad],
      good: [...coding.good],
      indeterminate: [...coding.indeterminate],
      horizonMonths: stated.horizonMonths,
    },
    training: {
      rows: development.length,
      good: development.length - bad,
      bad,
      folds: options.folds,
      outOfFold: validation.outOfFold.fitness,
      inSample: inSample.fitness,
      holdout: holdout?.fitness ?? null,
      foldAuc: validation.folds.map(({ auc }) => auc),
      largestFoldPsi: Math.max(...validation.folds.map(({ psi }) => psi)),
      holdoutPsi:
        holdout &&
        rounded(stabilityIndex(shares, bandShares(pointsOfRows(model, options.scaling, heldOut), limits))),
      points: shares.map((share, i) => ({ below: limits[i] ?? null, share: rounded(share) })),
    },
    data: { file: table.file, rows: data.rows, sha256: stated.sha256 },
  });
  const suspicions = model.features
    .filter(({ informationValue }) => informationValue > SUSPICIOUS_INFORMATION)
    .map(
      ({ column, informationValue }) =>
        `${column.name}: an information value of ${informationValue.toFixed(2)} is too good; is it known before the outcome?`,
    );
  if (validation.outOfFold.fitness.ks > SUSPICIOUS_KS)
    suspicions.push(
      `a KS of ${validation.outOfFold.fitness.ks.toFixed(2)} is too good; does a column follow from the outcome?`,
    );
  return {
    file,
    outOfFold: validation.outOfFold,
    inSample,
    holdout,
    folds: validation.folds,
    leftOut: [...leftOut, ...model.leftOut],
    warnings: [...warnings, ...suspicions],
  };
}

const reasonsOf = (leftOut: readonly LeftOut[]): string =>
  leftOut.map(({ column, reason }) => `${column}: ${reason}`).join('; ');
