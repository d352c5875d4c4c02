import { minus, ONE, over, plus, power, type Ratio, ratio, times, whole } from './ratio';
import { monthly, type RepaymentMethod } from './schedule';

/** What a person can carry. Minor units. */
export interface Capacity {
  /** Regular income a month. */
  readonly monthlyIncomeMinor: bigint;
  /** What he has to pay each month already, to anybody. */
  readonly monthlyDueMinor: bigint;
  /** The part of the income that debts may take: the limit of debt to income. */
  readonly debtToIncome: Ratio;
}

/** How a loan would be repaid. */
export interface RepaymentPlan {
  readonly yearlyRate: Ratio;
  readonly termMonths: number;
  readonly method: RepaymentMethod;
}

/**
 * The largest loan that a person's income carries (还款能力): its heaviest month fits into what debts may still take.
 * A bullet loan counts as if it were paid off month by month. Never below zero; whole minor units, rounded down.
 */
export function limitByCapacity(capacity: Capacity, plan: RepaymentPlan): bigint {
  const bearable = times(ratio(capacity.monthlyIncomeMinor), capacity.debtToIncome);
  const left = minus(bearable, ratio(capacity.monthlyDueMinor));
  if (left.n <= 0n) return 0n;
  return whole(over(left, heaviestMonth(plan)), 'DOWN');
}

/** What the heaviest month takes of one unit lent. */
function heaviestMonth({ yearlyRate, termMonths, method }: RepaymentPlan): Ratio {
  const rate = monthly(yearlyRate);
  const evenly = ratio(1n, BigInt(termMonths));
  if (method !== 'EQUAL_INSTALMENT' || rate.n === 0n) return plus(evenly, rate);
  return over(rate, minus(ONE, over(ONE, power(plus(ONE, rate), termMonths))));
}

/** What a firm's business carries. Minor units of one currency. */
export interface TradeBacking {
  /** Sales and purchases of the last twelve months, matched or at least recorded. */
  readonly yearlyTradeMinor: bigint;
  /** The part of a year's trade that may be financed. */
  readonly tradeShare: Ratio;
  /** Receivables (应收账款) that are not due yet; null where they are not known: they then add nothing. */
  readonly receivablesMinor: bigint | null;
  /** The part of the receivables that may be advanced. */
  readonly advanceRate: Ratio;
  /** What is lent to the firm already. */
  readonly owedMinor: bigint;
}

/** The largest further loan that a firm's trade and receivables carry. Never below zero; rounded down. */
export function limitByTrade(backing: TradeBacking): bigint {
  const trade = times(ratio(backing.yearlyTradeMinor), backing.tradeShare);
  const receivables = times(ratio(backing.receivablesMinor ?? 0n), backing.advanceRate);
  const left = whole(plus(trade, receivables), 'DOWN') - backing.owedMinor;
  return left > 0n ? left : 0n;
}
