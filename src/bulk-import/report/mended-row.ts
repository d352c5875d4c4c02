import iconv from 'iconv-lite';
import type { RawRecord } from '../../platform/delimited';
import type { FoundSource } from '../run/find-files';
import type { Problem } from '../targets';

/** What a file to be mended has behind its own columns. */
const REASON = 'import_reason';

/** The columns of the file by itself, also when it is one that was given back before. */
const ownColumns = ({ columns }: FoundSource): readonly string[] =>
  columns.at(-1) === REASON ? columns.slice(0, -1) : columns;

/** The first line of a file to be mended; empty where its kind has none. */
export const mendHeader = (source: FoundSource): Buffer | string =>
  source.file.header ? encoded([...ownColumns(source), REASON], source) : '';

/** A rejected row as it stood in its file, with the reason behind it where there is a place for one. Null when nothing was kept of it. */
export function mendedRow(raw: RawRecord, problems: readonly Problem[], source: FoundSource): Buffer | null {
  // What could not be cut into cells is given back as it was.
  if ('problem' in raw) {
    if (raw.bytes) return Buffer.concat([raw.bytes, Buffer.from('\n')]);
    return raw.text === undefined ? null : iconv.encode(`${raw.text}\n`, source.file.encoding);
  }
  const reason = problems
    .map(({ field, reason }) => (field === '' ? reason : `${field}: ${reason}`))
    .join('; ');
  if (raw.text !== undefined) return iconv.encode(`${withReason(raw.text, reason)}\n`, source.file.encoding);
  if (!source.file.header || raw.cells.length !== source.columns.length) return encoded(raw.cells, source);
  return encoded([...raw.cells.slice(0, ownColumns(source).length), reason], source);
}

/** In place of the reason of an earlier time; the rest of the object stays letter by letter. */
function withReason(json: string, reason: string): string {
  const object = json.trimEnd().slice(0, -1).trimEnd();
  const own = object.replace(/,?"import_reason":"[^"\\]*(?:\\.[^"\\]*)*"$/, '');
  return `${own}${own.endsWith('{') ? '' : ','}"${REASON}":${JSON.stringify(reason)}}`;
}

const encoded = (cells: readonly string[], { file }: FoundSource): Buffer =>
  iconv.encode(
    `${cells.map((cell) => fileCell(cell, file.delimiter, file.quote)).join(file.delimiter)}\n`,
    file.encoding,
  );

const fileCell = (text: string, delimiter: string, quote: string): string =>
  quote !== '' && (text.includes(delimiter) || text.includes(quote) || /[\r\n]/.test(text))
    ? quote + text.replaceAll(quote, quote + quote) + quote
    : text;
