import fc from 'fast-check';
import { allInRate } from '../../../../src/risk/pricing/all-in-rate';
import { decimal, minus, ratio } from '../../../../src/risk/pricing/ratio';
import { LONGEST_TERM, REPAYMENT_METHODS, scheduleOf } from '../../../../src/risk/pricing/schedule';

const terms = {
  principalMinor: 1_200_000n,
  termMonths: 12,
  yearlyRate: decimal('0.12'),
  method: 'EQUAL_INSTALMENT',
} as const;
const due = (each: { principalMinor: bigint; interestMinor: bigint }) =>
  each.principalMinor + each.interestMinor;

describe('a schedule', () => {
  it('has equal instalments, and a last one that takes the rounding', () => {
    const schedule = scheduleOf(terms);
    expect(schedule.map(due)).toEqual([...Array(11).fill(106_619n), 106_614n]);
    expect(schedule[0]).toEqual({
      number: 1,
      principalMinor: 94_619n,
      interestMinor: 12_000n,
      balanceMinor: 1_105_381n,
    });
    expect(schedule.at(-1)!.balanceMinor).toBe(0n);
  });

  it('has equal parts of the principal, with interest that falls', () => {
    const schedule = scheduleOf({ ...terms, method: 'EQUAL_PRINCIPAL' });
    expect(schedule.map((each) => each.principalMinor)).toEqual(Array(12).fill(100_000n));
    expect(schedule.map((each) => each.interestMinor).slice(0, 3)).toEqual([12_000n, 11_000n, 10_000n]);
  });

  it('has interest alone, and the principal at the end', () => {
    const schedule = scheduleOf({ ...terms, method: 'BULLET' });
    expect(schedule.map(due)).toEqual([...Array(11).fill(12_000n), 1_212_000n]);
  });

  it('adds up to the loan, whatever is rounded, and never owes below zero', () => {
    const loans = fc.record({
      principalMinor: fc.bigInt(1n, 10n ** 11n),
      termMonths: fc.integer({ min: 1, max: LONGEST_TERM }),
      yearlyRate: fc.integer({ min: 0, max: 360_000 }).map((units) => ratio(BigInt(units), 1_000_000n)),
      method: fc.constantFrom(...REPAYMENT_METHODS),
    });
    fc.assert(
      fc.property(loans, (loan) => {
        const schedule = scheduleOf(loan);
        expect(schedule).toHaveLength(loan.termMonths);
        expect(schedule.reduce((sum, each) => sum + each.principalMinor, 0n)).toBe(loan.principalMinor);
        expect(schedule.at(-1)!.balanceMinor).toBe(0n);
        for (const each of schedule)
          expect(each.principalMinor >= 0n && each.interestMinor >= 0n && each.balanceMinor >= 0n).toBe(true);
      }),
    );
  });

  it('costs what its rate says', () => {
    const loans = fc.record({
      principalMinor: fc.bigInt(10n ** 6n, 10n ** 9n),
      termMonths: fc.integer({ min: 1, max: 60 }),
      yearlyRate: fc.integer({ min: 100, max: 3600 }).map((points) => ratio(BigInt(points), 10_000n)),
      method: fc.constantFrom(...REPAYMENT_METHODS),
    });
    fc.assert(
      fc.property(loans, (loan) => {
        const rate = allInRate({
          paidOutMinor: loan.principalMinor,
          paymentsMinor: scheduleOf(loan).map(due),
        });
        const off = minus(rate, loan.yearlyRate);
        // Half a fen a month on 10,000 yuan or more.
        expect(Math.abs(Number(off.n) / Number(off.d))).toBeLessThan(0.00001);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['a principal of nothing', { principalMinor: 0n }],
    ['no months', { termMonths: 0 }],
    ['half a month', { termMonths: 1.5 }],
    ['more months than thirty years have', { termMonths: 361 }],
    ['a rate below zero', { yearlyRate: decimal('-0.01') }],
  ])('refuses %s', (_, wrong) => {
    expect(() => scheduleOf({ ...terms, ...wrong })).toThrow(RangeError);
  });
});
