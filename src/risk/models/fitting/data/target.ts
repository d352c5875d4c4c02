import { isMissing, numberOf } from './cell';

/** What cannot be fitted, in words for whoever gave the data. */
export class FitError extends Error {
  override readonly name = 'FitError';
}

/** Which values of the target say what. */
export interface TargetCoding {
  readonly column: string;
  readonly bad: readonly string[];
  readonly good: readonly string[];
  readonly indeterminate: readonly string[];
}

export interface StatedCoding {
  readonly bad: readonly string[];
  readonly good: readonly string[];
  readonly indeterminate: readonly string[];
}

/** Pairs that say themselves which of the two is bad. */
const KNOWN_PAIRS: readonly (readonly [bad: string, good: string])[] = [
  ['1', '0'],
  ['true', 'false'],
  ['t', 'f'],
  ['yes', 'no'],
  ['y', 'n'],
  ['bad', 'good'],
  ['b', 'g'],
  ['default', 'paid'],
  ['charged off', 'fully paid'],
  ['chgoff', 'p i f'],
  ['是', '否'],
  ['坏', '好'],
  ['违约', '正常'],
  ['违约', '未违约'],
  ['逾期', '正常'],
  ['逾期', '未逾期'],
];
/** One spelling of a value: `1.00` and `1` are one, and so are `Yes` and `YES`. */
function spellingOf(value: string): string {
  const number = numberOf(value, { decimalComma: false });
  return number === null ? value.toLowerCase() : String(number);
}

/** Different values that are counted before they are taken for what they are: no target. */
const MOST_VALUES = 50;

/** The values of the target column, as one pass finds them. */
export class TargetValues {
  readonly #values = new Map<string, { rows: number; line: number }>();
  missing = 0;

  constructor(readonly column: string) {}

  add(cell: string, line: number): void {
    const text = cell.trim();
    if (isMissing(text)) {
      this.missing += 1;
      return;
    }
    const seen = this.#values.get(text);
    if (seen) seen.rows += 1;
    else if (this.#values.size <= MOST_VALUES) this.#values.set(text, { rows: 1, line });
  }

  /** @throws FitError when the values do not say which rows are good and which are bad */
  coding(stated: StatedCoding): TargetCoding {
    const { column } = this;
    if (this.#values.size === 0) throw new FitError(`the target column ${column} is empty in every row`);
    if (this.#values.size > MOST_VALUES)
      throw new FitError(
        `the target column ${column} has more than ${MOST_VALUES} values: it is no yes or no`,
      );
    const outcomes = [...this.#values.keys()].filter((value) => !stated.indeterminate.includes(value));
    const coded = stated.bad.length > 0 ? this.#stated(stated, outcomes) : this.#known(stated, outcomes);
    const strange = outcomes.find((value) => !coded.bad.includes(value) && !coded.good.includes(value));
    if (strange !== undefined)
      throw new FitError(
        `the target column ${column} has a third value: ${this.#described(strange)}, beside ${outcomes
          .filter((value) => value !== strange)
          .map((value) => this.#described(value))
          .join(', ')}. Say by --bad, --good and --indeterminate what each means`,
      );
    const rows = (values: readonly string[]) =>
      values.reduce((sum, value) => sum + (this.#values.get(value)?.rows ?? 0), 0);
    const [bad, good] = [rows(coded.bad), rows(coded.good)];
    if (bad === 0 || good === 0)
      throw new FitError(
        `the target column ${column} has one class: all ${bad + good} rows are ${bad === 0 ? 'good' : 'bad'}. A model needs both`,
      );
    return { column, ...coded, indeterminate: stated.indeterminate };
  }

  #stated({ bad, good }: StatedCoding, outcomes: readonly string[]) {
    const unseen = bad.filter((value) => !this.#values.has(value));
    if (unseen.length === bad.length)
      throw new FitError(`no row of the target column ${this.column} is ${bad.join(' or ')}`);
    const rest = outcomes.filter((value) => !bad.includes(value));
    // One value beside the bad ones can only be the good one.
    return { bad, good: good.length > 0 ? good : rest.length === 1 ? rest : [] };
  }

  #known({ good }: StatedCoding, outcomes: readonly string[]): { bad: string[]; good: string[] } {
    const values = outcomes.filter((value) => !good.includes(value));
    const spelled = new Map(outcomes.map((value) => [spellingOf(value), value]));
    for (const [bad, fine] of KNOWN_PAIRS) {
      const found = [spelled.get(bad), spelled.get(fine)];
      if (found.every((value) => value === undefined)) continue;
      if (outcomes.every((value) => [bad, fine].includes(spellingOf(value))) || found.every(Boolean))
        return {
          bad: found[0] === undefined ? [] : [found[0]],
          good: found[1] === undefined ? [] : [found[1]],
        };
    }
    throw new FitError(
      `the target column ${this.column} has the values ${values.map((value) => this.#described(value)).join(', ')}. Say by --bad which is bad`,
    );
  }

  #described(value: string): string {
    const { rows, line } = this.#values.get(value)!;
    return `${JSON.stringify(value)} (${rows} rows, the first in line ${line})`;
  }
}
