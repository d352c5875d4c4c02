import { DELINQUENT, type NormalisedReport } from '../../../bureaus';
import type { PersonFacts } from '../../facts/borrower-facts';
import { derived, type Fact } from '../../facts/fact';
import type { Input } from './case-file';
import { amountOf, largestOf, mostReported, openLoans, ownLoanFeatures, partOf, sumOf } from './inputs';

/** What a model may look at of a person, each about himself: nothing of neighbours or of how he is reached. */
export const PERSON_FEATURES = [
  'ownWorstDaysLate24m',
  'ownOverdueDays',
  'bureauOpenLenders',
  'bureauDelinquentMonths24m',
  'bureauOverdueYuan',
  'bureauApprovals90d',
  'debtServiceToIncome',
] as const;

export function personFeatures(facts: PersonFacts, currency: string): Record<string, Input> {
  const means = personMeans(facts, currency);
  return {
    ...ownLoanFeatures(facts.loans),
    bureauOpenLenders: largestOf(facts.reports, (report) => report.openLenderCount),
    bureauDelinquentMonths24m: largestOf(facts.reports, delinquentMonths),
    bureauOverdueYuan: largestOf(facts.reports, ({ overdueMinor }) =>
      overdueMinor === null ? null : Number(overdueMinor) / 100,
    ),
    bureauApprovals90d: largestOf(facts.reports, approvals90d),
    debtServiceToIncome: partOf(means.monthlyDueMinor!, means.monthlyIncomeMinor!),
  };
}

/**
 * Income and what is due of it each month. A bureau's sum may hold our own loans, and cannot be told apart: what is due
 * is the upper bound, or what is seen to be repaid where that is more. An income that is not seen here is not zero.
 */
export function personMeans(facts: PersonFacts, currency: string): Record<string, Input> {
  const flow = derived(facts.cashflow, (all) => all.find((one) => one.currency === currency) ?? null);
  const own = derived(openLoans(facts.loans, currency), (loans) =>
    sumOf(loans, (loan) => loan.monthlyDueMinor),
  );
  const elsewhere = mostReported(facts.reports, ({ monthlyDueMinor }) => monthlyDueMinor);
  const seen = flow.known && flow.value ? flow.value.monthlyRepaymentMinor : 0n;
  const due: Fact<bigint | null> = derived(own, (sum) => {
    if (sum === null) return null;
    return sum + elsewhere > seen ? sum + elsewhere : seen;
  });
  return {
    monthlyIncomeMinor: amountOf(derived(flow, (found) => found?.monthlyIncomeMinor || null)),
    monthlyDueMinor: amountOf(due),
  };
}

const delinquentMonths = ({ paymentState24m }: NormalisedReport): number | null =>
  paymentState24m === null ? null : [...paymentState24m].filter((code) => DELINQUENT.includes(code)).length;

const approvals90d = ({ inquiryWindows }: NormalisedReport): number | null =>
  inquiryWindows?.find(({ days }) => days === 90)?.approvalCount ?? null;
