import type { BusinessDate } from '../../../kernel';
import type { FirmFacts, LawsuitFacts } from '../../facts/borrower-facts';
import { derived } from '../../facts/fact';
import type { Input } from './case-file';
import { amountOf, inputOf, mostReported, openLoans, ownLoanFeatures, partOf, sumOf } from './inputs';

/** What a model may look at of a firm, each about itself: nothing of its neighbours, owners or addresses. */
export const FIRM_FEATURES = [
  'ownWorstDaysLate24m',
  'ownOverdueDays',
  'debtToTurnover',
  'overduePayableDays',
  'openCasesAgainst',
] as const;

export function firmFeatures(facts: FirmFacts, currency: string): Record<string, Input> {
  const means = firmMeans(facts, currency);
  const { trade, lawsuits, asOf } = facts;
  return {
    ...ownLoanFeatures(facts.loans),
    debtToTurnover: partOf(means.owedMinor!, means.yearlyTradeMinor!),
    overduePayableDays: inputOf(
      derived(trade, ({ overduePayables }) =>
        Math.max(0, ...overduePayables.map(({ worstDays }) => worstDays)),
      ),
    ),
    openCasesAgainst: inputOf(
      derived(lawsuits, (cases) => cases.filter((each) => isOpenAgainst(each, asOf)).length),
    ),
  };
}

/**
 * What the firm buys and sells in a year, what it is owed, and what it owes already: here, and the most that a bureau says
 * of it, which may hold our own loans and cannot be told apart. A firm that does not trade here may trade elsewhere: its
 * trade is not said, and not zero.
 */
export function firmMeans(facts: FirmFacts, currency: string): Record<string, Input> {
  const trade = derived(facts.trade, ({ counterparties }) => {
    const same = counterparties.filter((one) => one.currency === currency);
    return same.length === 0 ? null : sumOf(same, ({ soldMinor, boughtMinor }) => soldMinor + boughtMinor);
  });
  const receivables = derived(
    facts.trade,
    (known) => known.receivables.find((one) => one.currency === currency)?.minor ?? 0n,
  );
  const elsewhere = mostReported(facts.reports, ({ openBalanceMinor }) => openBalanceMinor);
  return {
    yearlyTradeMinor: amountOf(trade),
    receivablesMinor: amountOf(receivables),
    owedMinor: amountOf(
      derived(
        openLoans(facts.loans, currency),
        (loans) => loans.reduce((sum, { outstandingMinor }) => sum + outstandingMinor, 0n) + elsewhere,
      ),
    ),
  };
}

const isOpenAgainst = ({ role, stage, filedOn }: LawsuitFacts, asOf: BusinessDate): boolean =>
  role === 'DEFENDANT' && stage !== 'CLOSED' && (filedOn === null || filedOn <= asOf);
