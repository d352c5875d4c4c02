import type { InquiryPurpose } from '../../../consent';
import { type BusinessDate, businessDateOf, fromDecimal } from '../../../kernel';
import {
  DELINQUENT,
  EMPTY_REPORT,
  type LOAN_STANDINGS,
  type NormalisedReport,
  type PastQuery,
  type ReportedGuarantee,
  type SPECIAL_TRADES,
  worseCode,
} from '../../normalised-report';
import { byWindow, inquiryWindows } from '../windows';
import type { WireLoan, WireReport } from './wire';

/** accountStat: 1 normal, 2 overdue and 4 bad debt are still owed; 3 is settled, 5 passed to somebody else. */
const OPEN = new Set(['1', '2', '4']);

const STANDINGS: Record<string, (typeof LOAN_STANDINGS)[number]> = {
  '1': 'NORMAL',
  '2': 'OVERDUE',
  '3': 'SETTLED',
  '4': 'BAD_DEBT',
  '5': 'TRANSFERRED',
};

const TRADES: Record<string, (typeof SPECIAL_TRADES)[number]> = {
  '1': 'EXTENSION',
  '2': 'GUARANTOR_PAID',
  '3': 'PAID_IN_KIND',
  '4': 'EARLY_PART',
  '5': 'EARLY_FULL',
  '6': 'LONG_ARREARS',
  '7': 'LAWSUIT',
  '8': 'FRAUD',
};

/** 查询原因. The bureau does not part mid-loan from post-loan management. */
const PURPOSES: Record<string, InquiryPurpose> = {
  '01': 'POST_LOAN',
  '02': 'LOAN_APPROVAL',
  '08': 'GUARANTEE_REVIEW',
  '25': 'CREDIT_CHECK',
};

/** Shanghai Credit's report in the shape of all bureaus. Pure. */
export function normalise(report: WireReport, observedAt: Date): NormalisedReport {
  const { main, summary, loans } = report;
  const open = loans.filter((loan) => OPEN.has(loan.status));
  const history = queryHistory(report);
  return {
    ...EMPTY_REPORT,
    reportNo: main.reportNumber,
    openLoanCount: open.length,
    openLenderCount: institutions(open),
    openBalanceMinor: fen(summary?.balance),
    overdueMinor: fen(summary?.currentOverdue),
    monthlyDueMinor: fen(summary?.monthlyDue),
    worstDelinquency24m: worstDelinquency(loans),
    paymentState24m: paymentState(loans, observedAt),
    applicationWindows: byWindow(dated(report.applications), observedAt, (within) => ({
      applicationCount: within.length,
      institutionCount: institutions(within),
    })),
    issuedWindows: byWindow(
      loans.map((loan) => ({ ...loan, date: dayOf(loan.openDate) ?? '' })),
      observedAt,
      (within) => ({ loanCount: within.length, institutionCount: institutions(within), ...amounts(within) }),
    ),
    inquiryWindows: inquiryWindows(history, observedAt, false),
    queryHistory: history,
    profile: {
      mobileCount: null,
      addressCount: report.addresses.length,
      employerCount: report.works.length,
    },
    guarantees: report.guarantees.map(
      (guarantee): ReportedGuarantee => ({
        standing: STANDINGS[guarantee.status] ?? null,
        amountMinor: fen(guarantee.amount),
        balanceMinor: fen(guarantee.balance),
        openedOn: dayOf(guarantee.openDate),
        dueOn: dayOf(guarantee.dueDate),
      }),
    ),
    specialTrades: report.specialDeals.map(({ type, date, amount }) => ({
      kind: TRADES[type] ?? 'OTHER',
      date: dayOf(date),
      amountMinor: fen(amount),
    })),
  };
}

/** The bureau's amounts are yuan as text, empty for what it does not know. */
const fen = (yuan: string | undefined): bigint | null =>
  yuan === undefined || yuan === '' ? null : fromDecimal(yuan, 'CNY').minor;

/** `YYYYMMDD`, or empty for what the bureau does not know. */
const dayOf = (compact: string): BusinessDate | null =>
  compact === '' ? null : `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6)}`;

const dated = (rows: WireReport['applications']) =>
  rows.map(({ org, date }) => ({ org, date: dayOf(date) ?? '' }));

const institutions = (rows: readonly { readonly org: string }[]): number =>
  new Set(rows.map(({ org }) => org)).size;

/** Of the credit granted; null where the bureau leaves out that of one loan. */
function amounts(loans: readonly WireLoan[]): { amountMinor: bigint | null; largestMinor: bigint | null } {
  const granted = loans.map(({ limit }) => fen(limit));
  if (!granted.every((amount) => amount !== null)) return { amountMinor: null, largestMinor: null };
  return {
    amountMinor: granted.reduce((sum, amount) => sum + amount, 0n),
    largestMinor: granted.reduce((most, amount) => (amount > most ? amount : most), 0n),
  };
}

const queryHistory = ({ inquiries }: WireReport): PastQuery[] =>
  inquiries
    .map(({ querierType, reason, date }) => ({
      date: dayOf(date) ?? '',
      querier: querierType || null,
      purpose: PURPOSES[reason] ?? null,
    }))
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));

function worstDelinquency(loans: readonly WireLoan[]): string | null {
  if (loans.length === 0) return null;
  const late = [...loans.map((loan) => loan.payState24).join('')].filter((code) => DELINQUENT.includes(code));
  return late.reduce(worseCode, '0');
}

/**
 * The last code of a loan stands for the month of its due date, which for a settled loan lies in the past: the strings
 * are laid over each other by month.
 */
function paymentState(loans: readonly WireLoan[], observedAt: Date): string | null {
  if (loans.length === 0) return null;
  const observed = monthNumber(businessDateOf(observedAt).replaceAll('-', ''));
  const months = Array<string>(24).fill('/');
  for (const { dueDate, payState24 } of loans) {
    const age = dueDate === '' ? 0 : observed - monthNumber(dueDate);
    [...payState24].forEach((code, i) => {
      const month = i - age;
      if (month >= 0 && month < 24) months[month] = worseCode(months[month] ?? '/', code);
    });
  }
  return months.join('');
}

const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(4, 6));
