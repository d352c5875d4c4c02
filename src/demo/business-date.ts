import type { BusinessDate } from '../kernel';

/** The day on which the demo stands still: every story is told up to its evening, and nothing lies behind it. */
export const DEMO_BUSINESS_DATE: BusinessDate = '2026-06-30';

/** The same day of a later (or earlier) month; the last one where that month is shorter. */
export function addMonths(date: BusinessDate, months: number): BusinessDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return `${first.toISOString().slice(0, 8)}${String(Math.min(day, lastDay)).padStart(2, '0')}`;
}

/** An hour of a business date as an ISO instant; the hour is Shanghai's, `HH:mm`. */
export function instantAt(date: BusinessDate, time: string): string {
  return new Date(`${date}T${time}:00+08:00`).toISOString();
}

/** True for a day that the demo has seen. */
export const hasCome = (date: BusinessDate): boolean => date <= DEMO_BUSINESS_DATE;
