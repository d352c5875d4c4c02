import { isMissing, numberOf } from './cell';
import type { ColumnProfile } from './column-profile';
import type { Atom, EncodedColumn } from './dataset';

/** Turns the cells of a profiled column into one byte each. */
export class ColumnEncoder {
  readonly #atoms: readonly Atom[];
  readonly #codes: Uint8Array;
  readonly #cuts: Float64Array;
  readonly #levels: ReadonlyMap<string, number>;
  readonly #special: ReadonlyMap<string, number>;
  readonly #missing: number;
  readonly #other: number;

  constructor(
    private readonly profile: ColumnProfile,
    rows: number,
  ) {
    const atoms: Atom[] =
      profile.kind === 'NUMERIC' ? profile.numericAtoms() : [...profile.levelAtoms(), { kind: 'OTHER' }];
    atoms.push(
      { kind: 'MISSING' },
      ...profile.options.specials.map((code) => ({ kind: 'SPECIAL', code }) as const),
    );
    this.#atoms = atoms;
    this.#codes = new Uint8Array(rows);
    this.#cuts = Float64Array.from(
      atoms.flatMap((atom) => (atom.kind === 'INTERVAL' && atom.from !== null ? [atom.from] : [])),
    );
    const places = <K extends Atom['kind']>(kind: K, keyOf: (atom: Extract<Atom, { kind: K }>) => string) =>
      new Map(
        atoms.flatMap((atom, code) =>
          atom.kind === kind ? [[keyOf(atom as Extract<Atom, { kind: K }>), code] as const] : [],
        ),
      );
    this.#levels = places('LEVEL', ({ level }) => level);
    this.#special = places('SPECIAL', ({ code }) => code);
    this.#missing = atoms.findIndex(({ kind }) => kind === 'MISSING');
    this.#other = atoms.findIndex(({ kind }) => kind === 'OTHER');
  }

  set(row: number, cell: string): void {
    this.#codes[row] = this.#codeOf(cell.trim());
  }

  get column(): EncodedColumn {
    const { name, kind } = this.profile;
    return { name, kind, atoms: this.#atoms, codes: this.#codes };
  }

  #codeOf(text: string): number {
    if (this.#special.size > 0) {
      const special = this.#special.get(this.profile.codeOf(text));
      if (special !== undefined) return special;
    }
    if (isMissing(text)) return this.#missing;
    if (this.profile.kind === 'CATEGORICAL') return this.#levels.get(text) ?? this.#other;
    const number = numberOf(text, this.profile.options);
    // Junk among numbers says as little as an empty cell.
    return number === null ? this.#missing : this.#intervalOf(number);
  }

  /** Number of cuts at or below the value. */
  #intervalOf(value: number): number {
    let [low, high] = [0, this.#cuts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#cuts[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
