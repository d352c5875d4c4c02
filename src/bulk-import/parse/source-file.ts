import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Dialect, recordsOf } from './delimited';
import { decoderOf } from './encoding';
import { linesOf } from './lines';
import { jsonRecordsOf } from './ndjson';
import type { RawRecord } from './raw-record';

/** A file on disk and how it is written. */
export interface SourceFile extends Dialect {
  readonly path: string;
  /** `ndjson`: a JSON object on each line. */
  readonly form: 'delimited' | 'ndjson';
  readonly encoding: string;
  /** True when the first record names the columns. */
  readonly header: boolean;
  /** Names of the columns of a file without header; paths of an ndjson file. */
  readonly columns: readonly string[];
}

/** A file as a whole cannot be read. Names the file. */
export class SourceFileError extends Error {
  override readonly name = 'SourceFileError';
}

/**
 * The records of a file without its header, many at a time. A file that ends in `.gz` is unpacked on the way.
 * @param onBytes told how many bytes of the file have been read so far.
 * @throws SourceFileError when the file cannot be opened or unpacked.
 */
export async function* rawRecords(
  file: SourceFile,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<readonly RawRecord[]> {
  let header = file.header;
  for await (const records of allRecords(file, onBytes)) {
    if (!header) yield records;
    else if (records.length > 0) {
      header = false;
      yield records.slice(1);
    }
  }
}

/** The names of the columns. @throws SourceFileError for a file without a header that can be read. */
export async function columnsOf(file: SourceFile): Promise<readonly string[]> {
  if (!file.header) return file.columns;
  for await (const [first] of allRecords(file, () => {})) {
    if (!first) continue;
    if ('problem' in first) throw new SourceFileError(`${file.path}:${first.line}: ${first.problem}`);
    return first.cells.map((cell) => cell.trim());
  }
  throw new SourceFileError(`${file.path} is empty: it has no header`);
}

async function* allRecords(
  file: SourceFile,
  onBytes: (bytes: number) => void,
): AsyncGenerator<readonly RawRecord[]> {
  const decode = decoderOf(file.encoding);
  if (!decode) throw new SourceFileError(`${file.path}: the encoding ${file.encoding} is not known`);
  const raw = createReadStream(file.path, { highWaterMark: 256 * 1024 });
  const bytes: Readable = file.path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  if (bytes !== raw) raw.on('error', (error) => bytes.destroy(error));
  try {
    const lines = linesOf(bytes, decode);
    for await (const records of file.form === 'ndjson'
      ? jsonRecordsOf(lines, file.columns)
      : recordsOf(lines, file)) {
      yield records;
      onBytes(raw.bytesRead);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new SourceFileError(`${file.path} cannot be read (${code})`);
  } finally {
    raw.destroy();
  }
}
