import { upperChiSquare } from './chi-square';
import { ascending } from './roc';

export interface CalibrationRow {
  readonly rows: number;
  readonly bad: number;
  /** Mean of the stated probabilities of default. */
  readonly stated: number;
  /** Share of the bad that was seen. */
  readonly seen: number;
}

export interface Calibration {
  /** Groups of about one size, the safest first. */
  readonly groups: readonly CalibrationRow[];
  /** Mean squared error of the probabilities. */
  readonly brier: number;
  /** Hosmer-Lemeshow: the smaller, the closer the groups are to what was stated. */
  readonly hosmerLemeshow: { readonly chiSquare: number; readonly degrees: number; readonly p: number };
}

/**
 * How close stated probabilities of default come to what was seen.
 * @param fitted true when the probabilities were fitted on these rows, which costs two degrees of freedom
 */
export function calibration(
  pd: ArrayLike<number>,
  bad: ArrayLike<number>,
  { groups = 10, fitted = false } = {},
): Calibration {
  const order = ascending(pd);
  const n = order.length;
  const table: CalibrationRow[] = [];
  let squares = 0;
  for (let i = 0; i < n; i += 1) squares += (pd[i]! - bad[i]!) ** 2;
  for (let from = 0, group = 1; from < n && group <= groups; group += 1) {
    let to = Math.max(from, Math.floor((group * n) / groups));
    // Rows of one probability stay together: which of them came first would be chance.
    while (to > from && to < n && pd[order[to]!] === pd[order[to - 1]!]) to += 1;
    if (to === from) continue;
    let [sum, badHere] = [0, 0];
    for (let i = from; i < to; i += 1) {
      sum += pd[order[i]!]!;
      badHere += bad[order[i]!]!;
    }
    table.push({ rows: to - from, bad: badHere, stated: sum / (to - from), seen: badHere / (to - from) });
    from = to;
  }
  const chiSquare = table.reduce((total, { rows, bad: seen, stated }) => {
    const variance = rows * stated * (1 - stated);
    return variance > 0 ? total + (seen - rows * stated) ** 2 / variance : total;
  }, 0);
  const degrees = Math.max(1, table.length - (fitted ? 2 : 0));
  return {
    groups: table,
    brier: squares / n,
    hosmerLemeshow: { chiSquare, degrees, p: upperChiSquare(chiSquare, degrees) },
  };
}
