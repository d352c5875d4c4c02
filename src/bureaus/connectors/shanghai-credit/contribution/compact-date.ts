import type { BusinessDate } from '../../../../kernel';

/** `YYYYMMDD`, as the bureau writes days. */
export const compact = (date: BusinessDate): string => date.replaceAll('-', '');

export const dashed = (day: string): BusinessDate => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;

/** Last day of the month in which a compact day lies. */
export function monthEnd(day: string): string {
  const last = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)), 0)).getUTCDate();
  return `${day.slice(0, 6)}${last}`;
}

export const sameMonth = (a: string, b: string): boolean => a.slice(0, 6) === b.slice(0, 6);
