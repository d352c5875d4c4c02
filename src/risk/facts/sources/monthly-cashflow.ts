import type { BusinessDate } from '../../../kernel';
import type { CashflowFacts } from '../borrower-facts';

/** What was booked on a subject's own accounts in one month, of one kind and purpose. */
export interface MonthOfLedger {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly currency: string;
  readonly direction: 'CREDIT' | 'DEBIT';
  readonly kind: string;
  readonly purpose: string | null;
  readonly sumMinor: bigint;
  readonly counterparties: number;
}

/** Money in that is no income: borrowed, given back, or moved between one's own accounts. */
const NO_INCOME = new Set([
  'LOAN_PAID_OUT',
  'LOAN',
  'LOAN_ELSEWHERE',
  'DEBT_REFINANCING',
  'REFUND',
  'OWN_ACCOUNT',
]);
const REPAYMENT = new Set(['LOAN_REPAYMENT', 'LOAN', 'LOAN_ELSEWHERE']);
const TO_OTHERS = 'LOAN_ELSEWHERE';

/** Income is looked for in so many whole months, repayments in the last of them. */
const INCOME_MONTHS = 12;
const REPAYMENT_MONTHS = 3;

/**
 * Regular income and repayments of each currency. The month of the day is left out: it is not over. Income is the median
 * month, so that one large transfer makes nobody rich; a month without income counts as zero from the first month that
 * the ledger knows.
 */
export function monthlyCashflow(ledger: readonly MonthOfLedger[], asOf: BusinessDate): CashflowFacts[] {
  const thisMonth = asOf.slice(0, 7);
  const past = ledger.filter(({ month }) => month < thisMonth);
  return [...new Set(past.map(({ currency }) => currency))].sort().map((currency) =>
    ofCurrency(
      past.filter((one) => one.currency === currency),
      currency,
      thisMonth,
    ),
  );
}

function ofCurrency(past: readonly MonthOfLedger[], currency: string, thisMonth: string): CashflowFacts {
  const first = past.reduce((least, { month }) => (month < least ? month : least), thisMonth);
  const months = monthsBetween(first, thisMonth).slice(-INCOME_MONTHS);
  const lately = months.slice(-REPAYMENT_MONTHS);
  const sumOf = (month: string, counts: (one: MonthOfLedger) => boolean): bigint =>
    past.reduce((sum, one) => (one.month === month && counts(one) ? sum + one.sumMinor : sum), 0n);
  const repaid = lately.reduce((sum, month) => sum + sumOf(month, isRepayment), 0n);
  return {
    currency,
    months: months.length,
    monthlyIncomeMinor: medianAmount(months.map((month) => sumOf(month, isIncome))),
    monthlyRepaymentMinor: lately.length === 0 ? 0n : repaid / BigInt(lately.length),
    otherLenders: Math.max(
      0,
      ...past
        .filter(
          ({ month, direction, purpose }) =>
            direction === 'DEBIT' && purpose === TO_OTHERS && lately.includes(month),
        )
        .map(({ counterparties }) => counterparties),
    ),
  };
}

/** Money in that is neither borrowed nor given back nor one's own. */
export const isIncome = ({
  direction,
  kind,
  purpose,
}: Pick<MonthOfLedger, 'direction' | 'kind' | 'purpose'>): boolean =>
  direction === 'CREDIT' && !NO_INCOME.has(kind) && !NO_INCOME.has(purpose ?? '');

const isRepayment = ({ direction, kind, purpose }: MonthOfLedger): boolean =>
  direction === 'DEBIT' && (REPAYMENT.has(kind) || REPAYMENT.has(purpose ?? ''));

/** The lower of the two in the middle; zero of none. */
export function medianAmount(values: readonly bigint[]): bigint {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? 0n;
}

/** Both `YYYY-MM`; the last one is left out. */
export function monthsBetween(first: string, end: string): string[] {
  const months: string[] = [];
  for (let at = numberOf(first); at < numberOf(end); at += 1)
    months.push(`${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`);
  return months;
}

const numberOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
