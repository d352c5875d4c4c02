/**
 * What a bureau said about a subject, in one shape for all bureaus. A bureau may not say: every figure can be null, and
 * null is never zero. Amounts are fen (CNY).
 */
export interface NormalisedReport {
  /** The bureau's own number of the report. */
  readonly reportNo: string | null;
  readonly openLoanCount: number | null;
  readonly openLenderCount: number | null;
  readonly openBalanceMinor: bigint | null;
  readonly overdueMinor: bigint | null;
  readonly monthlyDueMinor: bigint | null;
  /** One code of the 24-month table: the worst of any loan and month. */
  readonly worstDelinquency24m: string | null;
  /** 24 codes, oldest month first, the last for the month of observation: in each month the worst of all loans. */
  readonly paymentState24m: string | null;
  readonly applicationWindows: readonly ApplicationWindow[] | null;
}

/** Applications for credit within so many days before the observation. */
export interface ApplicationWindow {
  readonly days: number;
  readonly applicationCount: number;
  readonly institutionCount: number;
}

const AMOUNTS = ['openBalanceMinor', 'overdueMinor', 'monthlyDueMinor'] as const;

/** Amounts go as text: JSON has no integers of this size. */
export const reportToText = (report: NormalisedReport): string =>
  JSON.stringify(report, (_key, value) => (typeof value === 'bigint' ? value.toString() : value));

/** Reads what `reportToText` wrote. */
export function reportFromText(text: string): NormalisedReport {
  const report = JSON.parse(text) as Record<string, unknown>;
  for (const amount of AMOUNTS)
    report[amount] = report[amount] === null ? null : BigInt(report[amount] as string);
  return report as unknown as NormalisedReport;
}
