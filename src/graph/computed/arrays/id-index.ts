// Fuller than this, probes of an open table grow long.
const FULLEST = 0.6;
const FREE = -1;

/**
 * Numbers ids from zero on in the order in which they come, and gives them back. An id is a decimal of up to 63 bits, kept
 * as two halves of 32: a Map of strings takes eight times the memory at ten million.
 */
export class IdIndex {
  #high = new Int32Array(1024);
  #low = new Int32Array(1024);
  #slots = new Int32Array(4096).fill(FREE);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of an id; a new one gets the next. */
  add(id: string | number): number {
    const big = BigInt(id);
    const high = Number(big >> 32n) | 0;
    const low = Number(big & 0xffff_ffffn) | 0;
    const slot = this.#slotOf(high, low);
    const known = this.#slots[slot] as number;
    if (known !== FREE) return known;
    if (this.#size === this.#high.length) this.#lengthen();
    this.#high[this.#size] = high;
    this.#low[this.#size] = low;
    this.#slots[slot] = this.#size;
    this.#size += 1;
    if (this.#size > this.#slots.length * FULLEST) this.#spread();
    return this.#size - 1;
  }

  /** The number of an id, or -1 for one that was never added. */
  find(id: string | number): number {
    const big = BigInt(id);
    return this.#slots[this.#slotOf(Number(big >> 32n) | 0, Number(big & 0xffff_ffffn) | 0)] as number;
  }

  idOf(number: number): string {
    const high = BigInt((this.#high[number] as number) >>> 0);
    return ((high << 32n) | BigInt((this.#low[number] as number) >>> 0)).toString();
  }

  /** Orders numbers by their ids. */
  compare(a: number, b: number): number {
    const high = ((this.#high[a] as number) >>> 0) - ((this.#high[b] as number) >>> 0);
    return high !== 0 ? high : ((this.#low[a] as number) >>> 0) - ((this.#low[b] as number) >>> 0);
  }

  /** Where the id stands, or the free slot where it would. */
  #slotOf(high: number, low: number): number {
    const mask = this.#slots.length - 1;
    let hash = Math.imul(high ^ Math.imul(low, 0x9e37_79b1), 0x85eb_ca6b);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] as number;
      if (number === FREE || (this.#high[number] === high && this.#low[number] === low)) return slot;
    }
  }

  #lengthen(): void {
    for (const name of ['high', 'low'] as const) {
      const old = name === 'high' ? this.#high : this.#low;
      const larger = new Int32Array(old.length * 2);
      larger.set(old);
      if (name === 'high') this.#high = larger;
      else this.#low = larger;
    }
  }

  #spread(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(FREE);
    for (let number = 0; number < this.#size; number += 1)
      this.#slots[this.#slotOf(this.#high[number] as number, this.#low[number] as number)] = number;
  }
}
