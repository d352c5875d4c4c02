import type { RawRecord } from '../../platform/delimited';
import type { Problem } from '../targets';

/** A record on its way into a target: canonical texts by field name, and `key`, the source's own key of the row. */
export interface TargetRecord {
  /** Line in its file, from 1; for made records any number that finds them again. */
  readonly line: number;
  readonly values: Readonly<Record<string, string | null>>;
  /** What is known to be wrong with it already; a record with a problem is never loaded. */
  readonly problems?: readonly Problem[];
  /** What stood in the file, for a rejects file that can be mended. */
  readonly raw?: RawRecord;
}

/** Something of a record that keeps it out. The reason never repeats a value. */
export interface Reject extends Problem {
  readonly line: number;
}

/** A text that was left out although its row was taken, because the mapping says so. Never repeats a value. */
export interface Warning extends Problem {
  readonly line: number;
}

/** A record that was not stored, with all that is wrong with it. */
export interface RejectedRecord {
  readonly record: TargetRecord;
  readonly problems: readonly Problem[];
  /** True when it contradicts who is stored already, so that somebody must decide who is meant. */
  readonly isConflict: boolean;
}

export interface LoadCounts {
  readonly read: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Records, not reasons: a record may have several. */
  readonly rejected: number;
}

export const NO_ROWS: LoadCounts = { read: 0, inserted: 0, updated: 0, unchanged: 0, rejected: 0 };
