import { createHmac, timingSafeEqual } from 'node:crypto';
import { CatalogueError } from '../../kernel';

type CursorValue = string | number | null;

const SIGNATURE_BYTES = 12;
// The longest ordering is a name of 200 characters, up to 4 bytes each, with an id: about 1 150 characters.
const LONGEST_CURSOR = 2_000;

/**
 * Opaque, signed cursors. A cursor is bound to its list (which list, of which parent, with which filter and ordering),
 * so that it cannot be used to start another list or to ask the database for a place nobody was given.
 */
export class CursorCodec {
  constructor(private readonly key: Buffer) {}

  seal(list: string, keys: readonly unknown[]): string {
    const payload = Buffer.from(JSON.stringify(keys.map(plain)), 'utf8');
    return Buffer.concat([this.#sign(list, payload), payload]).toString('base64url');
  }

  /** @throws CatalogueError INVALID_CURSOR for a cursor of another list, or one that was edited. */
  open(list: string, cursor: string): readonly CursorValue[] {
    const bytes = cursor.length <= LONGEST_CURSOR ? Buffer.from(cursor, 'base64url') : Buffer.alloc(0);
    const payload = bytes.subarray(SIGNATURE_BYTES);
    const signature = bytes.subarray(0, SIGNATURE_BYTES);
    if (
      payload.length === 0 ||
      bytes.toString('base64url') !== cursor ||
      !timingSafeEqual(signature, this.#sign(list, payload))
    )
      throw new CatalogueError('INVALID_CURSOR');
    return JSON.parse(payload.toString('utf8')) as CursorValue[];
  }

  #sign(list: string, payload: Buffer): Buffer {
    return createHmac('sha256', this.key)
      .update(`${list}\0`, 'utf8')
      .update(payload)
      .digest()
      .subarray(0, SIGNATURE_BYTES);
  }
}

const plain = (value: unknown): CursorValue =>
  typeof value === 'bigint' ? value.toString() : (value as CursorValue);
