import fc from 'fast-check';
import { fitLogistic } from '../../../../src/risk/models/fitting/regression/logistic';
import { defaultProbability, pointsOf } from '../../../../src/risk/models/points';
import { calibration } from '../../../../src/risk/models/statistics/calibration';
import { upperChiSquare, upperNormalTwice } from '../../../../src/risk/models/statistics/chi-square';
import { aucDifference } from '../../../../src/risk/models/statistics/de-long';
import { separation } from '../../../../src/risk/models/statistics/roc';
import { bandLimits, bandShares, stabilityIndex } from '../../../../src/risk/models/statistics/stability';
import {
  informationValue,
  weightOfEvidence,
} from '../../../../src/risk/models/statistics/weight-of-evidence';

describe('weight of evidence and information value', () => {
  // Status of the checking account in the German credit data (UCI), as the R package scorecard prints it; its sign is
  // that of bad over good.
  const bins = [
    { bin: 'below 0 DM', good: 139, bad: 135, woe: -0.8180987 },
    { bin: '0 to 200 DM', good: 164, bad: 105, woe: -0.4013918 },
    { bin: 'from 200 DM', good: 49, bad: 14, woe: 0.4054651 },
    { bin: 'no account', good: 348, bad: 46, woe: 1.1762632 },
  ];
  const whole = { good: 700, bad: 300 };

  it.each(bins)('is $woe for $bin', ({ good, bad, woe }) => {
    expect(weightOfEvidence({ good, bad }, whole)).toBeCloseTo(woe, 7);
  });

  it('adds up to the information value', () => {
    expect(informationValue(bins, whole)).toBeCloseTo(0.6660115, 7);
  });

  it('pulls a bin of few rows towards the whole, and an empty one onto it', () => {
    expect(weightOfEvidence({ good: 0, bad: 3 }, whole)).toBe(Number.NEGATIVE_INFINITY);
    const pulled = weightOfEvidence({ good: 0, bad: 3 }, whole, 10);
    expect(pulled).toBeCloseTo(Math.log(7 / 700 / (6 / 300)), 12);
    expect(weightOfEvidence({ good: 0, bad: 0 }, whole, 10)).toBe(0);
  });
});

describe('separation', () => {
  it('is the AUC that Hanley and McNeil (1982) state for 109 images in five grades, nearly all of them tied', () => {
    const grades = (counts: readonly number[]) =>
      counts.flatMap((n, grade) => new Array<number>(n).fill(grade));
    const normal = grades([33, 6, 6, 11, 2]);
    const abnormal = grades([3, 2, 2, 11, 33]);
    // A higher score means better: the grades of the abnormal images are higher.
    const scores = [...normal, ...abnormal].map((grade) => -grade);
    const bad = [...normal.map(() => 0), ...abnormal.map(() => 1)];
    const { auc, gini, cutOffs } = separation(scores, bad);
    expect(auc).toBeCloseTo(0.893, 3);
    expect(gini).toBeCloseTo(2 * auc - 1, 12);
    expect(cutOffs).toHaveLength(5);
  });

  it('is a half where every score is alike', () => {
    expect(separation([1, 1, 1, 1], [0, 1, 0, 1])).toMatchObject({ auc: 0.5, ks: 0 });
  });

  it('has its largest distance between the two distributions at one cut-off', () => {
    // Of the bad 3 of 4 are at or below 2, of the good 1 of 4.
    const scores = [1, 2, 2, 4, 2, 3, 4, 5];
    expect(separation(scores, [1, 1, 1, 1, 0, 0, 0, 0]).ks).toBeCloseTo(0.5, 12);
  });

  it('is what counting all pairs gives', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 2,
    });
    fc.assert(
      fc.property(rows, (pairs) => {
        const good = pairs.filter(([, bad]) => bad === 0).map(([score]) => score);
        const bad = pairs.filter(([, is]) => is === 1).map(([score]) => score);
        fc.pre(good.length > 0 && bad.length > 0);
        const won = good.flatMap((g) => bad.map((b) => (g > b ? 1 : g === b ? 0.5 : 0)));
        const wanted = won.reduce<number>((sum, each) => sum + each, 0) / won.length;
        const seen = separation(
          pairs.map(([score]) => score),
          pairs.map(([, is]) => is),
        );
        expect(seen.auc).toBeCloseTo(wanted, 10);
      }),
    );
  });
});

