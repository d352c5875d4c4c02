const BLOCK_BYTES = 16;
/** The field's polynomial, x^128 + x^7 + x^2 + x + 1, as GCM writes it: the first bit is that of x^0. */
const POLYNOMIAL = 0xe1 << 24;

/** What a byte leaves behind in the first word when eight bits are shifted out at the end. */
const REMAINDERS = Int32Array.from({ length: 256 }, (_, byte) => {
  let [word, low] = [0, byte];
  for (let bit = 0; bit < 8; bit += 1) {
    word = (word >>> 1) ^ (low & 1 ? POLYNOMIAL : 0);
    low >>>= 1;
  }
  return word;
});

/** The multiples of a block by every byte, four words each. */
function multiplesOf(block: Buffer): Int32Array {
  const multiples = new Int32Array(256 * 4);
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => block.readInt32BE(at)) as [number, number, number, number];
  for (let bit = 128; bit > 0; bit >>= 1) {
    multiples.set([a, b, c, d], bit * 4);
    const remainder = d & 1 ? POLYNOMIAL : 0;
    [d, c, b, a] = [
      (d >>> 1) | (c << 31),
      (c >>> 1) | (b << 31),
      (b >>> 1) | (a << 31),
      (a >>> 1) ^ remainder,
    ];
  }
  for (let high = 2; high < 256; high <<= 1)
    for (let low = 1; low < high; low += 1)
      for (let word = 0; word < 4; word += 1)
        multiples[(high + low) * 4 + word] = multiples[high * 4 + word]! ^ multiples[low * 4 + word]!;
  return multiples;
}

/**
 * GHASH, the sum of blocks over GF(2^128) that AES-GCM makes its tag of (NIST SP 800-38D, 6.4), a byte at a time by
 * Shoup's tables.
 */
export class Ghash {
  private readonly multiples: Int32Array;
  private y0 = 0;
  private y1 = 0;
  private y2 = 0;
  private y3 = 0;

  /** @param subkey the block of zeros, encrypted. */
  constructor(subkey: Buffer) {
    this.multiples = multiplesOf(subkey);
  }

  /** Takes bytes in, filled up with zeros to whole blocks. */
  add(bytes: Buffer, from: number, to: number): void {
    for (let at = from; at < to; at += BLOCK_BYTES) {
      this.y0 ^= wordOf(bytes, at, to);
      this.y1 ^= wordOf(bytes, at + 4, to);
      this.y2 ^= wordOf(bytes, at + 8, to);
      this.y3 ^= wordOf(bytes, at + 12, to);
      this.#multiply();
    }
  }

  /**
   * Takes the two lengths in, in bytes, writes the sum over 16 bytes that hold its mask, and begins anew.
   */
  writeTag(associatedBytes: number, textBytes: number, into: Buffer, at: number): void {
    this.y1 ^= associatedBytes * 8;
    this.y3 ^= textBytes * 8;
    this.#multiply();
    mask(into, at, this.y0);
    mask(into, at + 4, this.y1);
    mask(into, at + 8, this.y2);
    mask(into, at + 12, this.y3);
    this.y0 = this.y1 = this.y2 = this.y3 = 0;
  }

  #multiply(): void {
    const { multiples } = this;
    let [z0, z1, z2, z3] = [0, 0, 0, 0];
    for (let word = 3; word >= 0; word -= 1) {
      const y = word === 3 ? this.y3 : word === 2 ? this.y2 : word === 1 ? this.y1 : this.y0;
      for (let shift = 0; shift < 32; shift += 8) {
        const remainder = REMAINDERS[z3 & 0xff]!;
        const multiple = ((y >>> shift) & 0xff) * 4;
        z3 = ((z3 >>> 8) | (z2 << 24)) ^ multiples[multiple + 3]!;
        z2 = ((z2 >>> 8) | (z1 << 24)) ^ multiples[multiple + 2]!;
        z1 = ((z1 >>> 8) | (z0 << 24)) ^ multiples[multiple + 1]!;
        z0 = (z0 >>> 8) ^ remainder ^ multiples[multiple]!;
      }
    }
    this.y0 = z0;
    this.y1 = z1;
    this.y2 = z2;
    this.y3 = z3;
  }
}

/** Four bytes as a word, with zeros for those behind the end. */
const wordOf = (bytes: Buffer, at: number, end: number): number =>
  at + 4 <= end
    ? (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
    : (byteOf(bytes, at, end) << 24) | (byteOf(bytes, at + 1, end) << 16) | (byteOf(bytes, at + 2, end) << 8);

const byteOf = (bytes: Buffer, at: number, end: number): number => (at < end ? bytes[at]! : 0);

function mask(bytes: Buffer, at: number, word: number): void {
  bytes.writeInt32BE(word ^ bytes.readInt32BE(at), at);
}
