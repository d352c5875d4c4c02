import { currencyExponent } from '../../src/kernel';
import type { AccountFeatures } from '../../src/risk/features/account-history';
import type { LoanOnAccount } from '../../src/risk/features/loan-features';

export interface LabelledLoan {
  readonly loan: LoanOnAccount;
  readonly features: AccountFeatures;
  readonly isBad: boolean;
}

/** A column of the model: a number for each loan. */
export type Column = (loan: LabelledLoan) => number;

/** Amounts differ by factors: their logarithm, with the sign kept. */
const log = (amount: number): number => Math.asinh(amount / 100);

const units = (minor: bigint | null, currency: string): number =>
  Number(minor ?? 0n) / 10 ** currencyExponent(currency);
const instalment = ({ loan }: LabelledLoan): number => units(loan.instalmentMinor, loan.currency);

const DAY_MS = 86_400_000;

/** What the loan itself says, its day among it: a loan that was just paid out had no time to go bad. */
export const LOAN_COLUMNS: readonly Column[] = [
  ({ loan }) => units(loan.principalMinor, loan.currency),
  ({ loan }) => loan.termMonths,
  (one) => instalment(one),
  ({ loan }) => Date.parse(loan.issuedOn) / DAY_MS,
];

/** What the account says on the eve of the loan. */
export const ACCOUNT_COLUMNS: readonly Column[] = [
  ({ features }) => log(features.balanceLast ?? 0),
  ({ features }) => log(features.balanceMean ?? 0),
  ({ features }) => log(features.balanceMin ?? 0),
  ({ features }) => log(features.balanceMinLately ?? 0),
  ({ features }) => features.monthsNegative,
  ({ features }) => features.penalties,
  ({ features }) => log(features.inflowMonthly),
  ({ features }) => log(features.outflowMonthly),
  ({ features }) => log(features.incomeMonthly),
  ({ features }) => features.incomeRegularity,
  ({ features }) => features.inflowVariation,
  ({ features }) => log(features.householdMonthly),
  ({ features }) => log(features.insuranceMonthly),
  ({ features }) => features.cashShare,
  ({ features }) => Math.log(features.historyDays),
  ({ features }) => features.bookingsMonthly,
  (one) => log(one.features.inflowMonthly) - log(instalment(one)),
];