describe('the stability index', () => {
  it.each([
    [[0.1, 0.2, 0.3, 0.2, 0.2], [0.08, 0.18, 0.32, 0.22, 0.2], 0.00977],
    [new Array(10).fill(0.1), [0.05, 0.06, 0.08, 0.09, 0.1, 0.1, 0.11, 0.12, 0.14, 0.15], 0.09894],
  ])('of %p and %p is %p', (expected, actual, index) => {
    expect(stabilityIndex(expected, actual)).toBeCloseTo(index, 5);
  });

  it('stays finite where a band is empty', () => {
    expect(stabilityIndex([0.5, 0.5, 0], [0.5, 0, 0.5])).toBeGreaterThan(1);
    expect(Number.isFinite(stabilityIndex([1, 0], [0, 1]))).toBe(true);
  });

  it('cuts bands that are not empty, ties or not', () => {
    const scores = [1, 1, 1, 1, 1, 1, 1, 2, 3, 4];
    const limits = bandLimits(scores);
    expect(limits).toEqual([2, 3, 4]);
    expect(bandShares(scores, limits)).toEqual([0.7, 0.1, 0.1, 0.1]);
  });
});

describe('chi-square and normal tails', () => {
  it.each([
    [3.841459, 1],
    [5.991465, 2],
    [15.507313, 8],
    [18.307038, 10],
    [24.99579, 15],
  ])('leave 5 %% above %p at %p degrees of freedom', (x, degrees) => {
    expect(upperChiSquare(x, degrees)).toBeCloseTo(0.05, 7);
  });

  it.each([
    [1.959963985, 0.05],
    [2.575829304, 0.01],
    [4.891638475, 1e-6],
    [0, 1],
  ])('leave beyond %p on both sides %p', (z, p) => {
    expect(upperNormalTwice(z) / p).toBeCloseTo(1, 6);
  });
});

describe('calibration', () => {
  it('groups by the stated probability and compares with what was seen', () => {
    const { groups, brier, hosmerLemeshow } = calibration([0.1, 0.1, 0.5, 0.5], [0, 0, 1, 0], { groups: 2 });
    expect(groups).toEqual([
      { rows: 2, bad: 0, stated: 0.1, seen: 0 },
      { rows: 2, bad: 1, stated: 0.5, seen: 0.5 },
    ]);
    expect(brier).toBeCloseTo((0.01 + 0.01 + 0.25 + 0.25) / 4, 12);
    expect(hosmerLemeshow.chiSquare).toBeCloseTo(0.2 ** 2 / 0.18, 12);
  });

  it('keeps rows of one probability in one group', () => {
    const { groups } = calibration(new Array(100).fill(0.3), new Array(100).fill(0));
    expect(groups).toHaveLength(1);
  });
});

describe('the difference of two AUCs', () => {
  const normal = () => {
    // Two grades of the same rows, as DeLong defines the components: by pairs.
    const psi = (good: number, bad: number) => (good > bad ? 1 : good === bad ? 0.5 : 0);
    const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    const variance = (values: readonly number[]) =>
      values.reduce((sum, v) => sum + (v - mean(values)) ** 2, 0) / (values.length - 1) / values.length;
    return { psi, mean, variance };
  };

  it('has the error that the pairs of the definition give', () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 1 }),
    );
    const { psi, mean, variance } = normal();
    fc.assert(
      fc.property(fc.array(row, { minLength: 6, maxLength: 30 }), (rows) => {
        const good = rows.filter(([, , bad]) => bad === 0);
        const bad = rows.filter(([, , is]) => is === 1);
        fc.pre(good.length > 1 && bad.length > 1);
        const ofGood = good.map(([a, b]) => mean(bad.map(([x, y]) => psi(b, y) - psi(a, x))));
        const ofBad = bad.map(([x, y]) => mean(good.map(([a, b]) => psi(b, y) - psi(a, x))));
        const seen = aucDifference(
          rows.map(([a]) => a),
          rows.map(([, b]) => b),
          rows.map(([, , is]) => is),
        );
        expect(seen.difference).toBeCloseTo(mean(ofGood), 10);
        expect(seen.standardError).toBeCloseTo(Math.sqrt(variance(ofGood) + variance(ofBad)), 10);
      }),
    );
  });

  it('is nothing between a score and itself', () => {
    expect(aucDifference([1, 2, 3, 4], [1, 2, 3, 4], [1, 0, 1, 0])).toMatchObject({ difference: 0, p: 1 });
  });
});

