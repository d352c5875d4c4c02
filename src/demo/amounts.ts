/** Amounts in the stories are whole numbers of fen, so that sums are exact. */
export type Fen = number;

export const yuan = (amount: number): Fen => Math.round(amount * 100);

/** `1250` as `12.50`, the canonical text of an amount in a record. */
export function decimal(fen: Fen): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError('an amount must be a whole number of fen');
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const total = (amounts: readonly Fen[]): Fen => amounts.reduce((sum, amount) => sum + amount, 0);

/**
 * The n-th of a scattered series of whole numbers from `-range` to `range`: life is never round, and the demo must be
 * the same every time.
 */
export const wobble = (n: number, range: number): number => ((n * 7_919 + 104_729) % (2 * range + 1)) - range;
