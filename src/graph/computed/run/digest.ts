import { createHash } from 'node:crypto';

/** A digest of arrays and texts, in order. */
export function digestOf(...parts: readonly (Int32Array | Float64Array | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes =
      typeof part === 'string'
        ? Buffer.from(part)
        : Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    // The length first: two lists may not run into one another.
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest();
}
