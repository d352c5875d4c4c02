import { allInRate, costsAtMost } from './all-in-rate';
import type { RateCap } from './rate-caps';
import { compare, decimal, over, type Ratio, ratio, times, whole } from './ratio';
import { type Costs, expectedLoss, requiredRate } from './required-rate';
import { type Instalment, type LoanTerms, scheduleOf } from './schedule';

/** What the borrower pays beside the interest. Parts of the principal. */
export interface Fees {
  /** Once, kept back when the loan is paid out. */
  readonly upfront: Ratio;
  /** With every instalment. */
  readonly monthly: Ratio;
}

export interface PriceQuestion extends Omit<LoanTerms, 'yearlyRate'> {
  /** Probability of default within twelve months. */
  readonly pd: Ratio;
  /** Loss given default (违约损失率). */
  readonly lgd: Ratio;
  readonly costs: Costs;
  readonly floor: Ratio;
  readonly fees: Fees;
  /** Null: no cap is stated for the lender and the day, so that nothing may be offered. */
  readonly cap: RateCap | null;
}

export interface Offer {
  readonly kind: 'OFFER';
  /** Nominal a year: the required rate, rounded up to a basis point. */
  readonly yearlyRate: Ratio;
  /** What it costs the borrower, fees included, to the millionth and never above the cap. */
  readonly allInRate: Ratio;
  readonly cap: RateCap;
  /** Within twelve months of paying out; minor units. */
  readonly expectedLossMinor: bigint;
  readonly feeUpfrontMinor: bigint;
  readonly feeMonthlyMinor: bigint;
  readonly schedule: readonly Instalment[];
}

/** No price. A rate above the cap is never lowered to it: the loan would be made at a loss. */
export interface NoOffer {
  readonly kind: 'NO_OFFER';
  readonly cause: 'ABOVE_CAP' | 'NO_RATE_PAYS' | 'NO_CAP_STATED';
  /** For a lender's eyes alone; null where no rate would do. */
  readonly requiredRate: Ratio | null;
  readonly cap: RateCap | null;
  readonly expectedLossMinor: bigint;
}

const STEP = decimal('0.0001');

/** A step up, so that the rate earns what is required. */
const toStep = (rate: Ratio): Ratio => times(ratio(whole(over(rate, STEP), 'UP')), STEP);

/** The price of a loan, or why it has none. @throws RangeError for a principal or term that no loan has */
export function priceOf(question: PriceQuestion): Offer | NoOffer {
  const { principalMinor, pd, lgd, cap, fees } = question;
  const expectedLossMinor = expectedLoss(pd, lgd, principalMinor);
  const required = requiredRate(pd, lgd, question.costs, question.floor);
  const none = (cause: NoOffer['cause']): NoOffer => ({
    kind: 'NO_OFFER',
    cause,
    requiredRate: required,
    cap,
    expectedLossMinor,
  });
  if (!required) return none('NO_RATE_PAYS');
  if (!cap) return none('NO_CAP_STATED');
  const yearlyRate = toStep(required);
  const schedule = scheduleOf({ ...question, yearlyRate });
  const feeUpfrontMinor = whole(times(ratio(principalMinor), fees.upfront), 'HALF_UP');
  const feeMonthlyMinor = whole(times(ratio(principalMinor), fees.monthly), 'HALF_UP');
  const flows = {
    paidOutMinor: principalMinor - feeUpfrontMinor,
    paymentsMinor: schedule.map((each) => each.principalMinor + each.interestMinor + feeMonthlyMinor),
  };
  if (compare(yearlyRate, cap.rate) > 0n || !costsAtMost(flows, cap.rate)) return none('ABOVE_CAP');
  const told = allInRate(flows);
  // The cap may be finer than what is told: then telling it rounded up would tell more than the cap.
  const allIn = compare(told, cap.rate) > 0n ? cap.rate : told;
  return {
    kind: 'OFFER',
    yearlyRate,
    allInRate: allIn,
    cap,
    expectedLossMinor,
    feeUpfrontMinor,
    feeMonthlyMinor,
    schedule,
  };
}
