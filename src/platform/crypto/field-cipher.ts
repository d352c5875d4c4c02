import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 1;
const ALGORITHM = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

// Asking the system for twelve bytes costs as much as sealing a cell.
const NONCES_AT_ONCE = 256;
let nonces = Buffer.alloc(0);

/** Twelve bytes by chance, each given once. */
function nextNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(NONCE_BYTES * NONCES_AT_ONCE);
  const nonce = nonces.subarray(0, NONCE_BYTES);
  nonces = nonces.subarray(NONCE_BYTES);
  return nonce;
}

/** Where a cell lives. It is authenticated with the cell, so that a cell moved elsewhere does not open. */
export interface CellPlace {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

export interface CipherKeys {
  /** The key that new cells are written with. */
  readonly active: string;
  readonly keys: ReadonlyMap<string, Buffer>;
}

/**
 * AES-256-GCM per cell: version, algorithm, key id, nonce, ciphertext, tag. The tag is always 16 bytes: Node's default
 * takes shorter ones, which can be forged.
 */
export class FieldCipher {
  constructor(private readonly ring: CipherKeys) {
    if (!ring.keys.has(ring.active)) throw new Error(`the keyring has no key ${ring.active}`);
  }

  seal(clear: string, place: CellPlace): Buffer {
    const keyId = Buffer.from(this.ring.active, 'ascii');
    const nonce = nextNonce();
    const header = Buffer.concat([Buffer.from([VERSION, ALGORITHM, keyId.length]), keyId]);
    const cipher = createCipheriv('aes-256-gcm', this.#key(this.ring.active), nonce, {
      authTagLength: TAG_BYTES,
    });
    cipher.setAAD(Buffer.concat([header, associated(place)]));
    const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
    return Buffer.concat([header, nonce, body, cipher.getAuthTag()]);
  }

  /** @throws Error when the cell was changed, moved, cut, or written with a key that the ring does not hold. */
  open(cell: Buffer, place: CellPlace): string {
    const headerBytes = 3 + (cell[2] ?? 0);
    if (cell[0] !== VERSION || cell[1] !== ALGORITHM || cell.length < headerBytes + NONCE_BYTES + TAG_BYTES)
      throw new Error('the cell has no known form');
    const header = cell.subarray(0, headerBytes);
    const nonce = cell.subarray(headerBytes, headerBytes + NONCE_BYTES);
    const body = cell.subarray(headerBytes + NONCE_BYTES, -TAG_BYTES);
    const key = this.#key(header.subarray(3).toString('ascii'));
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.concat([header, associated(place)]));
    decipher.setAuthTag(cell.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  }

  #key(id: string): Buffer {
    const key = this.ring.keys.get(id);
    if (!key) throw new Error('the cell was written with a key that the keyring does not hold');
    return key;
  }
}

const associated = ({ table, column, row }: CellPlace): Buffer =>
  Buffer.from(`${table}|${column}|${row}`, 'utf8');
