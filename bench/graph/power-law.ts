/** A tenth of the weight of the first subjects is what keeps the largest hub below the whole graph. */
const FLATTENED = 10;
/**
 * The chance to be an end falls with this power of the rank, so that degrees fall with the power of 2.5: those of the
 * SMEsD data fall with 2.3 from degree 5 on, and with 2.7 from 8 on.
 */
const EXPONENT = 2 / 3;

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws numbers from 0 to `count` - 1, few of them often and most of them seldom. */
export function powerLaw(count: number, random: () => number): () => number {
  const power = 1 - EXPONENT;
  const least = FLATTENED ** power;
  const span = (count + FLATTENED) ** power - least;
  // Ranks are spread over the numbers: a hub may have any of them.
  const step = coprimeTo(count);
  return () => {
    const rank = Math.min(count - 1, Math.floor((random() * span + least) ** (1 / power) - FLATTENED));
    return Number((BigInt(rank) * BigInt(step)) % BigInt(count));
  };
}

function coprimeTo(count: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let step = Math.max(1, Math.floor(count * 0.618));
  while (divisor(step, count) !== 1) step += 1;
  return step;
}
