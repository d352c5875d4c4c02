import type { Parts } from './parts';

/** What the `from`th company of a knot holds of the `to`th; NaN where nobody knows. */
interface InnerStake {
  readonly from: number;
  readonly to: number;
  readonly part: number;
}

// Whole percents shrink by a hundredth a round at the slowest; this is far beyond what they take.
const MOST_ROUNDS = 20_000;
const NEGLIGIBLE = 1e-15;

/**
 * Companies that hold each other (交叉持股): what enters the knot from outside goes round in it, each time a smaller part
 * of it, and the sum of all rounds is what the owner has. The sum is built up from below until nothing is added any more,
 * so that it is a lower bound even where it stops early. A knot that nobody enters gives nothing to anybody.
 */
export function solveCycle(
  entering: readonly Parts[],
  inner: readonly InnerStake[],
): { readonly parts: Parts[]; readonly isExact: boolean } {
  const known = inner.filter(({ part }) => !Number.isNaN(part));
  const allKnown = known.length === inner.length;
  const isKnown = new Map<number, boolean>();
  // Whoever enters anywhere goes everywhere in the knot, over its unknown stakes too.
  for (const parts of entering)
    for (const [owner, share] of parts) isKnown.set(owner, (isKnown.get(owner) ?? allKnown) && share.isKnown);
  const parts: Parts[] = entering.map(() => new Map());
  let isExact = true;
  for (const [owner, isCertain] of isKnown) {
    const start = entering.map((shares) => shares.get(owner)?.part ?? 0);
    const { sums, hasSettled } = rounds(start, known);
    isExact &&= hasSettled;
    sums.forEach((part, index) => {
      (parts[index] as Parts).set(owner, { part, isKnown: isCertain });
    });
  }
  return { parts, isExact };
}

function rounds(
  start: readonly number[],
  inner: readonly InnerStake[],
): { sums: number[]; hasSettled: boolean } {
  const sums = [...start];
  let moving = start;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = start.map(() => 0);
    for (const { from, to, part } of inner) next[to] = (next[to] as number) + (moving[from] as number) * part;
    let largest = 0;
    next.forEach((added, index) => {
      sums[index] = (sums[index] as number) + added;
      largest = Math.max(largest, added);
    });
    if (largest < NEGLIGIBLE) return { sums, hasSettled: true };
    moving = next;
  }
  return { sums, hasSettled: false };
}
