/** A row of a file with its line; or why the line is none. */
export type TableRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: string };

/** A file of rows that can be read more than once. */
export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  records(): AsyncIterable<readonly TableRecord[]>;
}
