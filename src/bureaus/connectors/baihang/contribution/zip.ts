import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw, inflateRawSync } from 'node:zlib';

/** One entry, deflated, its sizes told behind it, so that it is written without being held. */

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Sizes follow the data; the name is UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1980-01-01, the first day that a zip can tell: the same records give the same bytes. */
const DAY = 0x0021;
const LARGEST = 0xffff_ffff;
const END_BYTES = 22;

export async function* zipped(name: string, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const entry = Buffer.from(name, 'utf8');
  let crc = 0;
  let size = 0;
  let packed = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      crc = crc32(chunk, crc);
      size += chunk.length;
      yield chunk;
    }
  }
  yield record('IHHHHHIIIHH', LOCAL, VERSION, FLAGS, DEFLATED, 0, DAY, 0, 0, 0, entry.length, 0);
  yield entry;
  const deflate = createDeflateRaw();
  // A failing source ends the reading below with its error.
  pipeline(Readable.from(counted()), deflate, () => undefined);
  for await (const chunk of deflate as AsyncIterable<Buffer>) {
    packed += chunk.length;
    yield chunk;
  }
  if (size > LARGEST || packed > LARGEST) throw new RangeError('more than a zip of 4 GB can hold');
  yield record('IIII', DESCRIPTOR, crc, packed, size);
  const directoryAt = 30 + entry.length + packed + 16;
  yield record(
    'IHHHHHHIIIHHHHHII',
    ...[
      CENTRAL,
      VERSION,
      VERSION,
      FLAGS,
      DEFLATED,
      0,
      DAY,
      crc,
      packed,
      size,
      entry.length,
      0,
      0,
      0,
      0,
      0,
      0,
    ],
  );
  yield entry;
  yield record('IHHHHIIH', END, 0, 0, 1, 1, 46 + entry.length, directoryAt, 0);
}

/** Little-endian: H two bytes, I four. */
function record(form: string, ...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc([...form].reduce((sum, each) => sum + (each === 'I' ? 4 : 2), 0));
  let at = 0;
  for (const [i, each] of [...form].entries()) {
    at = each === 'I' ? bytes.writeUInt32LE(values[i] ?? 0, at) : bytes.writeUInt16LE(values[i] ?? 0, at);
  }
  return bytes;
}

/**
 * The one entry of a zip, whatever follows the zip: writers of fixed blocks leave old bytes behind it.
 * @throws RangeError for anything else, and for an entry above `most` bytes
 */
export function unzipped(zip: Buffer, most: number): { readonly name: string; readonly content: Buffer } {
  const refuse = (): never => {
    throw new RangeError('not a zip of one entry');
  };
  for (let end = zip.length - END_BYTES; end >= 0; end -= 1) {
    if (zip.readUInt32LE(end) !== END) continue;
    const directory = zip.readUInt32LE(end + 16);
    // Bytes that happen to look like an end do not point to a directory.
    if (directory + zip.readUInt32LE(end + 12) !== end || zip.readUInt32LE(directory) !== CENTRAL) continue;
    const [crc, packed, size] = [16, 20, 24].map((offset) => zip.readUInt32LE(directory + offset));
    const local = zip.readUInt32LE(directory + 42);
    if (zip.readUInt16LE(end + 10) !== 1 || size === undefined || size > most) return refuse();
    if (zip.readUInt32LE(local) !== LOCAL || zip.readUInt16LE(directory + 10) !== DEFLATED) return refuse();
    const nameBytes = zip.readUInt16LE(local + 26);
    const from = local + 30 + nameBytes + zip.readUInt16LE(local + 28);
    const content = inflateRawSync(zip.subarray(from, from + (packed ?? 0)), { maxOutputLength: size + 1 });
    if (content.length !== size || crc32(content) !== crc) return refuse();
    return { name: zip.toString('utf8', local + 30, local + 30 + nameBytes), content };
  }
  return refuse();
}
