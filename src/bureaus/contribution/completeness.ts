import type { BusinessDate } from '../../kernel';

const monthNumber = (date: BusinessDate): number =>
  Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

const monthOf = (number: number): string =>
  `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;

/**
 * Months, `YYYY-MM`, of which a loan has no statement: from the first that has one to the month of `until`, both
 * included. Months before the first are not owed: reporting starts from a stated date.
 */
export function missingMonths(statements: Iterable<BusinessDate>, until: BusinessDate): string[] {
  const told = new Set([...statements].map(monthNumber));
  if (told.size === 0) return [];
  const missing: string[] = [];
  for (let month = Math.min(...told); month <= monthNumber(until); month += 1) {
    if (!told.has(month)) missing.push(monthOf(month));
  }
  return missing;
}
