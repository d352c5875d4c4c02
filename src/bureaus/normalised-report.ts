import type { InquiryPurpose } from '../consent';

/**
 * What a bureau said about a subject, in one shape for all bureaus. A bureau may not say: every figure can be null, and
 * null is never zero. Amounts are fen (CNY) and end in `Minor`; dates are `YYYY-MM-DD`.
 */
export interface NormalisedReport {
  /** The bureau's own number of the report. */
  readonly reportNo: string | null;
  readonly openLoanCount: number | null;
  readonly openLenderCount: number | null;
  readonly openBalanceMinor: bigint | null;
  readonly overdueMinor: bigint | null;
  readonly monthlyDueMinor: bigint | null;
  /** Limits of the open revolving lines (循环授信额度) together, and what is drawn of them. */
  readonly creditLineMinor: bigint | null;
  readonly lineBalanceMinor: bigint | null;
  /** One code of the 24-month table: the worst of any loan and month. */
  readonly worstDelinquency24m: string | null;
  /** 24 codes, oldest month first, the last for the month of observation: in each month the worst of all loans. */
  readonly paymentState24m: string | null;
  readonly applicationWindows: readonly ApplicationWindow[] | null;
  readonly issuedWindows: readonly IssuedWindow[] | null;
  readonly inquiryWindows: readonly InquiryWindow[] | null;
  /** Newest first. */
  readonly queryHistory: readonly PastQuery[] | null;
  readonly profile: PersonalProfile | null;
  readonly guarantees: readonly ReportedGuarantee[] | null;
  readonly specialTrades: readonly SpecialTrade[] | null;
  /** Where members of a platform answer one by one: how many did. Null: the answer is whole. */
  readonly coverage: Coverage | null;
}

/** Lengths in days of the windows that end with the observation. A bureau need not have each of them. */
export const WINDOW_DAYS = [7, 15, 30, 60, 90, 180, 360] as const;

/** Applications for credit within so many days before the observation. */
export interface ApplicationWindow {
  readonly days: number;
  readonly applicationCount: number | null;
  readonly institutionCount: number | null;
  /** Of the institutions those that are banks, and the others. Null or left out: the bureau does not tell the kinds. */
  readonly bankCount?: number | null;
  readonly nonBankCount?: number | null;
  /** Applications made at night, by the bureau's own hours. Null or left out: it does not tell times of day. */
  readonly nightCount?: number | null;
}

/** Loans paid out within so many days before the observation. */
export interface IssuedWindow {
  readonly days: number;
  readonly loanCount: number | null;
  readonly institutionCount: number | null;
  readonly amountMinor: bigint | null;
  readonly largestMinor: bigint | null;
}

/** Inquiries by institutions within so many days before the observation. */
export interface InquiryWindow {
  readonly days: number;
  readonly inquiryCount: number | null;
  /** Those for an approval or a guarantee: only they speak of a wish to borrow. */
  readonly approvalCount: number | null;
  readonly institutionCount: number | null;
}

export interface PastQuery {
  readonly date: string;
  /** Kind of the institution, or its name where the bureau gives it. */
  readonly querier: string | null;
  /** Null for a reason that is none of ours. */
  readonly purpose: InquiryPurpose | null;
}

/** How much the subject's data vary at the bureau: a sign of fraud where they vary much. */
export interface PersonalProfile {
  readonly mobileCount: number | null;
  readonly addressCount: number | null;
  readonly employerCount: number | null;
}

export const LOAN_STANDINGS = ['NORMAL', 'OVERDUE', 'SETTLED', 'BAD_DEBT', 'TRANSFERRED'] as const;

export interface ReportedGuarantee {
  readonly standing: (typeof LOAN_STANDINGS)[number] | null;
  readonly amountMinor: bigint | null;
  readonly balanceMinor: bigint | null;
  readonly openedOn: string | null;
  readonly dueOn: string | null;
}

export const SPECIAL_TRADES = [
  'EXTENSION',
  'GUARANTOR_PAID',
  'PAID_IN_KIND',
  'EARLY_PART',
  'EARLY_FULL',
  'LONG_ARREARS',
  'LAWSUIT',
  'FRAUD',
  'OTHER',
] as const;

export interface SpecialTrade {
  readonly kind: (typeof SPECIAL_TRADES)[number];
  readonly date: string | null;
  readonly amountMinor: bigint | null;
}

export interface Coverage {
  readonly asked: number;
  readonly answered: number;
}

/** A report that says nothing: connectors fill in what their bureau says. */
export const EMPTY_REPORT: NormalisedReport = {
  reportNo: null,
  openLoanCount: null,
  openLenderCount: null,
  openBalanceMinor: null,
  overdueMinor: null,
  monthlyDueMinor: null,
  creditLineMinor: null,
  lineBalanceMinor: null,
  worstDelinquency24m: null,
  paymentState24m: null,
  applicationWindows: null,
  issuedWindows: null,
  inquiryWindows: null,
  queryHistory: null,
  profile: null,
  guarantees: null,
  specialTrades: null,
  coverage: null,
};

/** Codes of the 24-month table from harmless to grave; the worst of several is the one that stands last. */
export const GRAVITY = '/GC#*ANM01234567ZDB';

/** Codes that say that something was not paid as agreed. */
export const DELINQUENT = '1234567ZDB';

export const worseCode = (a: string, b: string): string => (GRAVITY.indexOf(b) > GRAVITY.indexOf(a) ? b : a);

/** Amounts go as text: JSON has no integers of this size. */
export const reportToText = (report: NormalisedReport): string =>
  JSON.stringify(report, (_key, value) => (typeof value === 'bigint' ? value.toString() : value));

/** Reads what `reportToText` wrote, now or before a figure was added. */
export function reportFromText(text: string): NormalisedReport {
  const report = JSON.parse(text, (key, value) =>
    key.endsWith('Minor') && typeof value === 'string' ? BigInt(value) : value,
  );
  return { ...EMPTY_REPORT, ...report };
}
