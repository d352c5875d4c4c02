import { createDecipheriv, createHash } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';
import { decipher } from '../../baihang/request';

/** A file holds a day's records; whoever sends more is broken. */
const MOST_BYTES = 268_435_456;

const sha1 = (bytes: string | Buffer): Buffer => createHash('sha1').update(bytes).digest();

/**
 * What is inside a `.cry` file: its zip, and in that the one text. Null for anything that is no such file for this bureau.
 * A zip may be followed by old bytes of the sender's buffer.
 */
export function openCry(file: Buffer): { readonly name: string; readonly text: Buffer } | null {
  const [wrapped = '', ...lines] = file
    .toString('latin1')
    .trimEnd()
    .split(/\r\n|\n/);
  const passphrase = decipher(wrapped);
  if (passphrase === null) return null;
  const key = sha1(sha1(passphrase)).subarray(0, 16);
  try {
    return unzip(
      Buffer.concat(
        lines.map((line) => {
          const aes = createDecipheriv('aes-128-ecb', key, null);
          return Buffer.concat([aes.update(line, 'base64'), aes.final()]);
        }),
      ),
    );
  } catch {
    return null;
  }
}

/** Found by its directory, which is the only place where the sizes of a streamed entry stand. */
function unzip(zip: Buffer): { name: string; text: Buffer } | null {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) return null;
  const entry = zip.readUInt32LE(end + 16);
  if (zip.toString('latin1', entry, entry + 4) !== 'PK\x01\x02' || zip.readUInt16LE(end + 10) !== 1)
    return null;
  const packed = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  const nameLength = zip.readUInt16LE(local + 26);
  const from = local + 30 + nameLength + zip.readUInt16LE(local + 28);
  const text = inflateRawSync(zip.subarray(from, from + packed), { maxOutputLength: MOST_BYTES });
  if (crc32(text) !== zip.readUInt32LE(entry + 16)) return null;
  return { name: zip.toString('utf8', local + 30, local + 30 + nameLength), text };
}
