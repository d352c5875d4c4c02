import { toHundredth } from '../../../../src/risk/models/points';
import type { ScorecardFile } from '../../../../src/risk/models/scorecard-file';

const FACTOR = 20 / Math.LN2;
const counted = (good: number, bad: number, woe: number, coefficient: number) => ({
  good,
  bad,
  woe,
  points: toHundredth(FACTOR * coefficient * woe),
});

/** A model of two features that a person can check: overdue months, and the kind of shop. */
export function aScorecard(over: Partial<ScorecardFile> = {}): ScorecardFile {
  const intercept = 2;
  return {
    format: 'scorecard',
    version: 1,
    name: 'two features',
    use: 'DECISION',
    target: { column: 'bad', bad: ['1'], good: ['0'], indeterminate: [], horizonMonths: 12 },
    scaling: { baseScore: 600, baseOdds: 50, pdo: 20 },
    intercept,
    basePoints: toHundredth(600 + FACTOR * (intercept - Math.log(50))),
    inputs: ['overdueMonths', 'shop'],
    features: [
      {
        name: 'overdueMonths',
        kind: 'NUMERIC',
        monotone: 'UP',
        coefficient: 0.9,
        informationValue: 0.4,
        bins: [
          { kind: 'INTERVAL', from: null, to: 1, ...counted(700, 50, 0.8, 0.9) },
          { kind: 'INTERVAL', from: 1, to: 3, ...counted(150, 30, -0.2, 0.9) },
          { kind: 'INTERVAL', from: 3, to: null, ...counted(20, 30, -1.5, 0.9) },
          { kind: 'MISSING', ...counted(10, 5, -0.6, 0.9) },
          { kind: 'SPECIAL', code: '-999', ...counted(4, 1, -0.1, 0.9) },
        ],
      },
      {
        name: 'shop',
        kind: 'CATEGORICAL',
        monotone: null,
        coefficient: 1.1,
        informationValue: 0.1,
        bins: [
          { kind: 'LEVELS', levels: ['flagship', 'mall'], ...counted(500, 30, 0.3, 1.1) },
          { kind: 'LEVELS', levels: ['street'], ...counted(350, 80, -0.4, 1.1) },
          { kind: 'OTHER', ...counted(34, 6, 0.05, 1.1) },
          { kind: 'MISSING', ...counted(0, 0, 0, 1.1) },
        ],
        reason: { en: 'The kind of shop', zh: '门店类型' },
      },
    ],
    training: {
      rows: 1000,
      good: 884,
      bad: 116,
      folds: 5,
      outOfFold: { rows: 1000, bad: 116, auc: 0.7, gini: 0.4, ks: 0.3, brier: 0.09 },
      inSample: { rows: 1000, bad: 116, auc: 0.71, gini: 0.42, ks: 0.31, brier: 0.09 },
      holdout: null,
      foldAuc: [0.7, 0.7, 0.7, 0.7, 0.7],
      largestFoldPsi: 0.01,
      holdoutPsi: null,
      points: [
        { below: 540, share: 0.5 },
        { below: null, share: 0.5 },
      ],
    },
    data: { file: 'shops.csv', rows: 1000, sha256: 'a'.repeat(64) },
    created: { command: 'scorecard fit', seed: 1, options: {} },
    ...over,
  };
}
