/**
 * Chance that is the same every time: the draws follow from the words it is made of and from nothing else, so that each
 * thing of an ecosystem can be made by itself, in any order. Only additions, multiplications, divisions and square roots
 * of numbers, which every machine does alike. For data only: whoever sees some draws can tell the others.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  constructor(...words: readonly (string | number)[]) {
    const text = words.join('/');
    this.#a = digest(text, 0x811c9dc5);
    this.#b = digest(text, 0x9e3779b9);
    this.#c = digest(text, 0x85ebca6b);
    // The first draws still show the likeness of words that are alike.
    for (let warm = 0; warm < 12; warm += 1) this.next();
  }

  /** From 0 up to, and never, 1 (sfc32). */
  next(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** One of the entries, each as often as its weight says. */
  weighted<T>(entries: readonly (readonly [T, number])[]): T {
    let rest = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [entry, weight] of entries) {
      rest -= weight;
      if (rest < 0) return entry;
    }
    return entries.at(-1)![0];
  }

  /**
   * A whole number that is at least x with the chance least/x (Zipf, exponent 1): most are near `least`, and a few are as
   * large as all the others together.
   */
  heavyTailed(least: number, most: number): number {
    return Math.min(most, Math.floor(least / (1 - this.next())));
  }
}

/** FNV-1a with a last stir. */
function digest(text: string, basis: number): number {
  let hash = basis | 0;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return hash ^ (hash >>> 16);
}
