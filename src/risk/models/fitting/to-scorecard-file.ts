import { pointsOf, pointsPerLogOdds, type Scaling, toHundredth } from '../points';
import { SCORECARD_VERSION, type ScorecardBin, type ScorecardFile } from '../scorecard-file';
import { type FeatureBin, rounded } from './bins/feature-bins';
import type { Model, ModelFeature } from './regression/fit-model';

type Stated = Pick<ScorecardFile, 'name' | 'use' | 'target' | 'training' | 'data' | 'created'>;

/** The model file: the same model and statements give the same bytes. */
export function toScorecardFile(model: Model, scaling: Scaling, stated: Stated): ScorecardFile {
  const { name, use, target, training, data, created } = stated;
  return {
    format: 'scorecard',
    version: SCORECARD_VERSION,
    name,
    use,
    target,
    scaling,
    intercept: model.intercept,
    basePoints: toHundredth(pointsOf(model.intercept, scaling)),
    inputs: model.features.map(({ column }) => column.name),
    features: model.features.map((feature) => ({
      name: feature.column.name,
      kind: feature.column.kind,
      monotone: feature.monotone,
      coefficient: feature.coefficient,
      informationValue: rounded(feature.informationValue),
      bins: feature.bins.map((bin) => fileBin(bin, feature, pointsPerLogOdds(scaling))),
    })),
    training,
    data,
    created,
  };
}

/** Points of rows, as the table adds them up: rounding each bin differs from rounding the sum. */
export function pointsOfRows(model: Model, scaling: Scaling, rows: Uint32Array): Float64Array {
  const factor = pointsPerLogOdds(scaling);
  const inHundredths = (points: number) => Math.round(points * 100);
  const points = new Float64Array(rows.length).fill(inHundredths(pointsOf(model.intercept, scaling)));
  for (const { column, coefficient, woeOfCode } of model.features) {
    const ofCode = woeOfCode.map((woe) => inHundredths(factor * coefficient * woe));
    for (let i = 0; i < rows.length; i += 1) points[i]! += ofCode[column.codes[rows[i]!]!]!;
  }
  return points.map((value) => value / 100);
}

function fileBin(
  { atoms, good, bad, woe }: FeatureBin,
  { coefficient }: ModelFeature,
  factor: number,
): ScorecardBin {
  const counted = { good, bad, woe, points: toHundredth(factor * coefficient * woe) + 0 };
  const [first] = atoms;
  const last = atoms.at(-1);
  if (first?.kind === 'INTERVAL' && last?.kind === 'INTERVAL')
    return { kind: 'INTERVAL', from: first.from, to: last.to, ...counted };
  if (first?.kind === 'SPECIAL') return { kind: 'SPECIAL', code: first.code, ...counted };
  if (first?.kind === 'OTHER' || first?.kind === 'MISSING') return { kind: first.kind, ...counted };
  const levels = atoms.flatMap((atom) => (atom.kind === 'LEVEL' ? [atom.level] : []));
  return { kind: 'LEVELS', levels, ...counted };
}
