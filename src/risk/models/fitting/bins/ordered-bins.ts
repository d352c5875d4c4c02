import type { Counts } from '../../statistics/weight-of-evidence';

/** UP: the share of the bad rises along the order. */
export type Direction = 'UP' | 'DOWN';

export interface BinLimits {
  /** No bin has fewer rows, unless all rows together are fewer. */
  readonly minRows: number;
  readonly maxBins: number;
  /** Gain in log-likelihood below which one more bin is not worth having. */
  readonly penalty: number;
  /** Bins whose share of the bad goes one way only; BEST takes the way that explains more. */
  readonly monotone?: Direction | 'BEST' | undefined;
}

export interface OrderedBins {
  /** Place of the first atom of each bin; begins with 0. */
  readonly starts: readonly number[];
  readonly direction: Direction | null;
}

/**
 * Cuts atoms that have an order into the bins with the highest likelihood of the outcomes, less the penalty per bin: by
 * dynamic programming over all cuts, so that no better ones exist. For monotone bins, neighbours out of order are pooled
 * first; a monotone step function that fits best has its steps between such pools.
 */
export function orderedBins(atoms: readonly Counts[], limits: BinLimits): OrderedBins {
  if (limits.monotone === undefined) return { starts: bestCuts(atoms, limits).starts, direction: null };
  const candidates: readonly Direction[] = limits.monotone === 'BEST' ? ['UP', 'DOWN'] : [limits.monotone];
  const [best] = candidates
    .map((direction) => ({ direction, ...monotoneCuts(atoms, limits, direction) }))
    .sort((a, b) => b.value - a.value);
  return { starts: best!.starts, direction: best!.direction };
}

interface Cuts {
  readonly starts: readonly number[];
  readonly value: number;
}

function monotoneCuts(atoms: readonly Counts[], limits: BinLimits, direction: Direction): Cuts {
  const pools = pooled(atoms, direction);
  const { starts, value } = bestCuts(pools, limits);
  return { starts: starts.map((pool) => pools[pool]!.start), value };
}

interface Pool extends Counts {
  readonly start: number;
}

/** Pool adjacent violators: neighbours whose shares of the bad are in the wrong order, or alike, become one. */
function pooled(atoms: readonly Counts[], direction: Direction): Pool[] {
  const inOrder = (a: Counts, b: Counts) => {
    const less = a.bad * (b.good + b.bad) - b.bad * (a.good + a.bad);
    return direction === 'UP' ? less < 0 : less > 0;
  };
  const pools: Pool[] = [];
  for (const [start, { good, bad }] of atoms.entries()) {
    let pool: Pool = { start, good, bad };
    while (pools.length > 0 && !inOrder(pools.at(-1)!, pool)) {
      const before = pools.pop()!;
      pool = { start: before.start, good: before.good + pool.good, bad: before.bad + pool.bad };
    }
    pools.push(pool);
  }
  return pools;
}

function bestCuts(atoms: readonly Counts[], { minRows, maxBins, penalty }: BinLimits): Cuts {
  const n = atoms.length;
  const good = new Float64Array(n + 1);
  const bad = new Float64Array(n + 1);
  for (const [i, atom] of atoms.entries()) {
    good[i + 1] = good[i]! + atom.good;
    bad[i + 1] = bad[i]! + atom.bad;
  }
  const rows = good[n]! + bad[n]!;
  const isLarge = (from: number, to: number) => good[to]! + bad[to]! - good[from]! - bad[from]! >= minRows;

  // Of the atoms from i to before j, at i * (n + 1) + j: each is asked for once per number of bins.
  const likelihood = new Float64Array((n + 1) ** 2);
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j <= n; j += 1)
      likelihood[i * (n + 1) + j] = logLikelihood(good[j]! - good[i]!, bad[j]! - bad[i]!);

  // best[j]: value of the first j atoms in as many bins as the round says; start[k][j]: where the last of them begins.
  let best = new Float64Array(n + 1).fill(-Infinity);
  for (let j = 1; j <= n; j += 1) if (isLarge(0, j)) best[j] = likelihood[j]!;
  const start: Int32Array[] = [new Int32Array(n + 1)];
  let chosen = { bins: 1, value: likelihood[n]! };
  for (let bins = 2; bins <= Math.min(maxBins, n) && bins * minRows <= rows; bins += 1) {
    const next = new Float64Array(n + 1).fill(-Infinity);
    const from = new Int32Array(n + 1);
    for (let j = bins; j <= n; j += 1)
      for (let i = bins - 1; i < j && isLarge(i, j); i += 1) {
        const value = best[i]! + likelihood[i * (n + 1) + j]!;
        if (value > next[j]!) {
          next[j] = value;
          from[j] = i;
        }
      }
    start.push(from);
    best = next;
    const value = best[n]! - penalty * (bins - 1);
    if (value > chosen.value + 1e-9) chosen = { bins, value };
  }
  const starts: number[] = [];
  for (let bins = chosen.bins, j = n; bins >= 1; bins -= 1) {
    j = start[bins - 1]![j]!;
    starts.unshift(j);
  }
  return { starts, value: chosen.value };
}

function logLikelihood(good: number, bad: number): number {
  const all = good + bad;
  return (good > 0 ? good * Math.log(good / all) : 0) + (bad > 0 ? bad * Math.log(bad / all) : 0);
}
