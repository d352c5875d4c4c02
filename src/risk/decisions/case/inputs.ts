import type { NormalisedReport } from '../../../bureaus';
import type { BureauFacts, LoanFacts } from '../../facts/borrower-facts';
import { derived, type Fact } from '../../facts/fact';
import type { Input } from './case-file';

/** A fact as it goes into a case; what is known and says nothing is NOT_SAID. */
export function inputOf(fact: Fact<number | string | null>): Input {
  const { source, observedAt, consentNo } = fact;
  const origin = { source, observedAt, consentNo };
  if (!fact.known) return { value: null, missing: fact.reason, ...origin };
  return { value: fact.value, missing: fact.value === null ? 'NOT_SAID' : null, ...origin };
}

export const amountOf = (fact: Fact<bigint | null>): Input =>
  inputOf(derived(fact, (minor) => minor?.toString() ?? null));

/** The sum of what all of them say; null where one of them does not say. */
export function sumOf<T>(all: readonly T[], of: (one: T) => bigint | null): bigint | null {
  let sum = 0n;
  for (const one of all) {
    const amount = of(one);
    if (amount === null) return null;
    sum += amount;
  }
  return sum;
}

const SETTLED = new Set<LoanFacts['status']>(['SETTLED', 'CANCELLED']);

/** Loans that are still owed, in one currency. */
export const openLoans = (loans: Fact<readonly LoanFacts[]>, currency: string): Fact<readonly LoanFacts[]> =>
  derived(loans, (all) => all.filter((loan) => !SETTLED.has(loan.status) && loan.currency === currency));

/** How the borrower has paid this lender; not known of one who never borrowed here. */
export function ownLoanFeatures(loans: Fact<readonly LoanFacts[]>): Record<string, Input> {
  const worst = (of: (loan: LoanFacts) => number) =>
    inputOf(derived(loans, (all) => (all.length === 0 ? null : Math.max(...all.map(of)))));
  return {
    ownWorstDaysLate24m: worst((loan) => loan.worstDaysLate24m),
    ownOverdueDays: worst((loan) => loan.overdueDays),
  };
}

/** The largest figure of all reports: bureaus overlap, so that sums would count twice. */
export function largestOf(
  reports: readonly BureauFacts[],
  of: (report: NormalisedReport) => number | null,
): Input {
  let best: { readonly value: number; readonly fact: Input } | null = null;
  for (const { report } of reports) {
    const value = report.known ? of(report.value) : null;
    if (value !== null && (best === null || value > best.value))
      best = { value, fact: inputOf({ ...report, known: true, value }) };
  }
  if (best) return best.fact;
  const near = reports.find(({ report }) => report.known) ?? reports[0];
  return near
    ? inputOf(derived(near.report, () => null))
    : { value: null, missing: 'NOT_COVERED', source: 'bureaus', observedAt: null, consentNo: null };
}

/** The largest amount that a report states; none where no report does. */
export const mostReported = (
  reports: readonly BureauFacts[],
  of: (report: NormalisedReport) => bigint | null,
): bigint =>
  reports.reduce((most, { report }) => {
    const minor = (report.known && of(report.value)) || 0n;
    return minor > most ? minor : most;
  }, 0n);

/** One amount as a part of another, to four digits; not known where either is not, or where nothing is to be parted. */
export function partOf(part: Input, total: Input): Input {
  if (part.missing !== null) return part;
  if (total.missing !== null) return total;
  const [a, b] = [BigInt(part.value!), BigInt(total.value!)];
  if (b <= 0n) return { ...total, value: null, missing: 'INVALID' };
  return { ...total, value: Number((a * 10_000n) / b) / 10_000 };
}
