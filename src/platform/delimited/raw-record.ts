import type { Unread } from './lines';

/**
 * A record with the line that it starts on; or why the lines there are none.
 */
export type RawRecord =
  | {
      readonly line: number;
      readonly cells: readonly string[];
      /** The line itself, where a record is one line and its cells do not say all that stands in it. */
      readonly text?: string;
      /** True of the last record of a file that stops without a line end: its last cell may be cut off. */
      readonly unended?: true;
    }
  | ({ readonly line: number; readonly problem: string } & Unread);
