import { Sensitive } from '../../kernel';
import { type CellPlace, FieldCipher } from './field-cipher';
import { hmacSha256 } from './hmac-sha256';
import type { Keyring } from './keyring';

/** Everything that a repository needs to keep personal data: sealed cells, look-up digests, content hashes. */
export class DataVault {
  readonly #cipher: FieldCipher;
  readonly #indexDigest: (text: string) => Buffer;
  readonly #rowDigest: (text: string) => Buffer;

  constructor(ring: Keyring) {
    this.#cipher = new FieldCipher(ring.cells);
    this.#indexDigest = hmacSha256(ring.blindIndex);
    this.#rowDigest = hmacSha256(ring.rowHash);
  }

  seal(clear: string, place: CellPlace): Buffer {
    return this.#cipher.seal(clear, place);
  }

  sealNullable(clear: string | null | undefined, place: CellPlace): Buffer | null {
    return clear === null || clear === undefined ? null : this.seal(clear, place);
  }

  /** Opened only when somebody who may see it asks for it. */
  sensitive(cell: Buffer, place: CellPlace): Sensitive<string> {
    return Sensitive.lazy(() => this.#cipher.open(cell, place));
  }

  sensitiveNullable(cell: Buffer | null, place: CellPlace): Sensitive<string> | null {
    return cell === null ? null : this.sensitive(cell, place);
  }

  /**
   * A keyed digest of a canonical value, for equality look-ups. `column` keeps the digests of different columns apart.
   */
  blindIndex(column: string, canonical: string): Buffer {
    return this.#indexDigest(`${column}\0${canonical}`);
  }

  /** A keyed hash of what a source says in a row: tells a changed row from an unchanged one. Order of parts counts. */
  rowHash(parts: readonly (string | null | undefined)[]): Buffer {
    return this.#rowDigest(JSON.stringify(parts)).subarray(0, 16);
  }
}
