import { type Adjacency, adjacencyOf } from '../arrays/adjacency';

/** Told stakes: `holders[s]` holds a part of `companies[s]`. */
export interface ToldStakes {
  readonly holders: Int32Array;
  readonly companies: Int32Array;
  /** Whole percents; `UNKNOWN_PERCENT` where nobody says. */
  readonly percents: Int32Array;
}

export const UNKNOWN_PERCENT = -1;

/** Each holder of a company once, with his part. */
export interface Stakes {
  /** From a company to its holders. */
  readonly holders: Adjacency;
  /** The part at each place of `holders.targets`, above 0 up to 1; NaN where nobody knows it. */
  readonly parts: Float64Array;
  /** Companies whose stakes add to more than all of it; their parts count as unknown. */
  readonly overstated: ReadonlySet<number>;
}

// A whole percent may have been rounded up by this much.
const ROUNDED_UP = 0.5;

/**
 * Brings told stakes in order. Several rows of one holder in one company are one stake told several times, of which the
 * largest percent counts; a stake of nought is none. Stakes that add to more than 100 % by rounding alone (half a percent
 * each) are scaled to 100 %; those that add to more contradict each other, and none of them is known.
 */
export function orderedStakes(nodes: number, told: ToldStakes): Stakes {
  const byCompany = adjacencyOf(nodes, told.companies, told.holders);
  const overstated = new Set<number>();
  const kept = { company: new Int32Array(told.holders.length), holder: new Int32Array(told.holders.length) };
  const parts = new Float64Array(told.holders.length);
  let count = 0;
  const percentOf = new Map<number, number>();
  for (let company = 0; company < nodes; company += 1) {
    const [start, end] = [byCompany.starts[company] as number, byCompany.starts[company + 1] as number];
    if (start === end) continue;
    percentOf.clear();
    for (let at = start; at < end; at += 1) {
      const holder = byCompany.targets[at] as number;
      const percent = told.percents[byCompany.edges[at] as number] as number;
      percentOf.set(holder, Math.max(percent, percentOf.get(holder) ?? UNKNOWN_PERCENT));
    }
    let sum = 0;
    let known = 0;
    for (const percent of percentOf.values())
      if (percent > 0) {
        sum += percent;
        known += 1;
      }
    const isOverstated = sum > 100 + known * ROUNDED_UP;
    if (isOverstated) overstated.add(company);
    for (const [holder, percent] of percentOf) {
      if (percent === 0) continue;
      kept.company[count] = company;
      kept.holder[count] = holder;
      parts[count] = percent === UNKNOWN_PERCENT || isOverstated ? Number.NaN : percent / Math.max(100, sum);
      count += 1;
    }
  }
  // The kept stakes come company by company, so that their places stay as they are.
  const holders = adjacencyOf(nodes, kept.company.subarray(0, count), kept.holder.subarray(0, count));
  return { holders, parts: parts.subarray(0, count), overstated };
}
