/** What a bureau finds wrong with a record: a code and the field by the bureau's name. */
export interface RecordError {
  readonly code: string;
  readonly field: string | null;
}

/** A record as its bureau read it. */
export interface ArrivedRecord {
  /** Names the arrival: the sender's id of the record, or a digest of its line. */
  readonly reference: string;
  /** What there can be one of at the bureau. */
  readonly businessKey: string;
  /** Equal texts, equal content. */
  readonly content: string;
  /** REPLACE: the bureau knows no operations, and the latest record of a business key stands. */
  readonly operation: 'ADD' | 'MODIFY' | 'DELETE' | 'REPLACE';
  /** A modification or deletion needs a record whose business key starts so. */
  readonly of: string;
  readonly loanNo: string;
  readonly errors: readonly RecordError[];
  /** As feedback repeats it. */
  readonly line: Buffer | null;
}

export interface Reply {
  readonly status: number;
  readonly body: object;
}

/** A call or file as its bureau understood it. */
export type Understood =
  | { readonly refused: Reply }
  | {
      /** What makes a repetition one: the request's id, or the name of the file. */
      readonly repetition: string | null;
      /** The file that feedback is about; null for calls. */
      readonly about: string | null;
      readonly records: readonly ArrivedRecord[];
      /** `verdicts` are those of `records`, in order. */
      readonly reply: (verdicts: readonly Verdict[], receiptNo: string) => Reply;
    };

export interface Verdict {
  readonly record: ArrivedRecord;
  /** Told at once; feedback errors are told the next day. */
  readonly errors: readonly RecordError[];
}

export interface FeedbackFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Where one bureau takes what lenders owe it. */
export interface ContributionDesk {
  readonly code: string;
  /** Operations and where each takes its calls by POST. */
  readonly calls: Readonly<Record<string, string>>;
  understandCall(
    operation: string,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    body: unknown,
  ): Understood;
  understandFile(name: string, bytes: Buffer): Understood;
  /** The feedback about one file, or about the calls of a day. */
  feedback(day: string, number: number, about: string | null, verdicts: readonly Verdict[]): FeedbackFile;
}
