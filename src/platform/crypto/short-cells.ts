import { createCipheriv, randomBytes } from 'node:crypto';
import { Ghash } from './ghash';

const NONCE_BYTES = 12;
const BLOCK_BYTES = 16;
/** The first block of a cell masks its tag, the others its text. */
const BLOCKS = 4;
const CELL_BYTES = BLOCKS * BLOCK_BYTES;
const CELLS_AT_ONCE = 256;

export const LONGEST_SHORT_TEXT = CELL_BYTES - BLOCK_BYTES;
const TAG_BYTES = BLOCK_BYTES;

/**
 * AES-256-GCM (NIST SP 800-38D) for texts of up to 48 bytes, without a cipher object for each: making one takes longer
 * than what it does for a number or a name, and millions of them keep the garbage collector busy. AES itself is
 * OpenSSL's, for many cells at once; only the sum that becomes the tag is made here.
 */
export class ShortCells {
  readonly #aes;
  readonly #hash: Ghash;
  readonly #counters = Buffer.alloc(CELLS_AT_ONCE * CELL_BYTES);
  #stream: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(key: Buffer) {
    // Block by block, as the counter mode of GCM asks for: what is encrypted are counters, each once.
    this.#aes = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
    this.#hash = new Ghash(this.#aes.update(Buffer.alloc(BLOCK_BYTES)));
  }

  /**
   * Nonce, ciphertext and tag of a text, behind a header.
   * @param textBytes the length of the text in UTF-8
   * @throws RangeError for a text of another length, or longer than LONGEST_SHORT_TEXT: it would share another cell's mask
   */
  seal(header: Buffer, clear: string, textBytes: number, associated: Buffer): Buffer {
    if (textBytes > LONGEST_SHORT_TEXT) throw new RangeError('the text is longer than a short cell holds');
    if (this.#at === this.#stream.length) this.#refill();
    const stream = this.#stream;
    const at = this.#at;
    this.#at += CELL_BYTES;
    const text = header.length + NONCE_BYTES;
    const tag = text + textBytes;
    const cell = Buffer.allocUnsafe(tag + TAG_BYTES);
    header.copy(cell);
    this.#counters.copy(cell, header.length, at, at + NONCE_BYTES);
    if (cell.write(clear, text, 'utf8') !== textBytes) throw new RangeError('the text has another length');
    const key = at + BLOCK_BYTES;
    for (let i = 0; i < textBytes; i += 1) cell[text + i] = cell[text + i]! ^ stream[key + i]!;
    stream.copy(cell, tag, at, at + TAG_BYTES);
    this.#hash.add(associated, 0, associated.length);
    this.#hash.add(cell, text, tag);
    this.#hash.writeTag(associated.length, textBytes, cell, tag);
    return cell;
  }

  /** Nonces by chance, each given once, and what AES makes of their counters. */
  #refill(): void {
    const nonces = randomBytes(CELLS_AT_ONCE * NONCE_BYTES);
    for (let cell = 0; cell < CELLS_AT_ONCE; cell += 1)
      for (let block = 0; block < BLOCKS; block += 1) {
        const at = cell * CELL_BYTES + block * BLOCK_BYTES;
        nonces.copy(this.#counters, at, cell * NONCE_BYTES, (cell + 1) * NONCE_BYTES);
        this.#counters.writeUInt32BE(block + 1, at + NONCE_BYTES);
      }
    this.#stream = this.#aes.update(this.#counters);
    this.#at = 0;
  }
}
