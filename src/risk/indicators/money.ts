import type { BorrowerFacts, PersonFacts } from '../facts/borrower-facts';
import type { Origin } from '../facts/fact';

/** An amount and where it was seen. */
export interface Sum {
  readonly currency: string;
  readonly minor: bigint;
  readonly origin: Origin;
}

/**
 * Open debt by currency. What a bureau knows may hold the own loans or not: the larger of both is a lower bound, a sum
 * would count twice. Bureaus speak of yuan.
 */
export function openDebtOf({ loans, reports }: Pick<BorrowerFacts, 'loans' | 'reports'>): Sum[] {
  const own = loans.known
    ? sums(
        loans.value.map(({ currency, outstandingMinor }) => [currency, outstandingMinor]),
        loans,
      )
    : [];
  const told = reports.flatMap(({ report }): Sum[] =>
    report.known && report.value.openBalanceMinor !== null
      ? [{ currency: 'CNY', minor: report.value.openBalanceMinor, origin: report }]
      : [],
  );
  return largest([...own, ...told]);
}

/** What has to be paid in a month, by currency: by contract, as the account shows, or as a bureau says; the largest. */
export function monthlyDueOf({ loans, reports, cashflow }: PersonFacts): Sum[] {
  const own = loans.known
    ? sums(
        loans.value.map(({ currency, monthlyDueMinor }) => [currency, monthlyDueMinor ?? 0n]),
        loans,
      )
    : [];
  const told = reports.flatMap(({ report }): Sum[] =>
    report.known && report.value.monthlyDueMinor !== null
      ? [{ currency: 'CNY', minor: report.value.monthlyDueMinor, origin: report }]
      : [],
  );
  const paid = cashflow.known
    ? cashflow.value.map(
        ({ currency, monthlyRepaymentMinor }): Sum => ({
          currency,
          minor: monthlyRepaymentMinor,
          origin: cashflow,
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

function sums(amounts: readonly (readonly [string, bigint])[], origin: Origin): Sum[] {
  const found = new Map<string, bigint>();
  for (const [currency, minor] of amounts) found.set(currency, (found.get(currency) ?? 0n) + minor);
  return [...found].map(([currency, minor]) => ({ currency, minor, origin }));
}

function largest(all: readonly Sum[]): Sum[] {
  const found = new Map<string, Sum>();
  for (const sum of all) {
    const other = found.get(sum.currency);
    if (!other || sum.minor > other.minor) found.set(sum.currency, sum);
  }
  return [...found.values()];
}
