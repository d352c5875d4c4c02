import { type LoanBook, type LoanEvent, type OriginalLoanEvent, termAccounts } from '../../ecosystem';
import type { BusinessDate } from '../../kernel';

/** Whether the event tells of arrears, now or in the two years that its record shows, or of an adverse fact. Pure. */
export function isAdverse(event: LoanEvent): boolean {
  const told = originalOf(event);
  if (told === null) return false;
  if (told.kind === 'ADVERSE') return true;
  if (!('standing' in told)) return false;
  const { overdueDays, overdueTermsEver, paymentState24m } = told.standing;
  const byOthers = 'payment' in told && told.payment.paidBy !== 'BORROWER';
  return overdueDays > 0 || overdueTermsEver > 0 || byOthers || /[1-7]/.test(paymentState24m);
}

const YEARS = 5;

/**
 * Adverse data may be told until five years after the default ended (征信业管理条例 Art. 16): as the loan book has it today,
 * not as it was on the day of the event. A default that has not ended has not begun to count. Pure.
 */
export function isTooOldToTell(event: LoanEvent, book: LoanBook | null, today: BusinessDate): boolean {
  const told = originalOf(event);
  if (told === null || !isAdverse(told)) return false;
  const ended = endOfDefault(told, book, today);
  const limit = `${Number(today.slice(0, 4)) - YEARS}${today.slice(4)}`;
  return ended !== null && ended < limit;
}

/** The day on which what the event tells of ended; null while it has not. */
function endOfDefault(
  event: OriginalLoanEvent,
  book: LoanBook | null,
  today: BusinessDate,
): BusinessDate | null {
  if (event.kind === 'ADVERSE' && event.fact !== 'DEBT_EVASION') return event.businessDate;
  const late = (book ? termAccounts(book, today) : []).filter(
    ({ dueOn, settledOn }) => dueOn < event.businessDate && (settledOn === null || settledOn > dueOn),
  );
  if (late.some(({ settledOn }) => settledOn === null)) return null;
  const ends = late.map(({ settledOn }) => settledOn ?? '').sort();
  const wasInArrears = 'standing' in event && event.standing.overdueDays > 0;
  return ends.at(-1) ?? (wasInArrears ? null : event.businessDate);
}

/** What a record of the event tells as true; null where it takes something back. */
function originalOf(event: LoanEvent): OriginalLoanEvent | null {
  switch (event.kind) {
    case 'CORRECT':
      return event.instead;
    case 'DISPUTE':
    case 'ANSWER':
      return event.about;
    default:
      return event;
  }
}
