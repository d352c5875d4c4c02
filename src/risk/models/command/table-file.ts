import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { cellsOf, decoderOf, linesOf, recordsOf } from '../../../platform/delimited';
import type { Table, TableRecord } from '../fitting/data/table';

/** A file that cannot be read as a table. Names the file. */
export class TableFileError extends Error {
  override readonly name = 'TableFileError';
}

export interface TableFileOptions {
  /** Found from the first lines, unless stated. */
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
}

/** A delimited file on disk, with a header. */
export interface TableFile extends Table {
  /** SHA-256 of its bytes, in hexadecimal digits. */
  sha256(): Promise<string>;
}

const HEAD_BYTES = 256 * 1024;
const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Opens a file: finds its delimiter and encoding (UTF-8, else GB18030) unless they are stated, and reads its header. A
 * name that ends in `.gz` is unpacked on the way.
 * @throws TableFileError for a file that is missing, empty, or has a column twice
 */
export async function openTable(path: string, options: TableFileOptions = {}): Promise<TableFile> {
  const head = await headOf(path);
  if (head.length === 0) throw new TableFileError(`${path} is empty`);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff))
    throw new TableFileError(`${path} is UTF-16; store it as UTF-8`);
  const encoding = options.encoding ?? encodingOf(path, head);
  const decode = decoderOf(encoding);
  if (!decode) throw new TableFileError(`${path}: the encoding ${encoding} is not known`);
  const newline = head.indexOf(0x0a);
  const first = decode(newline < 0 ? head : head.subarray(0, newline));
  if (first === null)
    throw new TableFileError(`${path}: its first line is not ${encoding}; state --encoding`);
  const dialect = { delimiter: options.delimiter ?? delimiterOf(first), quote: '"' };
  const records = () => reading(path, recordsOf(linesOf(bytesOf(path), decode), dialect));
  return {
    file: basename(path),
    columns: await headerOf(path, records()),
    records: () => withoutHeader(records()),
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
  const end = head.lastIndexOf(0x0a);
  const lines = end < 0 ? head : head.subarray(0, end);
  const found = ['utf-8', 'gb18030'].find((encoding) => decoderOf(encoding)!(lines) !== null);
  if (found === undefined) throw new TableFileError(`${path} is neither UTF-8 nor GB18030; state --encoding`);
  return found;
}

/** The one that cuts the header into most cells. */
function delimiterOf(header: string): string {
  const cells = (delimiter: string) => {
    const found = cellsOf(header.replace(/^\ufeff/, '').replace(/\r$/, ''), { delimiter, quote: '"' });
    return typeof found === 'string' ? 0 : found.length;
  };
  return DELIMITERS.reduce((best, delimiter) => (cells(delimiter) > cells(best) ? delimiter : best));
}

async function headerOf(
  path: string,
  records: AsyncIterable<readonly TableRecord[]>,
): Promise<readonly string[]> {
  for await (const [first] of records) {
    if (first === undefined) continue;
    if ('problem' in first) throw new TableFileError(`${path}, line ${first.line}: ${first.problem}`);
    const columns = first.cells.map((cell) => cell.trim());
    for (const [i, column] of columns.entries()) {
      if (column === '') throw new TableFileError(`${path}: column ${i + 1} has no name`);
      const before = columns.indexOf(column);
      if (before < i)
        throw new TableFileError(`${path}: columns ${before + 1} and ${i + 1} are both called ${column}`);
    }
    return columns;
  }
  throw new TableFileError(`${path} is empty: it has no header`);
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
