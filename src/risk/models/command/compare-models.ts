import type { CellReading } from '../fitting/data/cell';
import { FitError, type StatedCoding, TargetValues } from '../fitting/data/target';
import { UsableRows } from '../fitting/data/usable-rows';
import type { Scorecard } from '../scorecard';
import { type AucDifference, aucDifference } from '../statistics/de-long';
import { separation } from '../statistics/roc';
import { bandShares, stabilityIndex } from '../statistics/stability';
import { FeatureReader } from './feature-values';
import type { TableFile } from './table-file';

export interface CompareOptions extends CellReading {
  readonly target: string;
  readonly coding: StatedCoding;
  /** Share of the rows that either model would approve, its best. */
  readonly approve: number;
}

export interface SwapCell {
  readonly rows: number;
  readonly bad: number;
}

export interface Comparison {
  readonly rows: number;
  readonly bad: number;
  readonly auc: AucDifference;
  /** Champion first. */
  readonly ks: readonly [number, number];
  /** Stability of the points against those of each model's own training. */
  readonly psi: readonly [number, number];
  /** Who would be approved, at one share for both. */
  readonly swap: {
    readonly both: SwapCell;
    readonly championAlone: SwapCell;
    readonly challengerAlone: SwapCell;
    readonly neither: SwapCell;
  };
  readonly warnings: readonly string[];
}

/** Scores a file by two models and holds both against what became of the rows. */
export async function compareModels(
  champion: Scorecard,
  challenger: Scorecard,
  table: TableFile,
  { target, coding: stated, approve, ...reading }: CompareOptions,
): Promise<Comparison> {
  const place = table.columns.indexOf(target);
  if (place < 0)
    throw new FitError(`${table.file} has no column ${target}; it has ${table.columns.join(', ')}`);
  const readers = [champion, challenger].map((card) => ({
    card,
    reader: new FeatureReader(card, table, reading),
  }));
  const values = new TargetValues(target);
  const rows = new UsableRows(table);
  for await (const block of rows.blocks())
    for (const { line, cells } of block) values.add(cells[place]!, line);
  const coding = values.coding(stated);

  const bad: number[] = [];
  const points: [number[], number[]] = [[], []];
  for await (const block of rows.blocks())
    for (const { cells } of block) {
      const outcome = cells[place]!.trim();
      const isBad = coding.bad.includes(outcome);
      if (!isBad && !coding.good.includes(outcome)) continue;
      bad.push(isBad ? 1 : 0);
      for (const [i, { card, reader }] of readers.entries())
        points[i]!.push(card.score(reader.read(cells)).points);
    }
  const [a, b] = points;
  const psi = (card: Scorecard, scores: readonly number[]) => {
    const bands = card.file.training.points;
    const limits = bands.flatMap(({ below }) => (below === null ? [] : [below]));
    return stabilityIndex(
      bands.map(({ share }) => share),
      bandShares(scores, limits),
    );
  };
  return {
    rows: bad.length,
    bad: bad.reduce((sum, value) => sum + value, 0),
    auc: aucDifference(a, b, bad),
    ks: [separation(a, bad).ks, separation(b, bad).ks],
    psi: [psi(champion, a), psi(challenger, b)],
    swap: swapSet(a, b, bad, approve),
    warnings: [...rows.warnings(), ...readers.flatMap(({ reader }) => reader.warnings())],
  };
}

function swapSet(a: readonly number[], b: readonly number[], bad: readonly number[], approve: number) {
  const limits = [cutOff(a, approve), cutOff(b, approve)] as const;
  const cell = (inA: boolean, inB: boolean): SwapCell => {
    let [rows, badHere] = [0, 0];
    for (const [i, outcome] of bad.entries())
      if (a[i]! >= limits[0] === inA && b[i]! >= limits[1] === inB) {
        rows += 1;
        badHere += outcome;
      }
    return { rows, bad: badHere };
  };
  return {
    both: cell(true, true),
    championAlone: cell(true, false),
    challengerAlone: cell(false, true),
    neither: cell(false, false),
  };
}

/** The points of the last row that is among the best share; rows of the same points are approved with it. */
function cutOff(points: readonly number[], share: number): number {
  const falling = Float64Array.from(points).sort().reverse();
  return falling[Math.max(0, Math.ceil(share * falling.length) - 1)]!;
}
