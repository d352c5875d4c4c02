import { Command, InvalidArgumentError, Option } from 'commander';
import type { Direction } from '../fitting/bins/ordered-bins';
import { specialCode } from '../fitting/data/cell';
import type { Kind } from '../fitting/data/column-profile';
import { FitError } from '../fitting/data/target';
import type { FitOptions } from '../fitting/fit-scorecard';
import type { HoldoutRule } from '../fitting/validation/holdout';
import { DEFAULT_SCALING } from '../points';

/** What the words of `scorecard fit` say, before the file is known. */
export interface FitWords {
  readonly target: string;
  readonly bad: readonly string[];
  readonly good: readonly string[];
  readonly indeterminate: readonly string[];
  readonly id: readonly string[];
  readonly exclude: readonly string[];
  readonly monotone: readonly string[];
  readonly special: readonly string[];
  readonly categorical: readonly string[];
  readonly numeric: readonly string[];
  readonly time?: string;
  readonly split?: string;
  readonly holdout: readonly string[];
  readonly folds: number;
  readonly seed: number;
  readonly minShare: number;
  readonly maxBins: number;
  readonly minIv: number;
  readonly maxCorrelation: number;
  readonly ridge: number;
  readonly baseScore: number;
  readonly baseOdds: number;
  readonly pdo: number;
  readonly horizonMonths?: number;
  readonly reviewOnly?: boolean;
  readonly name?: string;
  readonly out?: string;
  readonly report?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly header: boolean;
  readonly decimalComma?: boolean;
}

/** How a file is written, for all commands. */
export const withFileOptions = (command: Command): Command =>
  command
    .option('--delimiter <character>', 'between cells (default: found from the header)', delimiter)
    .option('--encoding <name>', 'utf-8, gb18030, ... (default: found from the first lines)')
    .option('--no-header', 'the first line is a row; columns are called column_1, column_2, ...')
    .option('--decimal-comma', '12,5 is twelve and a half');

export const withFitOptions = (command: Command): Command =>
  withFileOptions(command)
    .requiredOption('--target <column>', 'the outcome: good or bad')
    .option('--bad <value...>', 'values of the target that are bad (default: 1, yes, true, bad, ...)', [])
    .option('--good <value...>', 'values that are good (default: the other one)', [])
    .option('--indeterminate <value...>', 'values whose rows are left out', [])
    .option('--id <column...>', 'columns that name a row; no features', [])
    .option('--exclude <column...>', 'columns that the model must not use', [])
    .option(
      '--monotone <column...>',
      'bins whose risk goes one way: COLUMN, COLUMN=up, COLUMN=down, or all',
      [],
    )
    .option('--special <code...>', 'codes that are no values: CODE in every column, or COLUMN=CODE', [])
    .option('--categorical <column...>', 'columns to read as categories', [])
    .option('--numeric <column...>', 'columns to read as numbers', [])
    .addOption(new Option('--weight <column>').hideHelp().argParser(noWeight))
    .option('--time <column>', 'holds the latest fifth out, or the rows from --holdout on')
    .option('--split <column>', 'holds the rows out whose value is of --holdout (default: test)')
    .option('--holdout <value...>', 'which rows --time or --split hold out', [])
    .option('--folds <n>', 'folds of the validation', wholeNumber(2, 20), 5)
    .option('--seed <n>', 'of the folds', wholeNumber(0, 2 ** 31), 1)
    .option('--min-share <share>', 'smallest share of the rows in a bin', between(0.001, 0.5), 0.05)
    .option('--max-bins <n>', 'most bins of a feature', wholeNumber(2, 20), 8)
    .option('--min-iv <value>', 'least information value of a feature', between(0, 10), 0.02)
    .option('--max-correlation <r>', 'most that two features may correlate', between(0, 1), 0.85)
    .option('--ridge <strength>', 'of the regularisation', between(0, 1e9), 1)
    .option('--base-score <points>', 'points at the base odds', between(-1e6, 1e6), DEFAULT_SCALING.baseScore)
    .option('--base-odds <odds>', 'good to bad', between(1e-6, 1e6), DEFAULT_SCALING.baseOdds)
    .option('--pdo <points>', 'points that double the odds', between(1e-3, 1e6), DEFAULT_SCALING.pdo)
    .option('--horizon-months <n>', 'within how many months the bad event counts', wholeNumber(1, 600))
    .option('--review-only', 'the model may neither decline nor price: it has features of neighbours, say')
    .option('--name <name>', 'of the model (default: that of the file)')
    .option('--out <file>', 'model file (default: <name>.scorecard.json)')
    .option('--report <file>', 'report (default: <name>.scorecard.html)');

