import { money, toDecimal } from '../../kernel';
import type { AccountFeatures } from './account-history';
import type { LoanWithFeatures } from './loan-features';

const OF_ACCOUNT = [
  'historyDays',
  'bookingsMonthly',
  'balanceLast',
  'balanceMean',
  'balanceMin',
  'balanceMinLately',
  'monthsNegative',
  'penalties',
  'inflowMonthly',
  'outflowMonthly',
  'incomeMonthly',
  'incomeRegularity',
  'inflowVariation',
  'householdMonthly',
  'insuranceMonthly',
  'cashShare',
] as const satisfies readonly (keyof AccountFeatures)[];

const OF_LOAN = [
  'loanNo',
  'issuedOn',
  'status',
  'currency',
  'principal',
  'termMonths',
  'instalment',
] as const;

export const FEATURE_COLUMNS: readonly string[] = [...OF_LOAN, ...OF_ACCOUNT];

/** A row of a CSV file; a cell is empty for what is not known. */
export function featureLine({ loan, features }: LoanWithFeatures): string {
  const amount = (minor: bigint | null) => (minor === null ? '' : toDecimal(money(minor, loan.currency)));
  const cells = [
    quoted(loan.loanNo),
    loan.issuedOn,
    loan.status,
    loan.currency,
    amount(loan.principalMinor),
    loan.termMonths,
    amount(loan.instalmentMinor),
    ...OF_ACCOUNT.map((name) => rounded(features?.[name] ?? null)),
  ];
  return `${cells.join(',')}\n`;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const rounded = (value: number | null): string => (value === null ? '' : String(Number(value.toFixed(6))));
