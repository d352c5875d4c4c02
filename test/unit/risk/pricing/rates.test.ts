import fc from 'fast-check';
import { allInRate, costsAtMost, effectiveAnnualRate } from '../../../../src/risk/pricing/all-in-rate';
import { compare, decimal, type Ratio, ratio, toText, whole } from '../../../../src/risk/pricing/ratio';
import { expectedLoss, requiredRate, yearlyDefault } from '../../../../src/risk/pricing/required-rate';

const costs = (funds: string, operation: string, capital: string) => ({
  funds: decimal(funds),
  operation: decimal(operation),
  capital: decimal(capital),
});
const percent = (rate: Ratio) => toText(rate, 5, 'HALF_UP');

describe('exact fractions', () => {
  it.each([
    ['7/2', 7n, 3n, 4n, 4n],
    ['-7/2', -7n, -4n, -3n, -3n],
    ['-4', -8n, -4n, -4n, -4n],
  ])('rounds %s down, up and half up', (_, n, down, up, half) => {
    const value = ratio(n, 2n);
    expect([whole(value, 'DOWN'), whole(value, 'UP'), whole(value, 'HALF_UP')]).toEqual([down, up, half]);
  });

  it('reads and writes decimals', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), (units) => {
        const text = toText(ratio(units, 10n ** 6n), 6, 'DOWN');
        expect(decimal(text)).toEqual(ratio(units, 10n ** 6n));
      }),
    );
    expect(() => decimal('1e-3')).toThrow('not a decimal number');
    expect(() => ratio(1n, 0n)).toThrow('division by zero');
  });
});

describe('the required rate', () => {
  it.each([
    ['0.03', '0.60', costs('0.06', '0.03', '0.02'), '0.13196'],
    ['0.08', '0.65', costs('0.06', '0.04', '0.02'), '0.18696'],
  ])('of PD %s and LGD %s is the published one', (pd, lgd, costs, rate) => {
    expect(percent(requiredRate(decimal(pd), decimal(lgd), costs)!)).toBe(rate);
  });

  it('has a floor, and none pays where nobody pays back', () => {
    const free = costs('0', '0', '0');
    expect(requiredRate(decimal('0'), decimal('0.6'), free, decimal('0.05'))).toEqual(decimal('0.05'));
    expect(requiredRate(decimal('1'), decimal('0.6'), free)).toBeNull();
  });

  it('never falls as the probability of default rises', () => {
    const parts = fc.integer({ min: 0, max: 999_999 });
    fc.assert(
      fc.property(parts, parts, fc.integer({ min: 0, max: 100 }), (a, b, lgd) => {
        const rateAt = (pd: number) =>
          requiredRate(
            ratio(BigInt(pd), 1_000_000n),
            ratio(BigInt(lgd), 100n),
            costs('0.06', '0.03', '0.02'),
          )!;
        expect(compare(rateAt(Math.min(a, b)), rateAt(Math.max(a, b))) <= 0n).toBe(true);
      }),
    );
  });
});

describe('the probability of default', () => {
  it('stays as it is over twelve months, and is brought to them from another horizon', () => {
    expect(yearlyDefault(0.03, 12)).toEqual(decimal('0.03'));
    expect(yearlyDefault(0.0975, 24)).toEqual(decimal('0.05'));
    expect(yearlyDefault(0.05, 6)).toEqual(decimal('0.0975'));
  });

  it.each([
    [1.2, 12],
    [Number.NaN, 12],
    [0.1, 0],
    [0.1, 1.5],
  ])('of %s within %s months is refused', (pd, horizon) => {
    expect(() => yearlyDefault(pd, horizon)).toThrow(RangeError);
  });

  it('makes the expected loss, rounded up to the fen', () => {
    expect(expectedLoss(decimal('0.03'), decimal('0.6'), 1_000_000n)).toBe(18_000n);
    expect(expectedLoss(decimal('0.03'), decimal('0.6'), 1n)).toBe(1n);
  });
});

describe('the all-in rate', () => {
  const flat = { paidOutMinor: 1_000_000n, paymentsMinor: Array<bigint>(12).fill(93_333n) };

  it('of a flat 12 % is 21.46 %, and 23.70 % with interest upon interest', () => {
    const rate = allInRate(flat);
    expect(toText(rate, 4, 'HALF_UP')).toBe('0.2146');
    expect(effectiveAnnualRate(rate)).toBeCloseTo(0.237, 4);
  });

  it('is the first told rate at which the payments are covered', () => {
    const flows = fc.record({
      paidOutMinor: fc.bigInt(1n, 10n ** 9n),
      paymentsMinor: fc.array(fc.bigInt(0n, 10n ** 8n), { minLength: 1, maxLength: 36 }),
    });
    fc.assert(
      fc.property(flows, (each) => {
        fc.pre(costsAtMost(each, ratio(1000n)));
        const rate = allInRate(each);
        expect(costsAtMost(each, rate)).toBe(true);
        if (rate.n > 0n)
          expect(costsAtMost(each, ratio(rate.n * 1_000_000n - rate.d, rate.d * 1_000_000n))).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('counts a fee that is kept back as what it is', () => {
    const kept = { ...flat, paidOutMinor: 970_000n };
    expect(compare(allInRate(kept), allInRate(flat)) > 0n).toBe(true);
  });

  it('refuses a loan that pays nothing out, and payments that no rate explains', () => {
    expect(() => allInRate({ ...flat, paidOutMinor: 0n })).toThrow('nothing is paid out');
    expect(() => allInRate({ paidOutMinor: 1n, paymentsMinor: [10n ** 9n] })).toThrow('no rate explains');
  });
});
