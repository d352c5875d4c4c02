/** Joins things into groups; the group of a thing is named by one of its members. */
export class UnionFind {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, index) => index);
  }

  find(thing: number): number {
    let at = thing;
    while (this.#parent[at] !== at) {
      const above = this.#parent[this.#parent[at] as number] as number;
      this.#parent[at] = above;
      at = above;
    }
    return at;
  }

  join(a: number, b: number): void {
    const [from, to] = [this.find(a), this.find(b)];
    // The smaller name wins, so that the outcome does not depend on the order of the calls.
    if (from < to) this.#parent[to] = from;
    else this.#parent[from] = to;
  }
}
