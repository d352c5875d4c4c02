/** A calendar date as the bureau writes it: `YYYYMMDD`, no time zone. */
export type CompactDate = string;

const toUtc = (date: CompactDate): Date =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8))));

const fromUtc = (date: Date): CompactDate => date.toISOString().slice(0, 10).replaceAll('-', '');

/** True for a day that exists: 20260229 does not. */
export function isRealDate(date: string): boolean {
  return /^(19|20)\d{6}$/.test(date) && fromUtc(toUtc(date)) === date;
}

export function addDays(date: CompactDate, days: number): CompactDate {
  const moved = toUtc(date);
  moved.setUTCDate(moved.getUTCDate() + days);
  return fromUtc(moved);
}

/** Same day of another month; a day that month does not have becomes its last day. */
export function addMonths(date: CompactDate, months: number): CompactDate {
  const moved = toUtc(date);
  const day = moved.getUTCDate();
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(day, lastDay));
  return fromUtc(moved);
}

/** Whole days from the first date to the second. */
export const daysBetween = (from: CompactDate, to: CompactDate): number =>
  (toUtc(to).getTime() - toUtc(from).getTime()) / 86_400_000;
