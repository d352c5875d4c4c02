import fc from 'fast-check';
import { type BinLimits, orderedBins } from '../../../../src/risk/models/fitting/bins/ordered-bins';
import type { Counts } from '../../../../src/risk/models/statistics/weight-of-evidence';

const LIMITS: BinLimits = { minRows: 1, maxBins: 5, penalty: 0 };
const atoms = fc.array(
  fc.record({ good: fc.integer({ min: 0, max: 30 }), bad: fc.integer({ min: 0, max: 30 }) }),
  {
    minLength: 1,
    maxLength: 7,
  },
);

const binsOf = (list: readonly Counts[], starts: readonly number[]): Counts[] =>
  starts.map((start, i) =>
    list
      .slice(start, starts[i + 1])
      .reduce((sum, { good, bad }) => ({ good: sum.good + good, bad: sum.bad + bad }), {
        good: 0,
        bad: 0,
      }),
  );
const rows = ({ good, bad }: Counts) => good + bad;
const likelihood = (bins: readonly Counts[]) =>
  bins.reduce((sum, { good, bad }) => {
    const part = (n: number) => (n > 0 ? n * Math.log(n / (good + bad)) : 0);
    return sum + part(good) + part(bad);
  }, 0);

/** Every way to cut so many atoms. */
const allCuts = (n: number): number[][] =>
  Array.from({ length: 2 ** (n - 1) }, (_, mask) => [
    0,
    ...Array.from({ length: n - 1 }, (_, i) => i + 1).filter((i) => mask & (1 << (i - 1))),
  ]);

describe('bins of an order', () => {
  it('are as likely as the best of all ways to cut', () => {
    fc.assert(
      fc.property(atoms, fc.integer({ min: 1, max: 20 }), (list, minRows) => {
        fc.pre(list.reduce((sum, atom) => sum + rows(atom), 0) >= minRows);
        const limits = { ...LIMITS, minRows, penalty: 0.5 };
        const value = (starts: readonly number[]) =>
          likelihood(binsOf(list, starts)) - 0.5 * (starts.length - 1);
        const allowed = allCuts(list.length).filter(
          (starts) => starts.length <= 5 && binsOf(list, starts).every((bin) => rows(bin) >= minRows),
        );
        const best = Math.max(...allowed.map(value));
        const { starts } = orderedBins(list, limits);
        expect(binsOf(list, starts).every((bin) => rows(bin) >= minRows)).toBe(true);
        expect(value(starts)).toBeCloseTo(best, 6);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['UP', 'DOWN'] as const)(
    'go %s where that is asked, and are the best of those that do',
    (direction) => {
      const goes = (bins: readonly Counts[]) =>
        bins.every((bin, i) => {
          const before = bins[i - 1];
          if (!before) return true;
          const turn = bin.bad * rows(before) - before.bad * rows(bin);
          return direction === 'UP' ? turn >= 0 : turn <= 0;
        });
      fc.assert(
        fc.property(atoms, (list) => {
          fc.pre(list.every((atom) => rows(atom) > 0));
          const { starts, direction: found } = orderedBins(list, {
            ...LIMITS,
            maxBins: 8,
            monotone: direction,
          });
          const best = Math.max(
            ...allCuts(list.length)
              .map((cut) => binsOf(list, cut))
              .filter(goes)
              .map(likelihood),
          );
          expect(found).toBe(direction);
          expect(goes(binsOf(list, starts))).toBe(true);
          expect(likelihood(binsOf(list, starts))).toBeCloseTo(best, 6);
        }),
        { numRuns: 200 },
      );
    },
  );

  it('find the way that explains more', () => {
    const falling = [10, 8, 6, 4, 2].map((bad) => ({ good: 10, bad }));
    expect(orderedBins(falling, { ...LIMITS, monotone: 'BEST' }).direction).toBe('DOWN');
  });

  it('are one where the atoms say nothing, and where there are too few rows for two', () => {
    const alike = new Array(10).fill({ good: 50, bad: 10 });
    expect(orderedBins(alike, { ...LIMITS, penalty: 3 }).starts).toEqual([0]);
    const few = [
      { good: 3, bad: 0 },
      { good: 0, bad: 3 },
    ];
    expect(orderedBins(few, { ...LIMITS, minRows: 5 }).starts).toEqual([0]);
  });
});