describe('logistic regression', () => {
  const fitted = (x: readonly number[], y: readonly number[], ridge = 0) =>
    fitLogistic({ rows: x.length, width: 1, values: Float64Array.from(x) }, Uint8Array.from(y), ridge);

  it('has the coefficients that R and Minitab state for 24 launches of the space shuttle', () => {
    const temperature = [
      53, 56, 57, 63, 66, 67, 67, 67, 68, 69, 70, 70, 70, 70, 72, 73, 75, 75, 76, 76, 78, 79, 80, 81,
    ];
    const failure = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    const { intercept, coefficients, covariance, logLikelihood } = fitted(temperature, failure);
    expect(intercept).toBeCloseTo(10.87535, 4);
    expect(coefficients[0]).toBeCloseTo(-0.17132, 5);
    expect(Math.sqrt(covariance[0]!)).toBeCloseTo(5.703, 3);
    expect(Math.sqrt(covariance[3]!)).toBeCloseTo(0.08344, 5);
    expect(-2 * logLikelihood).toBeCloseTo(23.03, 2);
  });

  it('has the coefficients that are published for 20 students and their hours', () => {
    const hours = [
      0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5,
    ];
    const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];
    const { intercept, coefficients, covariance } = fitted(hours, passed);
    expect(intercept).toBeCloseTo(-4.0777, 4);
    expect(coefficients[0]).toBeCloseTo(1.5046, 4);
    expect(Math.sqrt(covariance[3]!)).toBeCloseTo(0.6287, 4);
  });

  it('stays finite, by its ridge, where the data separate the outcomes', () => {
    const { coefficients } = fitted([1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1], 1);
    expect(coefficients[0]).toBeGreaterThan(0.5);
    expect(coefficients[0]).toBeLessThan(3);
  });

  it('is at the maximum of what it maximises', () => {
    const x = [0.1, -0.4, 1.2, 0.7, -1.1, 0.3, 2, -0.2];
    const y = [1, 0, 1, 0, 0, 1, 1, 1];
    const ridge = 0.5;
    const { intercept, coefficients } = fitted(x, y, ridge);
    const p = x.map((value) => 1 / (1 + Math.exp(-intercept - coefficients[0]! * value)));
    const slope = x.reduce((sum, value, i) => sum + (y[i]! - p[i]!) * value, 0) - ridge * coefficients[0]!;
    expect(slope).toBeCloseTo(0, 5);
    expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(5, 5);
  });
});

describe('points', () => {
  const siddiqi = { baseScore: 600, baseOdds: 50, pdo: 20 };
  const packages = { baseScore: 600, baseOdds: 19, pdo: 50 };
  it.each([
    [1 / 51, siddiqi, 600.0],
    [0.01, siddiqi, 619.71],
    [0.02, siddiqi, 599.42],
    [0.03, siddiqi, 587.42],
    [0.05, siddiqi, 572.08],
    [0.1, siddiqi, 550.52],
    [0.2, siddiqi, 527.12],
    [0.5, siddiqi, 487.12],
    [0.05, packages, 600.0],
    [0.02, packages, 668.34],
    [0.1, packages, 546.1],
  ])('of a probability of default of %p on %p are %p', (pd, scaling, points) => {
    const logOdds = Math.log((1 - pd) / pd);
    expect(pointsOf(logOdds, scaling)).toBeCloseTo(points, 2);
    expect(defaultProbability(logOdds)).toBeCloseTo(pd, 12);
  });
});
