import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto';

/** What is encrypted at once; each block is a line of its own. */
const BLOCK_BYTES = 1_024;
const LINE_END = '\r\n';

/** As Java's SHA1PRNG gives it for a seed: AES-128 from SHA-1 of SHA-1. */
function aesKey(passphrase: string): Buffer {
  const once = createHash('sha1').update(passphrase, 'utf8').digest();
  return createHash('sha1').update(once).digest().subarray(0, 16);
}

/**
 * The `.cry` envelope: the passphrase under the bureau's RSA key on the first line, then each 1,024 bytes under AES-128
 * in ECB, all Base64. The cipher is the bureau's choice: equal blocks stay equal.
 */
export async function* sealed(
  content: AsyncIterable<Buffer>,
  publicKey: KeyObject,
  passphrase: string,
): AsyncGenerator<Buffer> {
  const line = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('base64') + LINE_END, 'latin1');
  yield line(
    publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(passphrase, 'utf8')),
  );
  const key = aesKey(passphrase);
  const block = (bytes: Buffer): Buffer => {
    const cipher = createCipheriv('aes-128-ecb', key, null);
    return line(Buffer.concat([cipher.update(bytes), cipher.final()]));
  };
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of content) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    for (; rest.length - at >= BLOCK_BYTES; at += BLOCK_BYTES)
      yield block(rest.subarray(at, at + BLOCK_BYTES));
    rest = rest.subarray(at);
  }
  if (rest.length > 0) yield block(rest);
}

/**
 * What is in an envelope for our key. Java's client encrypts its whole buffer for the last block too: old bytes may follow
 * the content. @throws RangeError for anything that is no such envelope, or for another key
 */
export function opened(envelope: Buffer, privateKey: KeyObject): Buffer {
  const [wrapped = '', ...blocks] = envelope.toString('latin1').trimEnd().split(/\r?\n/);
  const passphrase = unwrapped(Buffer.from(wrapped, 'base64'), privateKey);
  if (passphrase === null || blocks.length === 0) throw new RangeError('not an envelope for this key');
  const key = aesKey(passphrase);
  try {
    return Buffer.concat(
      blocks.map((each) => {
        const decipher = createDecipheriv('aes-128-ecb', key, null);
        return Buffer.concat([decipher.update(Buffer.from(each, 'base64')), decipher.final()]);
      }),
    );
  } catch {
    throw new RangeError('a block of the envelope is damaged');
  }
}

/** Node refuses PKCS#1 v1.5 where it decrypts: the block is opened raw and read here. For files, not for callers to probe. */
function unwrapped(wrapped: Buffer, privateKey: KeyObject): string | null {
  try {
    const block = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, wrapped);
    const end = block.indexOf(0, 2);
    return block[0] === 0 && block[1] === 2 && end >= 10 ? block.toString('utf8', end + 1) : null;
  } catch {
    return null;
  }
}
