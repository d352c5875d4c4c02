import { addDays, businessDateOf, fromDecimal } from '../../../kernel';
import type { ApplicationWindow, NormalisedReport } from '../../normalised-report';
import type { WireLoan, WireReport } from './wire';

/** accountStat: 1 normal, 2 overdue and 4 bad debt are still owed; 3 is settled, 5 passed to somebody else. */
const OPEN = new Set(['1', '2', '4']);

/** From harmless to grave; the worst of several is the one that stands last. */
const GRAVITY = '/GC#*ANM1234567ZDB';
const DELINQUENT = '1234567ZDB';

const WINDOWS_DAYS = [30, 90, 180, 360];

/** Shanghai Credit's report in the shape of all bureaus. Pure. */
export function normalise(
  { main, summary, loans, applications }: WireReport,
  observedAt: Date,
): NormalisedReport {
  const open = loans.filter((loan) => OPEN.has(loan.status));
  return {
    reportNo: main.reportNumber,
    openLoanCount: open.length,
    openLenderCount: new Set(open.map((loan) => loan.org)).size,
    openBalanceMinor: fen(summary?.balance),
    overdueMinor: fen(summary?.currentOverdue),
    monthlyDueMinor: fen(summary?.monthlyDue),
    worstDelinquency24m: worstDelinquency(loans),
    paymentState24m: paymentState(loans, observedAt),
    applicationWindows: WINDOWS_DAYS.map((days) => window(days, applications, observedAt)),
  };
}

/** The moment at which the bureau drew the report up, `YYYYMMDDHHmmss` in Shanghai; null when there is no such moment. */
export function instantOf(reportTime: string): Date | null {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(reportTime) ?? [];
  const instant = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}+08:00`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** The bureau's amounts are yuan as text, empty for what it does not know. */
const fen = (yuan: string | undefined): bigint | null =>
  yuan === undefined || yuan === '' ? null : fromDecimal(yuan, 'CNY').minor;

const worse = (a: string, b: string): string => (GRAVITY.indexOf(b) > GRAVITY.indexOf(a) ? b : a);

function worstDelinquency(loans: readonly WireLoan[]): string | null {
  if (loans.length === 0) return null;
  const late = [...loans.map((loan) => loan.payState24).join('')].filter((code) => DELINQUENT.includes(code));
  return late.reduce(worse, '0');
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
      if (month >= 0 && month < 24) months[month] = worse(months[month] ?? '/', code);
    });
  }
  return months.join('');
}

const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(4, 6));

function window(days: number, applications: WireReport['applications'], observedAt: Date): ApplicationWindow {
  const since = addDays(businessDateOf(observedAt), -days).replaceAll('-', '');
  const within = applications.filter((application) => application.date >= since);
  return {
    days,
    applicationCount: within.length,
    institutionCount: new Set(within.map((application) => application.org)).size,
  };
}
