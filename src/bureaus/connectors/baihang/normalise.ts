import type { InquiryPurpose } from '../../../consent';
import { addDays, businessDateOf, fromDecimal } from '../../../kernel';
import {
  type ApplicationWindow,
  EMPTY_REPORT,
  type IssuedWindow,
  type NormalisedReport,
  type PastQuery,
} from '../../normalised-report';
import { inquiryWindows } from '../windows';
import type { WireReport } from './wire';

const WINDOWS = [30, 60, 90, 180, 360] as const;

/** Of an inquiry for an approval: at this bureau it is the application. */
const APPLICATION = 1;

const PURPOSES: Readonly<Record<number, InquiryPurpose>> = {
  1: 'LOAN_APPROVAL',
  2: 'MID_LOAN',
  3: 'POST_LOAN',
  4: 'SELF',
  5: 'DISPUTE',
  6: 'GUARANTEE_REVIEW',
};

/**
 * Baihang's report in the shape of all bureaus; pure. Loans and lines of credit together; where it leaves one of the two
 * out, it does not say how much both are.
 */
export function normalise(report: WireReport, observedAt: Date): NormalisedReport {
  const { nonRevolvingLoan: loans, revolvingLoan: lines, personalProfile } = report;
  const history = report.queryHistory
    .map(({ tenantName, date, reason }) => ({ date, querier: tenantName, purpose: PURPOSES[reason] ?? null }))
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  const both = loans && lines ? { loans: loans.summary, lines: lines.summary } : null;
  return {
    ...EMPTY_REPORT,
    reportNo: report.reportHeader.reportId,
    openLoanCount: both && both.loans.openLoanCount + both.lines.validAccountCount,
    openBalanceMinor: both && fen(both.loans.remainingAmount) + fen(both.lines.remainingAmount),
    overdueMinor: both && fen(both.loans.remainingOverdueAmount) + fen(both.lines.remainingOverdueAmount),
    creditLineMinor: lines?.summary.creditLimitSum === undefined ? null : fen(lines.summary.creditLimitSum),
    lineBalanceMinor: lines && fen(lines.summary.remainingAmount),
    worstDelinquency24m: both && worst(both.loans.maxOverdueStatus, both.lines.maxOverdueStatus),
    applicationWindows: applicationWindows(report, history, observedAt),
    issuedWindows: issuedWindows(report),
    inquiryWindows: inquiryWindows(history, observedAt, true),
    queryHistory: history,
    profile: {
      mobileCount: personalProfile.mobileCount,
      addressCount: report.homeInfo.length,
      employerCount: report.workInfo.length,
    },
  };
}

/** The schema has seen to two decimals and thirteen digits: as text the number is exact. */
const fen = (yuan: number): bigint => fromDecimal(String(yuan), 'CNY').minor;

/** `M0` to `M7` are `0` to `7` of the 24-month table. */
const worst = (a: string, b: string): string => (a > b ? a : b).slice(1);

function applicationWindows(
  { nonRevolvingLoan, revolvingLoan, queryHistory }: WireReport,
  history: readonly PastQuery[],
  observedAt: Date,
): ApplicationWindow[] | null {
  if (!nonRevolvingLoan || !revolvingLoan) return null;
  const today = businessDateOf(observedAt);
  return WINDOWS.flatMap((days) => {
    const loans = nonRevolvingLoan[`D${days}`]?.applyTenantCount;
    const lines = revolvingLoan[`D${days}`]?.applyTenantCount;
    if (loans === undefined || lines === undefined) return [];
    // An application is an inquiry of reason 1: whom both kinds have in common is seen there.
    const applied = new Set(
      history
        .filter(({ date, purpose }) => purpose === 'LOAN_APPROVAL' && date >= addDays(today, -days))
        .map(({ querier }) => querier),
    ).size;
    const institutionCount =
      loans === 0 || lines === 0 ? loans + lines : Math.min(loans + lines, Math.max(loans, lines, applied));
    return [
      {
        days,
        applicationCount: null,
        institutionCount,
        ...kindsOfApplied(queryHistory, addDays(today, -days)),
      },
    ];
  });
}

/**
 * Banks and others among the institutions of inquiries of reason 1; a tenantType names a bank as such (银行). Null where
 * the history does not tell the kind of one of them. It has days and no times: what came at night is not told.
 */
function kindsOfApplied(
  queryHistory: WireReport['queryHistory'],
  since: string,
): Pick<ApplicationWindow, 'bankCount' | 'nonBankCount'> {
  const applied = queryHistory.filter(({ date, reason }) => reason === APPLICATION && date >= since);
  if (applied.some(({ tenantType }) => tenantType === '')) return { bankCount: null, nonBankCount: null };
  const named = (isBank: boolean) =>
    new Set(
      applied
        .filter(({ tenantType }) => tenantType.includes('银行') === isBank)
        .map(({ tenantName }) => tenantName),
    ).size;
  return { bankCount: named(true), nonBankCount: named(false) };
}

/** Loans only: the bureau does not say how often a line was drawn. */
function issuedWindows({ nonRevolvingLoan }: WireReport): IssuedWindow[] | null {
  if (!nonRevolvingLoan) return null;
  return WINDOWS.flatMap((days) => {
    const window = nonRevolvingLoan[`D${days}`];
    if (!window) return [];
    return [
      {
        days,
        loanCount: window.loanCount,
        institutionCount: window.loanTenantCount,
        amountMinor: fen(window.loanAmount),
        largestMinor: fen(window.maxLoanAmount),
      },
    ];
  });
}
