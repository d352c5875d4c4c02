import { FitError } from '../data/target';

/** Rows that no fit sees. */
export type HoldoutRule =
  | { readonly by: 'split'; readonly column: string; readonly values: readonly string[] }
  /** From the value on; without one, the latest fifth. */
  | { readonly by: 'time'; readonly column: string; readonly from: string | null };

const LATEST = 0.2;
/** Times that are kept to find the latest fifth, every so many rows. */
const MOST_TIMES = 50_000;

/** Which rows are held out. The first pass shows it the column; afterwards it can tell. */
export class Holdout {
  readonly #times: string[] = [];
  #every = 1;
  #seen = 0;
  #from: string | null;

  constructor(readonly rule: HoldoutRule) {
    this.#from = rule.by === 'time' ? rule.from : null;
  }

  add(cell: string, line: number): void {
    if (this.rule.by === 'split' || this.rule.from !== null) return;
    const text = cell.trim();
    if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/.test(text))
      throw new FitError(
        `line ${line}: ${this.rule.column} is not in the order of time; write the year first`,
      );
    if (this.#seen % this.#every === 0) this.#times.push(text);
    this.#seen += 1;
    if (this.#times.length < MOST_TIMES) return;
    // Half of them say as much: thinning keeps the memory and stays even over the file.
    this.#every *= 2;
    for (let i = 0; i < MOST_TIMES / 2; i += 1) this.#times[i] = this.#times[2 * i]!;
    this.#times.length = MOST_TIMES / 2;
  }

  has(cell: string): boolean {
    const text = cell.trim();
    if (this.rule.by === 'split') return this.rule.values.includes(text);
    return compareTimes(text, this.start) >= 0;
  }

  /** First time that is held out. */
  get start(): string {
    this.#from ??= this.#times.sort(compareTimes)[Math.floor(this.#times.length * (1 - LATEST))] ?? '';
    return this.#from;
  }
}

function compareTimes(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? (a < b ? -1 : a > b ? 1 : 0) : difference;
}
