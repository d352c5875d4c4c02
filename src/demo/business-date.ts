import type { BusinessDate } from '../kernel';

/** The day on which the demo stands still: every story is told up to its evening, and nothing lies behind it. */
export const DEMO_BUSINESS_DATE: BusinessDate = '2026-06-30';

/** The same day of a later (or earlier) month; the last one where that month is shorter. */
export function addMonths(date: BusinessDate, months: number): BusinessDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const count = 12 * year + month - 1 + months;
  const first = `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
  if (day <= 28) return `${first}-${date.slice(8)}`;
  const lastDay = new Date(Date.UTC(Math.floor(count / 12), (count % 12) + 1, 0)).getUTCDate();
  return `${first}-${Math.min(day, lastDay)}`;
}

/** An hour of a business date as an ISO instant; the hour is Shanghai's, `HH:mm`. */
export function instantAt(date: BusinessDate, time: string): string {
  return new Date(`${date}T${time}:00+08:00`).toISOString();
}

/** True for a day that the demo has seen. */
export const hasCome = (date: BusinessDate): boolean => date <= DEMO_BUSINESS_DATE;
