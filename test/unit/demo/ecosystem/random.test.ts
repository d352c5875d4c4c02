import { Random } from '../../../../src/demo/ecosystem/random';

const draws = (count: number, random: Random) => Array.from({ length: count }, () => random.next());

describe('chance', () => {
  // Written down once: data that was made before must come out the same on every machine and in every version.
  it('is the same for ever', () => {
    const random = new Random(1, 'person', 7);
    expect(Array.from({ length: 6 }, () => random.int(0, 999_999))).toEqual([
      875_038, 390_579, 524_872, 324_082, 415_138, 839_064,
    ]);
  });

  it('follows from every word', () => {
    const one = draws(4, new Random(1, 'a', 1));
    expect(draws(4, new Random(1, 'a', 1))).toEqual(one);
    for (const words of [
      [2, 'a', 1],
      [1, 'b', 1],
      [1, 'a', 2],
      [1, 'a', 11],
    ] as const)
      expect(draws(4, new Random(...words))).not.toEqual(one);
  });

  it('is even, also in the first draw of neighbours', () => {
    const first = Array.from({ length: 20_000 }, (_, n) => new Random(1, 'n', n).next());
    const tenths = Array.from({ length: 10 }, (_, t) => first.filter((x) => Math.floor(x * 10) === t).length);
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
    expect(Math.min(...first)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...first)).toBeLessThan(1);
  });

  it('gives whole numbers with both ends, weights and shares', () => {
    const random = new Random('ends');
    const numbers = Array.from({ length: 2_000 }, () => random.int(-2, 2));
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
    const picked = Array.from({ length: 10_000 }, () =>
      random.weighted([
        ['a', 3],
        ['b', 1],
      ] as const),
    );
    expect(picked.filter((entry) => entry === 'a').length / 10_000).toBeCloseTo(0.75, 1);
    expect(random.chance(0)).toBe(false);
    expect(random.chance(1)).toBe(true);
  });

  it('has a heavy tail: at least x with the chance least/x', () => {
    const random = new Random('tail');
    const sizes = Array.from({ length: 50_000 }, () => random.heavyTailed(5, 10_000));
    const share = (x: number) => sizes.filter((size) => size >= x).length / sizes.length;
    expect(Math.min(...sizes)).toBe(5);
    for (const x of [10, 50, 500]) expect(share(x) * x).toBeCloseTo(5, x > 100 ? -1 : 0);
    expect(Math.max(...sizes)).toBe(10_000);
  });
});
