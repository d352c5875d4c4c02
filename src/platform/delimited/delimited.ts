import { type Line, LONGEST_LINE_BYTES } from './lines';
import type { RawRecord } from './raw-record';

export interface Dialect {
  readonly delimiter: string;
  /** Empty for files without quotes. */
  readonly quote: string;
}

/**
 * The cells of one record. `open` when a quote is still open at its end, `stray` when text follows a closing quote. A
 * quote inside a cell that does not start with one is a letter like any other.
 */
export function cellsOf(text: string, { delimiter, quote }: Dialect): readonly string[] | 'open' | 'stray' {
  if (quote === '' || !text.includes(quote)) return text.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; ; at += delimiter.length) {
    if (!text.startsWith(quote, at)) {
      const end = text.indexOf(delimiter, at);
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end));
      if (end < 0) return cells;
      at = end;
      continue;
    }
    const closing = closingQuote(text, quote, at + 1);
    if (closing < 0) return 'open';
    cells.push(text.slice(at + 1, closing).replaceAll(quote + quote, quote));
    at = closing + 1;
    if (at === text.length) return cells;
    if (!text.startsWith(delimiter, at)) return 'stray';
  }
}

/** A doubled quote stands for one quote and closes nothing. */
function closingQuote(text: string, quote: string, from: number): number {
  let at = text.indexOf(quote, from);
  while (at >= 0 && text.startsWith(quote, at + 1)) at = text.indexOf(quote, at + 2);
  return at;
}

// A cell with more line ends than this, or that is longer than a line may be, is a quote that was never closed.
const MOST_LINES = 100;

/**
 * Puts lines together into records. When a quote never closes, its line alone is a problem and reading goes on with the
 * line after it: one torn row must not swallow the rest of the file.
 */
export async function* recordsOf(
  blocks: AsyncIterable<readonly Line[]>,
  dialect: Dialect,
): AsyncGenerator<readonly RawRecord[]> {
  let waiting: Line[] = [];
  for await (const block of blocks) {
    const { records, rest } = assembled(waiting.length > 0 ? [...waiting, ...block] : block, dialect, false);
    waiting = rest;
    yield records;
  }
  yield assembled(waiting, dialect, true).records;
}

function assembled(
  lines: readonly Line[],
  dialect: Dialect,
  atEnd: boolean,
): { records: RawRecord[]; rest: Line[] } {
  const records: RawRecord[] = [];
  for (let i = 0; i < lines.length; ) {
    const first = lines[i]!;
    if ('problem' in first || first.text === '') {
      if ('problem' in first) records.push(first);
      i += 1;
      continue;
    }
    let text = first.text;
    let cells = cellsOf(text, dialect);
    let used = 1;
    let last = first;
    while (cells === 'open' && used < MOST_LINES && text.length <= LONGEST_LINE_BYTES) {
      const line = lines[i + used];
      if (line === undefined && !atEnd) return { records, rest: lines.slice(i) };
      if (line === undefined || 'problem' in line) break;
      text += `\n${line.text}`;
      last = line;
      used += 1;
      cells = cellsOf(text, dialect);
    }
    if (typeof cells === 'string') {
      const torn = cells === 'open' || used > 1;
      const problem = torn ? 'a quote that opens on this line never closes' : 'text follows a closing quote';
      records.push({ line: first.line, problem, text: first.text });
      i += 1;
    } else {
      records.push({ line: first.line, cells, ...(last.unended ? { unended: true } : {}) });
      i += used;
    }
  }
  return { records, rest: [] };
}