/** @throws FitError for words that the file does not bear out */
export function fitOptions(
  words: FitWords,
  columns: readonly string[],
  file: { readonly name: string; readonly sha256: string },
): FitOptions {
  const named = (given: readonly string[]) => given.flatMap((word) => columnsIn(word, columns));
  const reading = { decimalComma: words.decimalComma === true };
  const special = words.special.map((word) => columnAndRest(word, columns));
  const specialsOf = new Map<string, string[]>();
  for (const { column, rest } of special)
    if (column !== null)
      specialsOf.set(column, [...(specialsOf.get(column) ?? []), specialCode(rest, reading)]);
  const kinds = new Map<string, Kind>([
    ...named(words.categorical).map((column) => [column, 'CATEGORICAL'] as const),
    ...named(words.numeric).map((column) => [column, 'NUMERIC'] as const),
  ]);
  const { folds, seed, minShare, maxBins, maxCorrelation, ridge, baseScore, baseOdds, pdo } = words;
  const exclude = [...named(words.id), ...named(words.exclude)];
  return {
    ...reading,
    target: words.target,
    coding: { bad: words.bad, good: words.good, indeterminate: words.indeterminate },
    exclude,
    specials: special.flatMap(({ column, rest }) => (column === null ? [specialCode(rest, reading)] : [])),
    specialsOf,
    kinds,
    holdout: holdoutOf(words),
    seed,
    folds,
    minShare,
    maxBins,
    maxCorrelation,
    ridge,
    minInformation: words.minIv,
    monotone: new Map(words.monotone.flatMap((word) => monotoneOf(word, columns))),
    scaling: { baseScore, baseOdds, pdo },
    stated: {
      name: words.name ?? file.name,
      use: words.reviewOnly ? 'REVIEW_ONLY' : 'DECISION',
      horizonMonths: words.horizonMonths ?? null,
      sha256: file.sha256,
      created: { command: 'scorecard fit', seed, options: toRepeat(words) },
    },
  };
}

/** What somebody needs to know to fit the same again; not where the files were. */
function toRepeat({
  out,
  report,
  seed,
  delimiter,
  encoding,
  header,
  name,
  ...words
}: FitWords): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(words)
      .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function holdoutOf({ time, split, holdout }: FitWords): HoldoutRule | null {
  if (time !== undefined && split !== undefined)
    throw new FitError('hold out by --time or by --split, not by both');
  if (time !== undefined) {
    if (holdout.length > 1)
      throw new FitError('with --time, --holdout is one value: the first that is held out');
    return { by: 'time', column: time, from: holdout[0] ?? null };
  }
  if (split !== undefined)
    return { by: 'split', column: split, values: holdout.length > 0 ? holdout : ['test'] };
  if (holdout.length > 0) throw new FitError('--holdout needs --time or --split');
  return null;
}

/** A word is a column, or several with commas between. */
function columnsIn(word: string, columns: readonly string[]): string[] {
  return columns.includes(word) ? [word] : word.split(',').map((name) => name.trim());
}

function columnAndRest(word: string, columns: readonly string[]): { column: string | null; rest: string } {
  for (let at = word.indexOf('='); at >= 0; at = word.indexOf('=', at + 1))
    if (columns.includes(word.slice(0, at))) return { column: word.slice(0, at), rest: word.slice(at + 1) };
  return { column: null, rest: word };
}

function monotoneOf(word: string, columns: readonly string[]): [string, Direction | 'BEST'][] {
  const { column, rest } = columnAndRest(word, columns);
  if (column !== null) {
    const direction = ({ up: 'UP', down: 'DOWN' } as const)[rest.toLowerCase()];
    if (direction === undefined) throw new FitError(`--monotone ${word}: the direction is up or down`);
    return [[column, direction]];
  }
  if (word === 'all' && !columns.includes('all')) return columns.map((name) => [name, 'BEST']);
  return columnsIn(word, columns).map((name) => {
    if (!columns.includes(name)) throw new FitError(`--monotone ${word}: the file has no column ${name}`);
    return [name, 'BEST'];
  });
}

function delimiter(text: string): string {
  const found = text === '\\t' || text === 'tab' ? '\t' : text;
  if (found.length !== 1 || found === '"')
    throw new InvalidArgumentError('It must be one character, or tab.');
  return found;
}

/** Who asks for weights is told that there are none, and not that the option is unknown. */
function noWeight(): never {
  throw new InvalidArgumentError(
    'Weights of rows are not supported, each row counts once. --exclude leaves the column out.',
  );
}

const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    return value;
  };

export const between =
  (least: number, most: number) =>
  (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!(value >= least && value <= most))
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    return value;
  };
