import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  type Dialect,
  decoderOf,
  isUtf8Name,
  linesOf,
  NEWLINE,
  type RawRecord,
  recordsOf,
} from '../../platform/delimited';
import { jsonRecordsOf } from './ndjson';

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

/**
 * The names of the columns.
 * @throws SourceFileError for a file without a header that can be read, and for one that is plainly of another encoding.
 */
export async function columnsOf(file: SourceFile): Promise<readonly string[]> {
  await refuseOtherEncoding(file);
  if (!file.header) return file.columns;
  for await (const [first] of allRecords(file, () => {})) {
    if (!first) continue;
    if ('problem' in first) {
      const said = first.bytes ? `, and the mapping says ${file.encoding}` : '';
      throw new SourceFileError(`${file.path}:${first.line}: ${first.problem}${said}`);
    }
    if (first.cells.some((cell) => cell.includes('\r')))
      throw new SourceFileError(
        `${file.path}: its lines end with a carriage return alone; make it a line feed`,
      );
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
  const lines = linesOf(bytesOf(file.path, onBytes), decode);
  yield* file.form === 'ndjson' ? jsonRecordsOf(lines, file.columns) : recordsOf(lines, file);
}

// The records of a block are made together and stored one batch after the other: of a large one most would live so long
// that only a full garbage collection clears them away.
const BLOCK_BYTES = 32 * 1024;

async function* bytesOf(
  path: string,
  onBytes: (bytes: number) => void,
  blockBytes = BLOCK_BYTES,
): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: blockBytes });
  const bytes: Readable = path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  if (bytes !== raw) raw.on('error', (error) => bytes.destroy(error));
  try {
    for await (const chunk of bytes) {
      yield chunk as Buffer;
      onBytes(raw.bytesRead);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new SourceFileError(`${path} cannot be read (${code})`);
  } finally {
    raw.destroy();
  }
}

// Two bytes of GB18030 are a letter of UTF-8 by chance about once in five times: so many in a row never are.
const NEVER_BY_CHANCE = 12;
const HEAD_BYTES = 256 * 1024;

const UTF16_MARKS = ['fffe', 'feff'];

/** Text in UTF-8 that is read as another encoding is no error to its decoder: it gives other letters. */
async function refuseOtherEncoding({ path, encoding }: SourceFile): Promise<void> {
  for await (const head of bytesOf(path, () => {}, HEAD_BYTES)) {
    if (UTF16_MARKS.includes(head.toString('hex', 0, 2)))
      throw new SourceFileError(`${path} is in UTF-16, which is not read line by line; save it as UTF-8`);
    if (isUtf8Name(encoding)) return;
    // The head may end within a letter.
    const whole = head.subarray(0, Math.max(0, head.lastIndexOf(NEWLINE)));
    if (isUtf8(whole) && whole.length - whole.toString('utf8').length >= NEVER_BY_CHANCE)
      throw new SourceFileError(`${path} is in UTF-8, and the mapping says ${encoding}`);
    return;
  }
}
