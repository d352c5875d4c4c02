import type { LeftOut } from '../regression/fit-model';
import { Holdout, type HoldoutRule } from '../validation/holdout';
import type { CellReading } from './cell';
import { ColumnEncoder } from './column-encoder';
import { ColumnProfile, type Kind, MOST_LEVELS } from './column-profile';
import type { Dataset } from './dataset';
import type { Table } from './table';
import { FitError, type StatedCoding, type TargetCoding, TargetValues } from './target';
import { UsableRows } from './usable-rows';

export interface ReadingOptions extends CellReading {
  readonly target: string;
  readonly coding: StatedCoding;
  /** Columns that no model may use. */
  readonly exclude: readonly string[];
  /** Codes that hold in every column, and those of one column. */
  readonly specials: readonly string[];
  readonly specialsOf: ReadonlyMap<string, readonly string[]>;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly holdout: HoldoutRule | null;
  readonly seed: number;
}

export interface ReadData {
  readonly data: Dataset;
  readonly coding: TargetCoding;
  /** Rows to fit on, and rows that no fit sees. */
  readonly development: Uint32Array;
  readonly holdout: Uint32Array;
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly string[];
}

/** A model with fewer of either outcome would say more of chance than of borrowers. */
const FEWEST_OF_A_CLASS = 20;

/**
 * Reads a file in two passes: the first finds what the columns hold, in memory that does not grow; the second keeps one
 * byte per column and row.
 * @throws FitError when the file cannot be fitted to
 */
export async function readDataset(table: Table, options: ReadingOptions): Promise<ReadData> {
  const place = (column: string) => {
    const found = table.columns.indexOf(column);
    if (found < 0) {
      const looksLikeRow = table.columns.some((name) => /^[+-]?[\d.]+$/.test(name));
      throw new FitError(
        `${table.file} has no column ${column}; it has ${table.columns.join(', ')}${looksLikeRow ? '. If its first line is a row, state --no-header' : ''}`,
      );
    }
    return found;
  };
  const target = place(options.target);
  for (const column of [...options.exclude, ...options.specialsOf.keys(), ...options.kinds.keys()])
    place(column);
  const holdout = options.holdout && {
    place: place(options.holdout.column),
    rule: new Holdout(options.holdout),
  };
  const aside = new Set([
    options.target,
    ...options.exclude,
    ...(options.holdout ? [options.holdout.column] : []),
  ]);
  const profiles = table.columns.flatMap((name, i) =>
    aside.has(name) ? [] : [{ place: i, profile: new ColumnProfile(name, profileOptions(name, options)) }],
  );

  const values = new TargetValues(options.target);
  const rows = new UsableRows(table);
  for await (const block of rows.blocks())
    for (const { line, cells } of block) {
      values.add(cells[target]!, line);
      holdout?.rule.add(cells[holdout.place]!, line);
      for (const { place: at, profile } of profiles) profile.add(cells[at]!, line);
    }
  if (rows.count === 0)
    throw new FitError(
      [`${table.file} has a header and no row`, ...rows.warnings()].join(' that can be read: '),
    );
  const coding = values.coding(options.coding);
  const warnings = rows.warnings();
  if (values.missing > 0) warnings.push(`${values.missing} rows have no ${options.target} and were left out`);

  const leftOut: LeftOut[] = [...aside].map((column) => ({
    column,
    reason: column === options.target ? 'it is the target' : 'it was set aside',
    informationValue: null,
  }));
  const usable = profiles.filter(({ profile }) => {
    const reason = reasonAgainst(profile);
    if (reason !== null) leftOut.push({ column: profile.name, reason, informationValue: null });
    return reason === null;
  });
  warnings.push(...usable.flatMap(({ profile }) => remarksOn(profile)));
  const encoders = usable.map(({ place: at, profile }) => ({
    place: at,
    encoder: new ColumnEncoder(profile, rows.count),
  }));

  const bad = new Uint8Array(rows.count);
  const heldOut: number[] = [];
  const development: number[] = [];
  let row = 0;
  for await (const block of rows.blocks())
    for (const { cells } of block) {
      const outcome = cells[target]!.trim();
      const isBad = coding.bad.includes(outcome);
      if (!isBad && !coding.good.includes(outcome)) continue;
      bad[row] = isBad ? 1 : 0;
      (holdout?.rule.has(cells[holdout.place]!) ? heldOut : development).push(row);
      for (const { place: at, encoder } of encoders) encoder.set(row, cells[at]!);
      row += 1;
    }
  const data = { rows: row, bad, columns: encoders.map(({ encoder }) => encoder.column) };
  const read = {
    data,
    coding,
    development: Uint32Array.from(development),
    holdout: Uint32Array.from(heldOut),
  };
  checkClasses(read, options);
  return { ...read, leftOut, warnings };
}

