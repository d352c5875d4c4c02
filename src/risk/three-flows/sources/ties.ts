import type { BusinessDate } from '../../../kernel';
import type { Tie } from '../core/trade-facts';

/** A relation by which one holds or leads the other, or the two by which somebody holds or leads both. */
export interface DatedTie {
  /** Who stands behind both; null of a direct tie. */
  readonly throughId: string | null;
  /** From when to when each of the relations holds; both days are included, null is open. */
  readonly holds: readonly { readonly since: BusinessDate | null; readonly until: BusinessDate | null }[];
}

/** How seller and buyer belonged together on the day of a trade; null where nothing says so. Pure. */
export function tieOn(ties: readonly DatedTie[], day: BusinessDate): Tie | null {
  const held = ties.filter(({ holds }) =>
    holds.every(({ since, until }) => (since === null || since <= day) && (until === null || until >= day)),
  );
  if (held.length === 0) return null;
  return {
    kind: held.some(({ throughId }) => throughId === null) ? 'DIRECT' : 'COMMON',
    throughIds: [...new Set(held.flatMap(({ throughId }) => throughId ?? []))],
  };
}
