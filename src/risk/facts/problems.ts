import { type BusinessDate, isBusinessDate } from '../../kernel';

/** Facts that cannot be: the places, such as `loans[0].outstandingMinor: must not be negative`. */
export class FactError extends Error {
  override readonly name = 'FactError';

  constructor(readonly places: readonly string[]) {
    super(places.join('\n'));
  }
}

/** Days that may lie ahead. */
const AHEAD = new Set(['dueOn', 'until']);
const DAY = /(^date|On|^since|^until|^asOf)$/;

/**
 * What is impossible in facts, place by place: no number is negative, NaN or infinite, and no day lies after `asOf` but
 * those on which something falls due. Null is no mistake.
 */
export function problemsIn(value: unknown, asOf: BusinessDate, place = ''): string[] {
  if (typeof value === 'number')
    return Number.isFinite(value)
      ? value < 0
        ? [`${place}: must not be negative`]
        : []
      : [`${place}: must be a finite number`];
  if (typeof value === 'bigint') return value < 0n ? [`${place}: must not be negative`] : [];
  if (Array.isArray(value))
    return value.flatMap((item, index) => problemsIn(item, asOf, `${place}[${index}]`));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const here = place === '' ? key : `${place}.${key}`;
    if (DAY.test(key) && typeof part === 'string') return problemsOfDay(key, part, asOf, here);
    return problemsIn(part, asOf, here);
  });
}

function problemsOfDay(key: string, day: string, asOf: BusinessDate, place: string): string[] {
  if (!isBusinessDate(day)) return [`${place}: must be a date YYYY-MM-DD`];
  return day > asOf && !AHEAD.has(key) ? [`${place}: must not lie in the future`] : [];
}
