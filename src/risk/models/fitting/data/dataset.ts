/** The smallest part of a column that a bin can be made of. */
export type Atom =
  | { readonly kind: 'INTERVAL'; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'LEVEL'; readonly level: string }
  | { readonly kind: 'OTHER' }
  | { readonly kind: 'MISSING' }
  | { readonly kind: 'SPECIAL'; readonly code: string };

/** A column of the data: for each row the number of its atom, in one byte. Intervals and levels come first. */
export interface EncodedColumn {
  readonly name: string;
  readonly kind: 'NUMERIC' | 'CATEGORICAL';
  readonly atoms: readonly Atom[];
  readonly codes: Uint8Array;
}

/** What a model is fitted on. A row takes one byte per column, whatever the file holds. */
export interface Dataset {
  readonly rows: number;
  /** 1 for a bad row, 0 for a good one. */
  readonly bad: Uint8Array;
  readonly columns: readonly EncodedColumn[];
}

/** Good and bad rows by atom, over some of the rows. */
export function countAtoms(
  { codes, atoms }: EncodedColumn,
  bad: Uint8Array,
  rows: Uint32Array,
): { good: Float64Array; bad: Float64Array } {
  const counts = { good: new Float64Array(atoms.length), bad: new Float64Array(atoms.length) };
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const of = bad[row] === 1 ? counts.bad : counts.good;
    of[codes[row]!]! += 1;
  }
  return counts;
}
