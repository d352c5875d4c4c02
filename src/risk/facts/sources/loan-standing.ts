import { type BusinessDate, daysBetween } from '../../../kernel';
import type { FiveTier, LoanFacts } from '../borrower-facts';

/** A loan as it is stored, at its last import. */
export interface LoanRow {
  readonly id: string;
  readonly loanNo: string;
  readonly status: LoanFacts['status'];
  readonly currency: string;
  readonly outstandingMinor: bigint;
  readonly instalmentMinor: bigint | null;
  readonly issuedOn: BusinessDate;
  readonly dueOn: BusinessDate | null;
  readonly overdueDays: number;
}

export interface InstalmentRow {
  readonly dueOn: BusinessDate;
  readonly dueMinor: bigint;
  readonly paidMinor: bigint;
  /** Null while it is not paid in full. */
  readonly paidOn: BusinessDate | null;
  readonly isPaid: boolean;
}

/**
 * Where a loan stands on a day. Meaning: DPD counts from the oldest due date that is unpaid; grace and extension never
 * shorten it. Instalments due after the day, and payments made after it, are not looked at.
 */
export function loanStanding(
  loan: LoanRow,
  instalments: readonly InstalmentRow[],
  asOf: BusinessDate,
): LoanFacts {
  const isOver = loan.status === 'SETTLED' || loan.status === 'CANCELLED';
  const due = instalments.filter(({ dueOn }) => dueOn <= asOf);
  const unpaid = isOver ? [] : due.filter((one) => one.dueOn < asOf && !paidBy(one, asOf));
  const oldest = unpaid.reduce<BusinessDate | null>(
    (first, { dueOn }) => (first === null || dueOn < first ? dueOn : first),
    null,
  );
  const overdueDays = isOver
    ? 0
    : Math.max(loan.overdueDays, oldest === null ? 0 : daysBetween(oldest, asOf));
  return {
    id: loan.id,
    loanNo: loan.loanNo,
    status: loan.status,
    currency: loan.currency,
    outstandingMinor: isOver ? 0n : loan.outstandingMinor,
    monthlyDueMinor: isOver ? 0n : (loan.instalmentMinor ?? spread(loan, asOf)),
    issuedOn: loan.issuedOn,
    overdueDays,
    overdueMinor: unpaid.reduce((sum, { dueMinor, paidMinor }) => sum + dueMinor - paidMinor, 0n),
    overdueTerms: unpaid.length,
    tier: loan.status === 'WRITTEN_OFF' ? 'LOSS' : fiveTier(overdueDays),
    paymentState24m: paymentState(loan, due, asOf),
    worstDaysLate24m: worstLateness(due, asOf),
  };
}

/** Five-tier class by days overdue, in the rules of 2023 (商业银行金融资产风险分类办法). */
export const fiveTier = (overdueDays: number): FiveTier =>
  overdueDays > 360
    ? 'LOSS'
    : overdueDays > 270
      ? 'DOUBTFUL'
      : overdueDays > 90
        ? 'SUBSTANDARD'
        : overdueDays > 0
          ? 'SPECIAL_MENTION'
          : 'NORMAL';

/** `N` for none, `1` for 1 to 30 days, ... `7` for more than 180. */
const dpdCode = (days: number): string => (days <= 0 ? 'N' : String(Math.min(7, Math.ceil(days / 30))));

const paidBy = ({ isPaid, paidOn }: InstalmentRow, day: BusinessDate): boolean =>
  isPaid && (paidOn === null || paidOn <= day);

/** A loan that is paid back at its end: what is owed, over the months that are left. Null where no end is known. */
function spread({ outstandingMinor, dueOn }: LoanRow, asOf: BusinessDate): bigint | null {
  if (dueOn === null) return null;
  const months = Math.max(1, Math.ceil(daysBetween(asOf, dueOn) / 30));
  return outstandingMinor / BigInt(months);
}

const HISTORY_MONTHS = 24;

/** `YYYY-MM` of the month that lies so many before that of the day. */
function monthBefore(day: BusinessDate, ago: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - ago;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

const lastDayOf = (month: string): BusinessDate =>
  `${month}-${new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()}`;

/** The code of a month is what was overdue at its end; of the last one, on the day itself. */
function paymentState(loan: LoanRow, due: readonly InstalmentRow[], asOf: BusinessDate): string {
  let codes = '';
  for (let ago = HISTORY_MONTHS - 1; ago >= 0; ago -= 1) {
    const month = monthBefore(asOf, ago);
    const end = ago === 0 ? asOf : lastDayOf(month);
    if (end < loan.issuedOn) codes += '/';
    else if (due.length === 0) codes += loan.status === 'SETTLED' ? 'C' : '#';
    else codes += codeAt(loan, due, month, end);
  }
  return codes;
}

function codeAt(
  { status }: LoanRow,
  due: readonly InstalmentRow[],
  month: string,
  end: BusinessDate,
): string {
  const behind = due.filter((one) => one.dueOn < end && !paidBy(one, end));
  const days = Math.max(0, ...behind.map(({ dueOn }) => daysBetween(dueOn, end)));
  if (days > 0)
    return status === 'SETTLED' && behind.every(({ paidOn }) => paidOn === null) ? 'C' : dpdCode(days);
  const lastDue = due.reduce((last, { dueOn }) => (dueOn > last ? dueOn : last), '');
  if (status === 'SETTLED' && lastDue < `${month}-01`) return 'C';
  return due.some(({ dueOn }) => dueOn.startsWith(month)) ? 'N' : '*';
}

function worstLateness(due: readonly InstalmentRow[], asOf: BusinessDate): number {
  const since = `${monthBefore(asOf, HISTORY_MONTHS - 1)}-01`;
  return due
    .filter(
      ({ dueOn, paidOn, isPaid }) =>
        (paidOn ?? asOf) >= since && !(isPaid && paidOn === null && dueOn < since),
    )
    .reduce((worst, one) => {
      const until = paidBy(one, asOf) ? (one.paidOn ?? one.dueOn) : asOf;
      return Math.max(worst, daysBetween(one.dueOn, until));
    }, 0);
}
