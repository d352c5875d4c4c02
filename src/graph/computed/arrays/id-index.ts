import { Float64List, Int32List } from './growing';

/** The last ten digits of an id stand apart from those before them: both halves are exact, and no big integer is made. */
const LOW_DIGITS = 10;
const APART = 10 ** LOW_DIGITS;

const highOf = (id: string | number): number =>
  typeof id === 'number'
    ? Math.floor(id / APART)
    : id.length > LOW_DIGITS
      ? Number(id.slice(0, -LOW_DIGITS))
      : 0;

const lowOf = (id: string | number): number =>
  typeof id === 'number' ? id % APART : Number(id.length > LOW_DIGITS ? id.slice(-LOW_DIGITS) : id);

/** A list of decimal ids of up to 63 bits, each in twelve bytes. */
export class IdList {
  readonly #high = new Int32List();
  readonly #low = new Float64List();

  get length(): number {
    return this.#high.length;
  }

  push(id: string | number): void {
    this.pushHalves(highOf(id), lowOf(id));
  }

  pushHalves(high: number, low: number): void {
    this.#high.push(high);
    this.#low.push(low);
  }

  at(place: number): string {
    const [high, low] = [this.#high.at(place), this.#low.at(place)];
    return high === 0 ? String(low) : `${high}${String(low).padStart(LOW_DIGITS, '0')}`;
  }

  is(place: number, high: number, low: number): boolean {
    return this.#low.at(place) === low && this.#high.at(place) === high;
  }

  /** Orders places by the ids that stand there. */
  compare(a: number, b: number): number {
    return this.#high.at(a) - this.#high.at(b) || this.#low.at(a) - this.#low.at(b);
  }

  get halves(): readonly [Int32Array, Float64Array] {
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
    const [high, low] = [highOf(id), lowOf(id)];
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
    return this.#slots[this.#slotOf(highOf(id), lowOf(id))] as number;
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
    const [high, low] = this.ids.halves;
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
