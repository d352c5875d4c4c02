import fc from 'fast-check';
import { allInRate, costsAtMost } from '../../../../src/risk/pricing/all-in-rate';
import { limitByCapacity, limitByTrade } from '../../../../src/risk/pricing/limit';
import { type PriceQuestion, priceOf } from '../../../../src/risk/pricing/price';
import type { RateCap } from '../../../../src/risk/pricing/rate-caps';
import { compare, decimal, plus, type Ratio, ratio } from '../../../../src/risk/pricing/ratio';
import { REPAYMENT_METHODS, scheduleOf } from '../../../../src/risk/pricing/schedule';

const capAt = (rate: Ratio): RateCap => ({
  rate,
  lenderType: 'MICRO_LOAN',
  from: '2020-01-01',
  basis: { en: 'a cap', zh: '上限' },
});
const none = { upfront: decimal('0'), monthly: decimal('0') };
const question = (over: Partial<PriceQuestion> = {}): PriceQuestion => ({
  principalMinor: 2_000_000n,
  termMonths: 12,
  method: 'EQUAL_INSTALMENT',
  pd: decimal('0.03'),
  lgd: decimal('0.60'),
  costs: { funds: decimal('0.06'), operation: decimal('0.03'), capital: decimal('0.02') },
  floor: decimal('0'),
  fees: none,
  cap: capAt(decimal('0.24')),
  ...over,
});

