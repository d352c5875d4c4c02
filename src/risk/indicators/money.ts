import { type NodeKey, nodeKey } from '../../graph';
import type { BorrowerFacts, LoanFacts, PersonFacts } from '../facts/borrower-facts';
import type { Fact, Origin } from '../facts/fact';

/** An amount and where it was seen. */
export interface Sum {
  readonly currency: string;
  readonly minor: bigint;
  readonly origin: Origin;
  /** What it is the sum of, such as loans; empty for what was told as a sum. */
  readonly nodes: readonly NodeKey[];
}

/**
 * Open debt by currency. What a bureau knows may hold the own loans or not: the larger of both is a lower bound, a sum
 * would count twice. Bureaus speak of yuan.
 */
export function openDebtOf({ loans, reports }: Pick<BorrowerFacts, 'loans' | 'reports'>): Sum[] {
  const own = sumsOf(loans, ({ outstandingMinor }) => outstandingMinor);
  const told = reports.flatMap(({ report }): Sum[] =>
    report.known && report.value.openBalanceMinor !== null
      ? [{ currency: 'CNY', minor: report.value.openBalanceMinor, origin: report, nodes: [] }]
      : [],
  );
  return largest([...own, ...told]);
}

/** What has to be paid in a month, by currency: by contract, as the account shows, or as a bureau says; the largest. */
export function monthlyDueOf({ loans, reports, cashflow }: PersonFacts): Sum[] {
  const own = sumsOf(loans, ({ monthlyDueMinor }) => monthlyDueMinor ?? 0n);
  const told = reports.flatMap(({ report }): Sum[] =>
    report.known && report.value.monthlyDueMinor !== null
      ? [{ currency: 'CNY', minor: report.value.monthlyDueMinor, origin: report, nodes: [] }]
      : [],
  );
  const paid = cashflow.known
    ? cashflow.value.map(
        ({ currency, monthlyRepaymentMinor }): Sum => ({
          currency,
          minor: monthlyRepaymentMinor,
          origin: cashflow,
          nodes: [],
        }),
      )
    : [];
  return largest([...own, ...told, ...paid]);
}

/** Regular income of a month. Null where none is seen: he may earn elsewhere, and nothing is not zero. */
export function incomeOf({ cashflow }: PersonFacts, currency: string): bigint | null {
  if (!cashflow.known) return null;
  const income = cashflow.value.find((one) => one.currency === currency)?.monthlyIncomeMinor ?? 0n;
  return income > 0n ? income : null;
}

function sumsOf(loans: Fact<readonly LoanFacts[]>, amountOf: (loan: LoanFacts) => bigint): Sum[] {
  if (!loans.known) return [];
  const owing = loans.value.filter((loan) => amountOf(loan) > 0n);
  return [...new Set(loans.value.map(({ currency }) => currency))].map((currency) => {
    const same = owing.filter((loan) => loan.currency === currency);
    return {
      currency,
      minor: same.reduce((sum, loan) => sum + amountOf(loan), 0n),
      origin: loans,
      nodes: same.map(({ id }) => nodeKey('LOAN', id)),
    };
  });
}

function largest(all: readonly Sum[]): Sum[] {
  const found = new Map<string, Sum>();
  for (const sum of all) {
    const other = found.get(sum.currency);
    if (!other || sum.minor > other.minor) found.set(sum.currency, sum);
  }
  return [...found.values()];
}
