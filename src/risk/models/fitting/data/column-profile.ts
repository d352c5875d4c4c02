import { seededRandom } from '../validation/random';
import { type CellReading, isMissing, numberOf } from './cell';
import type { Atom } from './dataset';

/** Numbers of a column that are kept to find its quantiles. Up to as many rows the quantiles are exact. */
const SAMPLE = 50_000;
/** Categories of a column that are counted. */
export const MOST_LEVELS = 10_000;
/** Intervals a column of numbers is cut into before any outcome is looked at; with the rest they fit into a byte. */
const FINEST = 100;
/** Categories that may stand alone. */
const MOST_LEVEL_ATOMS = 200;
/** Share of numbers among the filled cells from which on the other cells are junk. */
const NUMERIC_SHARE = 0.9;
/** `2024-06-30`, `30/6/2024`, `2024/6/30 12:00`, `20240630` aside: a number may be anything. */
const DAY = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?:[T ].*)?$/;
/** Categories that are looked at to see whether they are days. */
const DAYS_LOOKED_AT = 50;
/** A category needs this share of the rows, and so many rows, to stand alone. */
const LEAST_LEVEL_SHARE = 0.002;
const LEAST_LEVEL_ROWS = 50;

export type Kind = 'NUMERIC' | 'CATEGORICAL';

export interface ProfileOptions extends CellReading {
  /** Codes by their one spelling. */
  readonly specials: readonly string[];
  /** The kind that the caller states; found from the cells otherwise. */
  readonly kind?: Kind | undefined;
  readonly seed: number;
}

/** What one pass over a column finds out, in memory that does not grow with the rows. */
export class ColumnProfile {
  rows = 0;
  missing = 0;
  special = 0;
  numbers = 0;
  texts = 0;
  /** Line of the first cell that is no number. */
  firstText: number | null = null;
  readonly #levels = new Map<string, number>();
  readonly #sample: number[] = [];
  readonly #specials: ReadonlySet<string>;
  readonly #random: () => number;
  /** Of the texts, those that are numbers where commas are decimal. */
  #commas = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #counts = true;
  #lastNumber = Number.NEGATIVE_INFINITY;

  constructor(
    readonly name: string,
    readonly options: ProfileOptions,
  ) {
    this.#specials = new Set(options.specials);
    this.#random = seededRandom(options.seed);
  }

  add(cell: string, line: number): void {
    this.rows += 1;
    const text = cell.trim();
    if (this.#specials.size > 0 && this.#specials.has(this.codeOf(text))) {
      this.special += 1;
      return;
    }
    if (isMissing(text)) {
      this.missing += 1;
      return;
    }
    const number = this.options.kind === 'CATEGORICAL' ? null : numberOf(text, this.options);
    if (number === null) {
      this.texts += 1;
      this.firstText ??= line;
      if (numberOf(text, { decimalComma: true }) !== null) this.#commas += 1;
    } else this.#addNumber(number);
    const seen = this.#levels.get(text);
    if (seen !== undefined) this.#levels.set(text, seen + 1);
    else if (this.#levels.size < MOST_LEVELS) this.#levels.set(text, 1);
  }

  /** The spelling under which a special code is known. */
  codeOf(text: string): string {
    const number = numberOf(text, this.options);
    return number === null ? text : String(number);
  }

  get kind(): Kind {
    return this.options.kind ?? (this.numericShare >= NUMERIC_SHARE ? 'NUMERIC' : 'CATEGORICAL');
  }

  /** Share of numbers among the cells that hold a value. */
  get numericShare(): number {
    const filled = this.numbers + this.texts;
    return filled === 0 ? 1 : this.numbers / filled;
  }

  /** True where the cells are days: each is a category of its own, and says nothing of the next one. */
  get holdsDays(): boolean {
    const some = [...this.#levels.keys()].slice(0, DAYS_LOOKED_AT);
    return this.kind === 'CATEGORICAL' && some.length > 1 && some.every((level) => DAY.test(level));
  }

  /** True where nearly all cells would be numbers, were commas decimal: as categories they say little. */
  get holdsDecimalCommas(): boolean {
    if (this.options.kind !== undefined || this.kind === 'NUMERIC') return false;
    return this.numbers + this.#commas >= NUMERIC_SHARE * (this.numbers + this.texts);
  }

  /** How many categories there are; none are counted beyond `MOST_LEVELS`. */
  get levels(): number {
    return this.#levels.size;
  }

  /** True when the cells cannot tell one row from another. */
  get isConstant(): boolean {
    const values = this.kind === 'NUMERIC' ? Math.min(2, this.#distinctNumbers()) : Math.min(2, this.levels);
    const others =
      (this.missing + (this.kind === 'NUMERIC' ? this.texts : 0) > 0 ? 1 : 0) + (this.special > 0 ? 1 : 0);
    return values + others <= 1;
  }

  /** True for whole numbers that only rise, and for texts that hardly ever repeat: names of rows, not facts. */
  get namesRows(): boolean {
    if (this.rows < 100) return false;
    if (this.kind === 'NUMERIC') return this.#counts && this.numbers === this.rows;
    return this.levels >= Math.min(MOST_LEVELS, (this.texts + this.numbers) / 2);
  }

  /** Intervals of about one share of the rows each, from the sample alone; a value with more rows is one of its own. */
  numericAtoms(): Atom[] {
    const sorted = Float64Array.from(this.#sample).sort();
    const size = sorted.length / FINEST;
    const cuts: number[] = [];
    let inBin = 0;
    for (let from = 0; from < sorted.length; ) {
      const value = sorted[from]!;
      let to = from;
      while (to < sorted.length && sorted[to] === value) to += 1;
      const isHeavy = to - from >= size;
      if (inBin > 0 && (isHeavy || inBin >= size)) {
        cuts.push(shortest(sorted[from - 1]!, value));
        inBin = 0;
      }
      // After a heavy value the next one begins a new interval.
      inBin = isHeavy ? Math.max(size, to - from) : inBin + to - from;
      from = to;
    }
    return [null, ...cuts].map((from, i) => ({ kind: 'INTERVAL', from, to: cuts[i] ?? null }));
  }

  /** The categories that have enough rows to stand alone, by falling frequency. */
  levelAtoms(): Extract<Atom, { kind: 'LEVEL' }>[] {
    const least = Math.max(LEAST_LEVEL_ROWS, LEAST_LEVEL_SHARE * this.rows);
    return [...this.#levels]
      .filter(([, rows]) => rows >= least)
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, MOST_LEVEL_ATOMS)
      .map(([level]) => ({ kind: 'LEVEL', level }));
  }

  rowsOfLevel(level: string): number {
    return this.#levels.get(level) ?? 0;
  }

  #addNumber(number: number): void {
    this.numbers += 1;
    this.#min = Math.min(this.#min, number);
    this.#max = Math.max(this.#max, number);
    if (number <= this.#lastNumber || !Number.isInteger(number)) this.#counts = false;
    this.#lastNumber = number;
    if (this.#sample.length < SAMPLE) {
      this.#sample.push(number);
      return;
    }
    const place = Math.floor(this.#random() * this.numbers);
    if (place < SAMPLE) this.#sample[place] = number;
  }

  #distinctNumbers(): number {
    return this.numbers === 0 ? 0 : this.#min === this.#max ? 1 : 2;
  }
}

/** The number with the fewest digits that is above the one and not above the other: either cuts between the two. */
function shortest(above: number, value: number): number {
  for (let digits = 1; digits <= 17; digits += 1) {
    const candidate = Number(value.toPrecision(digits));
    if (candidate > above && candidate <= value) return candidate;
  }
  return value;
}