function profileOptions(name: string, { specials, specialsOf, kinds, decimalComma, seed }: ReadingOptions) {
  const codes = [...new Set([...specials, ...(specialsOf.get(name) ?? [])])];
  return { specials: codes, kind: kinds.get(name), decimalComma, seed };
}

function reasonAgainst(profile: ColumnProfile): string | null {
  if (profile.numbers + profile.texts === 0 && profile.special === 0) return 'it is empty in every row';
  if (profile.isConstant) return 'it is the same in every row';
  if (profile.holdsDecimalCommas)
    return 'its numbers have decimal commas, such as 12,5: --decimal-comma reads them';
  if (profile.holdsDays && profile.options.kind === undefined)
    return 'it holds days: state them as a number, such as days before the application';
  if (profile.namesRows)
    return profile.kind === 'NUMERIC'
      ? 'it only counts the rows'
      : `it has ${levelsOf(profile)} categories in ${profile.rows} rows: it names the rows`;
  return null;
}

const levelsOf = ({ levels }: ColumnProfile): string =>
  levels < MOST_LEVELS ? String(levels) : `${MOST_LEVELS} or more`;

/** What one may not use against a borrower, or only with care. */
const PROTECTED =
  /^(sex|gender|age|marriage|marital.*|ethnic.*|race|religion|nationality|province|region|hukou|性别|年龄|婚姻.*|民族|户籍.*|省份)$/i;

function remarksOn(profile: ColumnProfile): string[] {
  const { name, kind, texts, firstText, numericShare } = profile;
  const remarks: string[] = [];
  if (PROTECTED.test(name))
    remarks.push(`${name}: may a decision rest on it? --exclude ${name} leaves it out`);
  if (kind === 'NUMERIC' && texts > 0)
    remarks.push(
      `${name}: ${texts} cells are no numbers and count as missing; the first is in line ${firstText}. --special gives such a code a bin of its own`,
    );
  if (kind === 'CATEGORICAL' && profile.options.kind === undefined && numericShare >= 0.5)
    remarks.push(
      `${name}: ${Math.round(numericShare * 100)} % of its values are numbers, so it was read as categories; --numeric ${name} reads it as numbers`,
    );
  if (kind === 'CATEGORICAL') remarks.push(...remarkOnLevels(profile));
  return remarks;
}

function remarkOnLevels(profile: ColumnProfile): string[] {
  const alone = profile.levelAtoms();
  const rare = profile.levels - alone.length;
  if (rare < 10) return [];
  const rows = profile.numbers + profile.texts;
  const named = alone.reduce((sum, { level }) => sum + profile.rowsOfLevel(level), 0);
  const share = Math.round(((rows - named) / rows) * 100);
  return [
    `${profile.name}: it has ${levelsOf(profile)} categories. ${alone.length} are frequent enough to be judged; the others, ${share} % of the rows, share one bin`,
  ];
}

function checkClasses(
  { data, development, holdout }: Pick<ReadData, 'data' | 'development' | 'holdout'>,
  { holdout: rule }: ReadingOptions,
): void {
  const badIn = (rows: Uint32Array) => rows.reduce((sum, row) => sum + data.bad[row]!, 0);
  const bad = badIn(development);
  const good = development.length - bad;
  if (Math.min(bad, good) < FEWEST_OF_A_CLASS)
    throw new FitError(
      `there are ${good} good and ${bad} bad rows to fit on; a model needs at least ${FEWEST_OF_A_CLASS} of each`,
    );
  if (!rule) return;
  if (holdout.length === 0) throw new FitError(`no row is held out by ${rule.column}`);
  const heldBad = badIn(holdout);
  if (heldBad === 0 || heldBad === holdout.length)
    throw new FitError(
      `all ${holdout.length} rows held out by ${rule.column} are ${heldBad === 0 ? 'good' : 'bad'}`,
    );
}
