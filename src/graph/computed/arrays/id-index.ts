import { Int32List } from './growing';

/** A list of ids of up to 63 bits, each in eight bytes. */
export class IdList {
  readonly #high = new Int32List();
  readonly #low = new Int32List();

  get length(): number {
    return this.#high.length;
  }

  push(id: string | number): void {
    const big = BigInt(id);
    this.pushHalves(Number(big >> 32n) | 0, Number(big & 0xffff_ffffn) | 0);
  }

  pushHalves(high: number, low: number): void {
    this.#high.push(high);
    this.#low.push(low);
  }

  at(place: number): string {
    return ((BigInt(this.#high.at(place) >>> 0) << 32n) | BigInt(this.#low.at(place) >>> 0)).toString();
  }

  is(place: number, high: number, low: number): boolean {
    return this.#high.at(place) === high && this.#low.at(place) === low;
  }

  /** Orders places by the ids that stand there. */
  compare(a: number, b: number): number {
    const high = (this.#high.at(a) >>> 0) - (this.#high.at(b) >>> 0);
    return high !== 0 ? high : (this.#low.at(a) >>> 0) - (this.#low.at(b) >>> 0);
  }

  /** For a digest. */
  get halves(): readonly Int32Array[] {
    return [this.#high.values, this.#low.values];
  }
}

// Fuller than this, probes of an open table grow long.
const FULLEST = 0.6;
const FREE = -1;

/**
 * Numbers ids from zero on in the order in which they come, and gives them back. A Map of strings takes eight times the
 * memory at ten million.
 */
export class IdIndex {
  readonly ids = new IdList();
  #slots = new Int32Array(4096).fill(FREE);

  get size(): number {
    return this.ids.length;
  }

  /** The number of an id; a new one gets the next. */
  add(id: string | number): number {
    const big = BigInt(id);
    const high = Number(big >> 32n) | 0;
    const low = Number(big & 0xffff_ffffn) | 0;
    const slot = this.#slotOf(high, low);
    const known = this.#slots[slot] as number;
    if (known !== FREE) return known;
    const number = this.size;
    this.#slots[slot] = number;
    this.ids.pushHalves(high, low);
    if (this.size > this.#slots.length * FULLEST) this.#spread();
    return number;
  }

  /** The number of an id, or -1 for one that was never added. */
  find(id: string | number): number {
    const big = BigInt(id);
    return this.#slots[this.#slotOf(Number(big >> 32n) | 0, Number(big & 0xffff_ffffn) | 0)] as number;
  }

  idOf(number: number): string {
    return this.ids.at(number);
  }

  /** Where the id stands, or the free slot where it would. */
  #slotOf(high: number, low: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(high, low) & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] as number;
      if (number === FREE || this.ids.is(number, high, low)) return slot;
    }
  }

  #spread(): void {
    const [high, low] = this.ids.halves as [Int32Array, Int32Array];
    const slots = new Int32Array(this.#slots.length * 2).fill(FREE);
    const mask = slots.length - 1;
    for (let number = 0; number < this.size; number += 1) {
      let slot = hashOf(high[number] as number, low[number] as number) & mask;
      while (slots[slot] !== FREE) slot = (slot + 1) & mask;
      slots[slot] = number;
    }
    this.#slots = slots;
  }
}

function hashOf(high: number, low: number): number {
  const hash = Math.imul(high ^ Math.imul(low, 0x9e37_79b1), 0x85eb_ca6b);
  return hash ^ (hash >>> 15);
}
