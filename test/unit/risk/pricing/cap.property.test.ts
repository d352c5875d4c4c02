import fc from 'fast-check';
import { addDays } from '../../../../src/kernel';
import { priceOf } from '../../../../src/risk/pricing/price';
import { loadRateCaps } from '../../../../src/risk/pricing/rate-caps';
import rateCaps from '../../../../src/risk/pricing/rate-caps.json';
import { compare, decimal, minus, plus, type Ratio, ratio } from '../../../../src/risk/pricing/ratio';
import { requiredRate } from '../../../../src/risk/pricing/required-rate';
import { REPAYMENT_METHODS, scheduleOf } from '../../../../src/risk/pricing/schedule';

/** Caps that fall, rise and end, beside those that come with the gateway: a lower one is no use if the old one is read. */
const basis = { en: 'a rule', zh: '规则' };
const caps = loadRateCaps({
  ...rateCaps,
  caps: [
    ...rateCaps.caps.filter(({ lenderType }) => !['MICRO_LOAN', 'FACTORING'].includes(lenderType)),
    { lenderType: 'MICRO_LOAN', from: '2020-01-01', to: '2025-09-30', rate: '0.24', basis },
    { lenderType: 'MICRO_LOAN', from: '2025-10-01', to: '2026-03-31', rate: '0.2', basis },
    { lenderType: 'MICRO_LOAN', from: '2026-04-01', to: null, rate: '0.123456789', basis },
    { lenderType: 'FACTORING', from: '2020-01-01', to: '2024-12-31', rate: '0.12', basis },
    { lenderType: 'FACTORING', from: '2025-02-01', to: null, rate: '0.18', basis },
  ],
});
const LENDERS = [...new Set(caps.file.caps.map(({ lenderType }) => lenderType))];
/** Each day on which a cap or the LPR begins or ends, with the days before and after. */
const DAYS = [
  ...new Set(
    [
      ...caps.file.caps.flatMap(({ from, to }) => [from, to ?? from]),
      ...caps.file.lpr.map(({ from }) => from),
    ]
      .flatMap((day) => [-1, 0, 1].map((by) => addDays(day, by)))
      .sort(),
  ),
];

/** The dated cap in percent, read from the file by a way of its own. */
function percentOf(lender: string, day: string): number | null {
  const cap = caps.file.caps.filter(
    (one) => one.lenderType === lender && one.from <= day && day <= (one.to ?? day),
  );
  if (cap.length === 0) return null;
  const { rate, lprMultiple } = cap[0]!;
  if (rate !== undefined) return Number(rate) * 100;
  const lpr = caps.file.lpr.filter(({ from }) => from <= day).at(-1)!;
  return Number(lprMultiple) * Number(lpr.rate) * 100;
}

/** Internal rate of return of a month times twelve, in percent, in floating point. */
function irrPercent(paidOut: number, payments: readonly number[]): number {
  const worth = (rate: number) => payments.reduceRight((sum, payment) => (sum + payment) / (1 + rate), 0);
  let [low, high] = [0, 1];
  for (let i = 0; i < 80; i += 1) {
    const middle = (low + high) / 2;
    if (worth(middle) > paidOut) low = middle;
    else high = middle;
  }
  return high * 1200;
}

const STEP = decimal('0.0001');
const millionths = (min: number, max: number) =>
  fc.integer({ min, max }).map((units) => ratio(BigInt(units), 1_000_000n));
const loans = fc.record({
  lender: fc.constantFrom(...LENDERS),
  day: fc.constantFrom(...DAYS),
  method: fc.constantFrom(...REPAYMENT_METHODS),
  principalMinor: fc.oneof(fc.bigInt(1n, 2_000n), fc.bigInt(100_000n, 10n ** 9n)),
  termMonths: fc.integer({ min: 1, max: 60 }),
  pd: millionths(0, 120_000),
  lgd: millionths(400_000, 700_000),
  floor: millionths(0, 260_000),
  fees: fc.record({ upfront: millionths(0, 10_000), monthly: millionths(0, 1_000) }),
});
const costs = { funds: decimal('0.03'), operation: decimal('0.02'), capital: decimal('0.01') };

/** What the loan costs the borrower at a rate, by a computation that the price does not use. */
function costAt(
  yearlyRate: Ratio,
  { principalMinor, fees, ...terms }: Pick<Loan, 'principalMinor' | 'fees' | 'termMonths' | 'method'>,
) {
  const share = ({ n, d }: Ratio) => Number((principalMinor * n * 2n + d) / (2n * d));
  const schedule = scheduleOf({ ...terms, principalMinor, yearlyRate });
  const payments = schedule.map(
    (each) => Number(each.principalMinor + each.interestMinor) + share(fees.monthly),
  );
  return irrPercent(Number(principalMinor) - share(fees.upfront), payments);
}
type Loan = typeof loans extends fc.Arbitrary<infer T> ? T : never;

// Of the last digits of a floating point number; a rate is told to the millionth.
const NOISE = 1e-6;

describe('a rate above the cap', () => {
  it('never leaves, for any lender, day and schedule; and none is lowered to fit', () => {
    const seen = { offers: 0, aboveCap: 0, uncapped: 0 };
    fc.assert(
      fc.property(loans, ({ lender, day, ...loan }) => {
        const price = priceOf({ ...loan, costs, cap: caps.capOn(lender, day) });
        const percent = percentOf(lender, day);
        const required = requiredRate(loan.pd, loan.lgd, costs, loan.floor)!;
        if (percent === null) {
          seen.uncapped += 1;
          expect(price).toMatchObject({ kind: 'NO_OFFER', cause: 'NO_CAP_STATED' });
          return;
        }
        if (price.kind === 'NO_OFFER') {
          seen.aboveCap += 1;
          expect(price.cause).toBe('ABOVE_CAP');
          const asked = costAt(plus(required, STEP), loan);
          expect(Math.max(asked, 100 * (Number(required.n) / Number(required.d) + 0.0001))).toBeGreaterThan(
            percent - NOISE,
          );
          return;
        }
        seen.offers += 1;
        expect(costAt(price.yearlyRate, loan)).toBeLessThanOrEqual(percent + NOISE);
        // What is asked for is what is required, rounded up to a step: never less, to come below a cap.
        expect(compare(price.yearlyRate, required) >= 0n).toBe(true);
        expect(compare(minus(price.yearlyRate, required), STEP) < 0n).toBe(true);
      }),
      { numRuns: 400 },
    );
    for (const [kind, cases] of Object.entries(seen))
      expect({ kind, enough: cases >= 20 }).toEqual({ kind, enough: true });
  });

  it('is held against the cap of the very day on which that changes', () => {
    const rate = (day: string) => caps.capOn('MICRO_LOAN', day)?.rate;
    const at = (day: string, pd: string) =>
      priceOf({
        principalMinor: 1_000_000n,
        termMonths: 12,
        method: 'EQUAL_INSTALMENT',
        pd: decimal(pd),
        lgd: decimal('0.6'),
        costs,
        floor: decimal('0.21'),
        fees: { upfront: decimal('0'), monthly: decimal('0') },
        cap: caps.capOn('MICRO_LOAN', day),
      }).kind;
    expect([rate('2025-09-30'), rate('2025-10-01')]).toEqual([decimal('0.24'), decimal('0.2')]);
    expect([at('2025-09-30', '0.01'), at('2025-10-01', '0.01')]).toEqual(['OFFER', 'NO_OFFER']);
  });
});
