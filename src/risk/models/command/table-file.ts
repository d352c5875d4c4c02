import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { cellsOf, decoderOf, linesOf, NEWLINE, recordsOf } from '../../../platform/delimited';
import type { Table, TableRecord } from '../fitting/data/table';

/** A file that cannot be read as a table. Names the file. */
export class TableFileError extends Error {
  override readonly name = 'TableFileError';
}

export interface TableFileOptions {
  /** Found from the first lines, unless stated. */
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  /** False: the first line is a row, and the columns are called column_1, column_2, ... */
  readonly header?: boolean | undefined;
}

/** A delimited file on disk. */
export interface TableFile extends Table {
  /** SHA-256 of its bytes, in hexadecimal digits. */
  sha256(): Promise<string>;
}

const HEAD_BYTES = 256 * 1024;
const RETURN = 0x0d;
const DELIMITERS = [',', ';', '\t', '|'];
/** How files begin that people take for tables of text. */
const OTHER_FORMS: readonly (readonly [beginning: string, what: string])[] = [
  ['\xff\xfe', 'is UTF-16; store it as UTF-8'],
  ['\xfe\xff', 'is UTF-16; store it as UTF-8'],
  ['PK\x03\x04', 'is a workbook or an archive; store its table as CSV'],
  ['\xd0\xcf\x11\xe0', 'is a workbook; store its table as CSV'],
];

/** Why the first bytes cannot be those of a delimited text; null where they can. */
function otherForm(head: Buffer): string | null {
  const text = head.toString('latin1');
  const known = OTHER_FORMS.find(([beginning]) => text.startsWith(beginning));
  if (known) return known[1];
  if (/^[^\n]*\0/.test(text)) return 'has bytes of zero: it is no text, or UTF-16; store it as UTF-8';
  if (/^(?:%[^\n]*\n|\s)*@relation\b/i.test(text)) return 'is an ARFF file; store it as CSV';
  if (!text.includes('\n') && text.includes('\r'))
    return 'ends its lines with CR alone; store it with LF or CRLF';
  return null;
}

/**
 * Opens a file: finds its delimiter and encoding (UTF-8, else GB18030) unless they are stated, and reads its header. A
 * column without a name, as a table of numbered rows has, is called by its place: column_1. A file whose name ends in `.gz`
 * is unpacked on the way.
 * @throws TableFileError for a file that is missing, empty, of another form, or has a column twice
 */
export async function openTable(path: string, options: TableFileOptions = {}): Promise<TableFile> {
  const head = await headOf(path);
  if (head.length === 0) throw new TableFileError(`${path} is empty`);
  const other = otherForm(head);
  if (other !== null) throw new TableFileError(`${path} ${other}`);
  const encoding = options.encoding ?? encodingOf(path, head);
  const decode = decoderOf(encoding);
  if (!decode) throw new TableFileError(`${path}: the encoding ${encoding} is not known`);
  const start = head.findIndex((byte) => byte !== NEWLINE && byte !== RETURN);
  const end = head.indexOf(NEWLINE, start);
  const first = decode(head.subarray(start, end < 0 ? undefined : end));
  if (first === null)
    throw new TableFileError(`${path}: its first line is not ${encoding}; state --encoding`);
  const dialect = { delimiter: options.delimiter ?? delimiterOf(first), quote: '"' };
  const stored = () => reading(path, recordsOf(linesOf(bytesOf(path), decode), dialect));
  const records = dialect.delimiter === ' ' ? () => withoutBlanks(stored()) : stored;
  const cells = await firstCellsOf(path, records());
  const hasHeader = options.header !== false;
  return {
    file: basename(path),
    columns: hasHeader ? columnsOf(path, cells) : cells.map((_, i) => byPlace(i)),
    records: () => (hasHeader ? withoutHeader(records()) : records()),
    sha256: () => hashOf(path),
  };
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: HEAD_BYTES });
  const bytes = path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  if (bytes !== raw) raw.on('error', (error) => bytes.destroy(error));
  try {
    for await (const chunk of bytes) yield chunk as Buffer;
  } finally {
    raw.destroy();
  }
}

async function headOf(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of reading(path, bytesOf(path))) {
    chunks.push(chunk);
    if (chunks.reduce((sum, { length }) => sum + length, 0) >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/** @throws TableFileError with the code of what the file system or the unpacking says */
async function* reading<T>(path: string, from: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* from;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new TableFileError(`${path} cannot be read (${code})`);
  }
}

/** Of the whole lines of the head: the last one may be cut in the middle of a letter. */
function encodingOf(path: string, head: Buffer): string {
  const end = head.lastIndexOf(NEWLINE);
  const lines = end < 0 ? head : head.subarray(0, end);
  const found = ['utf-8', 'gb18030'].find((encoding) => decoderOf(encoding)!(lines) !== null);
  if (found === undefined) throw new TableFileError(`${path} is neither UTF-8 nor GB18030; state --encoding`);
  return found;
}

/** The one that cuts the first line into most cells; a blank only where no other cuts it. */
function delimiterOf(line: string): string {
  const cells = (delimiter: string) => {
    const found = cellsOf(line.replace(/^\ufeff/, '').replace(/\r$/, ''), { delimiter, quote: '"' });
    return typeof found === 'string' ? 0 : found.length;
  };
  const best = DELIMITERS.reduce((best, delimiter) => (cells(delimiter) > cells(best) ? delimiter : best));
  return cells(best) > 1 ? best : ' ';
}

async function firstCellsOf(
  path: string,
  records: AsyncIterable<readonly TableRecord[]>,
): Promise<readonly string[]> {
  for await (const [first] of records) {
    if (first === undefined) continue;
    if ('problem' in first) throw new TableFileError(`${path}, line ${first.line}: ${first.problem}`);
    return first.cells;
  }
  throw new TableFileError(`${path} is empty: it has no header`);
}

const byPlace = (place: number): string => `column_${place + 1}`;

function columnsOf(path: string, cells: readonly string[]): readonly string[] {
  const columns = cells.map((cell, i) => cell.trim() || byPlace(i));
  for (const [i, column] of columns.entries()) {
    const before = columns.indexOf(column);
    if (before < i)
      throw new TableFileError(
        `${path}: columns ${before + 1} and ${i + 1} are both called ${column}; if its first line is a row, state --no-header`,
      );
  }
  return columns;
}

/** Cells may stand any number of blanks apart. */
async function* withoutBlanks(
  records: AsyncIterable<readonly TableRecord[]>,
): AsyncGenerator<readonly TableRecord[]> {
  for await (const block of records)
    yield block.map((record) =>
      'problem' in record ? record : { ...record, cells: record.cells.filter(Boolean) },
    );
}

async function* withoutHeader(
  records: AsyncIterable<readonly TableRecord[]>,
): AsyncGenerator<readonly TableRecord[]> {
  let isFirst = true;
  for await (const block of records) {
    if (block.length === 0) continue;
    yield isFirst ? block.slice(1) : block;
    isFirst = false;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
