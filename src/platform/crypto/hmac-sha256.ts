import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;

/**
 * HMAC-SHA-256 of texts under one key, as `createHmac` gives it; the key is made ready once and not for every text,
 * which is most of the work when texts are short.
 */
export function hmacSha256(key: Buffer): (text: string) => Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  (key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key).copy(block);
  let inner = padded(block, 0x36, 448);
  const outer = padded(block, 0x5c, DIGEST_BYTES);
  return (text) => {
    const most = BLOCK_BYTES + text.length * 3;
    if (inner.length < most) inner = padded(block, 0x36, most - BLOCK_BYTES);
    const end = BLOCK_BYTES + inner.write(text, BLOCK_BYTES, 'utf8');
    // Asked for as a buffer, a digest takes three times as long as one that is given as text.
    outer.write(hash('sha256', inner.subarray(0, end), 'binary'), BLOCK_BYTES, 'binary');
    return Buffer.from(hash('sha256', outer, 'binary'), 'binary');
  };
}

/** The key's block, every byte changed by `pad`, and room behind it. */
function padded(block: Buffer, pad: number, room: number): Buffer {
  const bytes = Buffer.alloc(BLOCK_BYTES + room);
  for (const [i, byte] of block.entries()) bytes[i] = byte ^ pad;
  return bytes;
}