describe('a price', () => {
  it('is the required rate, rounded up to the basis point, with its loss and instalments', () => {
    const offer = priceOf(question());
    expect(offer).toMatchObject({ kind: 'OFFER', yearlyRate: decimal('0.1320'), expectedLossMinor: 36_000n });
  });

  it('declines what would cost more than the cap, and does not lower it to the cap', () => {
    expect(priceOf(question({ cap: capAt(decimal('0.1319')) }))).toMatchObject({
      kind: 'NO_OFFER',
      cause: 'ABOVE_CAP',
    });
  });

  it('counts fees: a rate below the cap with fees above it is declined', () => {
    const cap = capAt(decimal('0.14'));
    expect(priceOf(question({ cap })).kind).toBe('OFFER');
    for (const fees of [
      { ...none, upfront: decimal('0.03') },
      { ...none, monthly: decimal('0.002') },
    ])
      expect(priceOf(question({ cap, fees }))).toMatchObject({ kind: 'NO_OFFER', cause: 'ABOVE_CAP' });
  });

  it('declines where no cap is stated, and where no rate pays', () => {
    expect(priceOf(question({ cap: null }))).toMatchObject({ cause: 'NO_CAP_STATED' });
    expect(priceOf(question({ pd: decimal('1') }))).toMatchObject({
      cause: 'NO_RATE_PAYS',
      requiredRate: null,
    });
  });

  const millionths = (min: number, max: number) =>
    fc.integer({ min, max }).map((units) => ratio(BigInt(units), 1_000_000n));
  const questions = fc.record({
    principalMinor: fc.bigInt(1n, 10n ** 9n),
    termMonths: fc.integer({ min: 1, max: 60 }),
    method: fc.constantFrom(...REPAYMENT_METHODS),
    pd: millionths(0, 300_000),
    lgd: millionths(0, 1_000_000),
    floor: millionths(0, 200_000),
    fees: fc.record({ upfront: millionths(0, 50_000), monthly: millionths(0, 5_000) }),
    rate: millionths(0, 360_000),
  });

  it('never leaves above the cap, all in, whatever is asked', () => {
    let offers = 0;
    fc.assert(
      fc.property(questions, ({ rate, ...over }) => {
        const offer = priceOf(question({ ...over, cap: capAt(rate) }));
        if (offer.kind !== 'OFFER') return;
        offers += 1;
        const flows = {
          paidOutMinor: over.principalMinor - offer.feeUpfrontMinor,
          paymentsMinor: offer.schedule.map(
            (each) => each.principalMinor + each.interestMinor + offer.feeMonthlyMinor,
          ),
        };
        expect(costsAtMost(flows, rate)).toBe(true);
        expect(compare(offer.yearlyRate, rate) <= 0n).toBe(true);
        expect(compare(offer.allInRate, rate) <= 0n).toBe(true);
        expect(costsAtMost(flows, offer.allInRate)).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(offers).toBeGreaterThan(20);
  });

  it('is offered where the required rate fits beneath the cap with a step to spare', () => {
    fc.assert(
      fc.property(questions, ({ rate: _, ...over }) => {
        const fair = { ...over, principalMinor: over.principalMinor + 1_000_000n, fees: none };
        const free = priceOf(question({ ...fair, cap: capAt(ratio(100n)) }));
        if (free.kind !== 'OFFER') throw new Error('nothing caps it');
        const cap = capAt(plus(free.yearlyRate, decimal('0.0001')));
        expect(priceOf(question({ ...fair, cap })).kind).toBe('OFFER');
      }),
      { numRuns: 60 },
    );
  });
});

describe('the limit of a person', () => {
  const capacity = {
    monthlyIncomeMinor: 1_000_000n,
    monthlyDueMinor: 100_000n,
    debtToIncome: decimal('0.5'),
  };
  const plan = { yearlyRate: decimal('0.12'), termMonths: 12, method: 'EQUAL_INSTALMENT' } as const;

  it('is the loan whose instalment his income carries, and a yuan more is too much', () => {
    const limit = limitByCapacity(capacity, plan);
    expect(limit).toBe(4_502_030n);
    const instalment = (principalMinor: bigint) => {
      const [first] = scheduleOf({ ...plan, principalMinor });
      return first!.principalMinor + first!.interestMinor;
    };
    expect(instalment(limit)).toBe(400_000n);
    expect(instalment(limit + 100n)).toBeGreaterThan(400_000n);
  });

  it('counts the heaviest month, and a bullet loan as if it were paid off evenly', () => {
    const heaviest = limitByCapacity(capacity, { ...plan, method: 'EQUAL_PRINCIPAL' });
    expect(heaviest).toBe(4_285_714n);
    expect(limitByCapacity(capacity, { ...plan, method: 'BULLET' })).toBe(heaviest);
  });

  it('is nothing where debts take what they may already', () => {
    expect(limitByCapacity({ ...capacity, monthlyDueMinor: 500_000n }, plan)).toBe(0n);
    expect(limitByCapacity({ ...capacity, monthlyDueMinor: 900_000n }, plan)).toBe(0n);
  });

  it('never grows with what is due already, nor with the rate', () => {
    const due = fc.bigInt(0n, 700_000n);
    const points = fc.integer({ min: 0, max: 3600 });
    fc.assert(
      fc.property(due, due, points, points, (a, b, p, q) => {
        const limit = (monthlyDueMinor: bigint, rate: number) =>
          limitByCapacity(
            { ...capacity, monthlyDueMinor },
            { ...plan, yearlyRate: ratio(BigInt(rate), 10_000n) },
          );
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(limit(more, Math.max(p, q)) <= limit(less, Math.min(p, q))).toBe(true);
      }),
    );
  });
});

describe('the limit of a firm', () => {
  const backing = {
    yearlyTradeMinor: 120_000_000n,
    tradeShare: decimal('0.2'),
    receivablesMinor: 10_000_000n,
    advanceRate: decimal('0.8'),
    owedMinor: 12_000_000n,
  };

  it('is a part of its trade and its receivables, less what it owes', () => {
    expect(limitByTrade(backing)).toBe(20_000_000n);
  });

  it('takes receivables that are not known for none, and is never below zero', () => {
    expect(limitByTrade({ ...backing, receivablesMinor: null })).toBe(12_000_000n);
    expect(limitByTrade({ ...backing, owedMinor: 10n ** 9n })).toBe(0n);
  });
});

it('tells the cost of a schedule that it was priced with', () => {
  const offer = priceOf(question({ fees: { ...none, upfront: decimal('0.01') } }));
  if (offer.kind !== 'OFFER') throw new Error('no offer');
  const paymentsMinor = offer.schedule.map((each) => each.principalMinor + each.interestMinor);
  expect(offer.allInRate).toEqual(allInRate({ paidOutMinor: 1_980_000n, paymentsMinor }));
  expect(compare(offer.allInRate, offer.yearlyRate) > 0n).toBe(true);
});
