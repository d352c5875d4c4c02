import type { RawRecord } from '../parse/delimited';
import { SEVERAL } from './compile';
import type { Lookup } from './expression';

/**
 * The rows of a source by the column that a lookup matches, kept in memory: only the matched and the taken cells, and
 * only of the rows that the lookup wants. Rows that cannot be read are left out; they are rejects where they are loaded.
 */
export class LookupIndex {
  readonly #values = new Map<string, string | null | typeof SEVERAL>();
  readonly #match: number;
  readonly #take: number;
  readonly #where: readonly (readonly [number, string])[];

  constructor(
    private readonly lookup: Lookup,
    private readonly columns: readonly string[],
  ) {
    const place = (name: string) => columns.indexOf(name);
    this.#match = place(lookup.match);
    this.#take = place(lookup.take);
    this.#where = Object.entries(lookup.where ?? {}).map(([name, text]) => [place(name), text]);
  }

  add(record: RawRecord): void {
    if ('problem' in record || record.cells.length !== this.columns.length) return;
    const cell = (place: number) => record.cells[place]!.trim();
    if (!this.#where.every(([place, text]) => cell(place) === text)) return;
    const key = cell(this.#match);
    if (key === '') return;
    const known = this.#values.has(key);
    if (known && this.lookup.pick === 'first') return;
    this.#values.set(key, known && this.lookup.pick === 'only' ? SEVERAL : cell(this.#take) || null);
  }

  find(value: string): string | null | undefined | typeof SEVERAL {
    return this.#values.get(value);
  }
}
