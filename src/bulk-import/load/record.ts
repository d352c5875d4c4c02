/** A record on its way into a target: canonical texts by field name, and `key`, the source's own key of the row. */
export interface TargetRecord {
  /** Line in its file, from 1; for made records any number that finds them again. */
  readonly line: number;
  readonly values: Readonly<Record<string, string | null>>;
}

/** Something of a record that keeps it out. Never repeats a value. */
export interface Reject {
  readonly line: number;
  /** Empty where the record as a whole is at fault. */
  readonly field: string;
  readonly reason: string;
}

export interface LoadCounts {
  readonly read: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Records, not reasons: a record may have several. */
  readonly rejected: number;
}
