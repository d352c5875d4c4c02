import type { LoanEvent } from '../../ecosystem';
import type { BusinessDate } from '../../kernel';

/** Whether the event tells of arrears, now or in the two years that its record shows. Pure. */
export function isAdverse(event: LoanEvent): boolean {
  if (event.kind === 'CORRECT') return event.instead !== null && isAdverse(event.instead);
  if (!('standing' in event)) return false;
  const { overdueDays, overdueTermsEver, paymentState24m } = event.standing;
  const byOthers = 'payment' in event && event.payment.paidBy !== 'BORROWER';
  return overdueDays > 0 || overdueTermsEver > 0 || byOthers || /[1-7]/.test(paymentState24m);
}

const YEARS = 5;

/**
 * Adverse data may be told until five years after the default ended (征信业管理条例 Art. 16). A loan that was still in
 * arrears on the day of the event has not begun to count. Pure.
 */
export function isTooOldToTell(event: LoanEvent, today: BusinessDate): boolean {
  if (!isAdverse(event)) return false;
  const day = event.businessDate;
  const stillInArrears = 'standing' in event && event.standing.overdueDays > 0;
  const limit = `${Number(today.slice(0, 4)) - YEARS}${today.slice(4)}`;
  return !stillInArrears && day < limit;
}
