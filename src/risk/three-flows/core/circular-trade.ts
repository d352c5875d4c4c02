import { addDays, type BusinessDate, daysBetween } from '../../../kernel';
import type { TradeRound } from './trade-facts';

/** A sale of some goods from one firm to another. */
export interface Sale {
  readonly orderId: string;
  readonly sellerId: string;
  readonly buyerId: string;
  readonly orderedOn: BusinessDate;
  readonly skus: readonly string[];
}

/** Firms in a round: two that sell to and fro are the shortest. */
export const LONGEST_ROUND = 4;

/**
 * The rounds that a sale is part of: the same goods, sold from firm to firm in the order of days until they are back with
 * the first. Each firm comes once. Of one set of firms and goods only one round is given: the shortest in days.
 * @param sales of the firms around it, the sale itself among them
 * @param roundDays from the first sale of a round to the last
 */
export function roundsOf(sale: Sale, sales: readonly Sale[], roundDays: number): TradeRound[] {
  const from = addDays(sale.orderedOn, -roundDays);
  const until = addDays(sale.orderedOn, roundDays);
  const near = sales.filter(({ orderedOn }) => orderedOn >= from && orderedOn <= until);
  const bySeller = new Map<string, Sale[]>();
  for (const one of near) {
    const known = bySeller.get(one.sellerId);
    if (known) known.push(one);
    else bySeller.set(one.sellerId, [one]);
  }
  const found = new Map<string, { round: TradeRound; days: number }>();
  const follow = (path: readonly Sale[], sku: string): void => {
    const last = path.at(-1) as Sale;
    if (last.buyerId === sale.sellerId) {
      keep(found, path, sku, roundDays);
      return;
    }
    if (path.length === LONGEST_ROUND) return;
    const onward = (bySeller.get(last.buyerId) ?? []).filter(
      (next) => next.skus.includes(sku) && path.every(({ sellerId }) => sellerId !== next.sellerId),
    );
    for (const next of nearest(onward, last.orderedOn)) follow([...path, next], sku);
  };
  if (sale.sellerId !== sale.buyerId) for (const sku of new Set(sale.skus)) follow([sale], sku);
  return [...found.values()].map(({ round }) => round);
}

/** Busy firms sell the same goods daily: the sales closest in time are followed. */
const MOST_FOLLOWED = 8;

const nearest = (sales: readonly Sale[], day: BusinessDate): readonly Sale[] =>
  sales.length <= MOST_FOLLOWED
    ? sales
    : [...sales]
        .sort((a, b) => Math.abs(daysBetween(day, a.orderedOn)) - Math.abs(daysBetween(day, b.orderedOn)))
        .slice(0, MOST_FOLLOWED);

/** A loop is a round when, begun at its earliest sale, its days do not go back. */
function keep(
  found: Map<string, { round: TradeRound; days: number }>,
  path: readonly Sale[],
  sku: string,
  roundDays: number,
): void {
  const start = path.reduce(
    (least, one, index) => (one.orderedOn < path[least]!.orderedOn ? index : least),
    0,
  );
  for (const first of startsOn(path, path[start]!.orderedOn)) {
    const round = [...path.slice(first), ...path.slice(0, first)];
    const isInOrder = round.every(
      (one, index) => index === 0 || one.orderedOn >= round[index - 1]!.orderedOn,
    );
    const days = daysBetween(round[0]!.orderedOn, round.at(-1)!.orderedOn);
    if (!isInOrder || days > roundDays) continue;
    const key = `${sku} ${round
      .map(({ sellerId }) => sellerId)
      .sort()
      .join()}`;
    const known = found.get(key);
    if (known && known.days <= days) continue;
    found.set(key, {
      days,
      round: {
        orderIds: round.map(({ orderId }) => orderId),
        subjectIds: round.map(({ sellerId }) => sellerId),
        sku,
      },
    });
  }
}

const startsOn = (path: readonly Sale[], day: BusinessDate): number[] =>
  path.flatMap(({ orderedOn }, index) => (orderedOn === day ? [index] : []));
