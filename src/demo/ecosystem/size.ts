import { createHash } from 'node:crypto';

/** How large an ecosystem is, and which of those of that size. */
export interface EcosystemSize {
  readonly accounts: number;
  readonly suppliers: number;
  readonly dealers: number;
  readonly seed: number;
}

/** The fictional identifiers have room for so many: persons by their birth dates, firms by their credit codes. */
const LARGEST = { accounts: 5_000_000, firms: 450_000, seed: 999_999_999 };

/** A size for which there are not enough identities, or that is no size. */
export class SizeError extends RangeError {
  override readonly name = 'SizeError';
}

/** @throws SizeError */
export function checkSize({ accounts, suppliers, dealers, seed }: EcosystemSize): void {
  for (const [name, value, most] of [
    ['accounts', accounts, LARGEST.accounts],
    // Each may bring a second firm, which holds it, or with which it trades in nothing.
    ['suppliers and dealers together', suppliers + dealers, LARGEST.firms],
    ['suppliers', suppliers, LARGEST.firms],
    ['dealers', dealers, LARGEST.firms],
    ['seed', seed, LARGEST.seed],
  ] as const)
    if (!Number.isInteger(value) || value < 0 || value > most)
      throw new SizeError(`${name}: must be a whole number from 0 to ${most}`);
}

const PREFIX = 'generated-';

/** The name of the source under which an ecosystem is kept: another size or seed is another source. */
export function sourceOf({ accounts, suppliers, dealers, seed }: EcosystemSize): string {
  const words = [accounts, suppliers, dealers, seed].join('/');
  return PREFIX + createHash('sha256').update(words).digest('hex').slice(0, 8);
}

/** Pattern for LIKE of the sources of all generated ecosystems. */
export const ANY_GENERATED = `${PREFIX}%`;
