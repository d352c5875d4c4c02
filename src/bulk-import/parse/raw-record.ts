import type { Unread } from './lines';

/**
 * A record with the line that it starts on; or why the lines there are none. `text` is the line itself, where a record
 * is one line and its cells do not say all that stands in it.
 */
export type RawRecord =
  | { readonly line: number; readonly cells: readonly string[]; readonly text?: string }
  | ({ readonly line: number; readonly problem: string } & Unread);
