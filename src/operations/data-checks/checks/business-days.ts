import type { Dialect } from '../../../platform/database';

/**
 * The instant at which the business date in a column begins, as SQL that compares with a stored instant: Shanghai is eight
 * hours ahead of UTC, always.
 */
export const startOfDate = (dialect: Dialect, column: string): string =>
  dialect === 'sqlite' ? `datetime(${column}, '-8 hours')` : `(${column} - INTERVAL 8 HOUR)`;
