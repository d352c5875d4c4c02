import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { LONGEST_SHORT_TEXT, ShortCells } from './short-cells';

const VERSION = 1;
const ALGORITHM = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER_OPTIONS = { authTagLength: TAG_BYTES };

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
  readonly #activeKey: Buffer;
  readonly #shortCells: ShortCells;
  /** What every new cell begins with. */
  readonly #header: Buffer;

  constructor(private readonly ring: CipherKeys) {
    const key = ring.keys.get(ring.active);
    if (!key) throw new Error(`the keyring has no key ${ring.active}`);
    this.#activeKey = key;
    this.#shortCells = new ShortCells(key);
    const keyId = Buffer.from(ring.active, 'ascii');
    this.#header = Buffer.concat([Buffer.from([VERSION, ALGORITHM, keyId.length]), keyId]);
  }

  seal(clear: string, place: CellPlace): Buffer {
    const associated = associatedData(this.#header, place);
    const bytes = Buffer.byteLength(clear);
    if (bytes <= LONGEST_SHORT_TEXT) return this.#shortCells.seal(this.#header, clear, bytes, associated);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#activeKey, nonce, CIPHER_OPTIONS);
    cipher.setAAD(associated);
    const body = cipher.update(clear, 'utf8');
    // In this mode all of the text has come out before: the end gives the tag alone.
    cipher.final();
    return Buffer.concat([this.#header, nonce, body, cipher.getAuthTag()]);
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
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, CIPHER_OPTIONS);
    decipher.setAAD(associatedData(header, place));
    decipher.setAuthTag(cell.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  }

  #key(id: string): Buffer {
    const key = this.ring.keys.get(id);
    if (!key) throw new Error('the cell was written with a key that the keyring does not hold');
    return key;
  }
}

function associatedData(header: Buffer, { table, column, row }: CellPlace): Buffer {
  const place = `${table}|${column}|${row}`;
  const bytes = Buffer.allocUnsafe(header.length + Buffer.byteLength(place));
  header.copy(bytes);
  bytes.write(place, header.length, 'utf8');
  return bytes;
}
