import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvCell } from '../../../platform/delimited';
import type { CellReading } from '../fitting/data/cell';
import { FitError } from '../fitting/data/target';
import { UsableRows } from '../fitting/data/usable-rows';
import { type Scorecard, topReasons } from '../scorecard';
import { FeatureReader } from './feature-values';
import type { TableFile } from './table-file';

export interface ScoreOptions extends CellReading {
  /** Columns to repeat in front of the score; the line of the file without any. */
  readonly id: readonly string[];
}

const REASONS = [1, 2, 3, 4];

/**
 * Scores a file row by row, in memory that does not grow with it.
 * @param out file to write, or null for the stream
 * @returns rows scored, and what the reader should know
 */
export async function scoreFile(
  card: Scorecard,
  table: TableFile,
  { id, ...reading }: ScoreOptions,
  out: string | null,
  stdout: NodeJS.WritableStream,
): Promise<{ readonly rows: number; readonly warnings: readonly string[] }> {
  const places = id.map((column) => {
    const place = table.columns.indexOf(column);
    if (place < 0) throw new FitError(`${table.file} has no column ${column}`);
    return place;
  });
  const features = new FeatureReader(card, table, reading);
  const rows = new UsableRows(table);
  async function* lines(): AsyncGenerator<string> {
    const named = id.length > 0 ? id.map(csvCell) : ['line'];
    yield `${[...named, 'points', 'pd', ...REASONS.map((n) => `reason_${n}`)].join(',')}\n`;
    for await (const block of rows.blocks()) {
      const scored = block.map(({ line, cells }) => {
        const score = card.score(features.read(cells));
        const reasons = topReasons(score, REASONS.length);
        const key = places.length > 0 ? places.map((place) => csvCell(cells[place]!)) : [String(line)];
        const told = REASONS.map((n) => {
          const reason = reasons[n - 1];
          return reason === undefined ? '' : csvCell(`${reason.feature}: ${reason.bin}`);
        });
        return [...key, score.points.toFixed(2), score.pd.toFixed(6), ...told].join(',');
      });
      if (scored.length > 0) yield `${scored.join('\n')}\n`;
    }
  }
  await pipeline(lines, out === null ? unclosed(stdout) : createWriteStream(out, { mode: 0o600 }));
  return { rows: rows.count, warnings: [...rows.warnings(), ...features.warnings()] };
}

/** The stream of a program is not ours to end. */
function unclosed(stream: NodeJS.WritableStream): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      if (stream.write(chunk)) done();
      else stream.once('drain', done);
    },
  });
}
