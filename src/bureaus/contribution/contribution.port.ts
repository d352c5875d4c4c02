import type { LoanEvent, LoanEventKey, OriginalLoanEvent } from '../../ecosystem';
import type { BusinessDate, Sensitive } from '../../kernel';
import type { ContributionFacts } from './contribution-facts';
import type { Finding } from './finding';

/** A record's fields by the bureau's names, as JSON can hold them. */
export type RecordContent = { readonly [field: string]: RecordValue };
type RecordValue = string | number | null | readonly RecordContent[];

/** Added, modified or deleted. */
export type OpCode = 'A' | 'M' | 'D';

/** One message of one bureau, made from one event. Whoever stores `content` seals it: it holds the identity in clear. */
export interface ContributionRecord {
  readonly bureau: string;
  /** As the bureau calls it: D2, D3, D4; P, S, A, G; REPORT. */
  readonly type: string;
  /** Unique per bureau, the same whenever the same event is built again: 32 letters and digits. The bureau's reqID. */
  readonly key: string;
  /** What the bureau's feedback names the record by. */
  readonly reference: string;
  readonly opCode: OpCode;
  /** Of which it was made. */
  readonly event: LoanEventKey;
  /** Records of one kind may share a file. */
  readonly fileKind: string;
  readonly content: Sensitive<RecordContent>;
}

/** An event has one record at a bureau, several, or none (`records` is empty); or it cannot be written at all. */
export type BuildOutcome =
  | { readonly kind: 'BUILT'; readonly records: readonly ContributionRecord[] }
  | { readonly kind: 'REFUSED'; readonly findings: readonly Finding[] };

/** Before anything is sent: a record with an ERROR waits for somebody to mend it, one with a DOUBT goes out. */
export type ValidationVerdict =
  | { readonly kind: 'ACCEPTED'; readonly doubts: readonly Finding[] }
  | { readonly kind: 'PARKED'; readonly errors: readonly Finding[]; readonly doubts: readonly Finding[] };

/**
 * What became of one record.
 * - ACCEPTED: the bureau has it; `receipt` is its number.
 * - HANDED_OVER: it lies where the bureau takes it, in the file that `receipt` names; what the bureau says comes later.
 * - REJECTED: the bureau read it and did not take it; the same again will fare no better.
 * - NOT_SENT: it did not reach the bureau, or the bureau would not listen now. To be sent again.
 * - UNKNOWN: it may have been taken. To be sent again unchanged, with the same key: the effect is once.
 */
export type SendOutcome =
  | { readonly kind: 'ACCEPTED'; readonly receipt: string }
  | { readonly kind: 'HANDED_OVER'; readonly receipt: string }
  | { readonly kind: 'REJECTED'; readonly rule: string; readonly field: string | null }
  | { readonly kind: 'NOT_SENT'; readonly cause: string; readonly retryAfterSeconds?: number }
  | { readonly kind: 'UNKNOWN'; readonly cause: string };

export interface FileNaming {
  /** Of the records in it. */
  readonly fileKind: string;
  readonly date: BusinessDate;
  /** Of the files of that day, from 1. */
  readonly sequence: number;
}

/** A file for the bureau, made while it is read: of any size in constant memory. */
export interface ContributionFile {
  readonly name: string;
  readonly bytes: AsyncIterable<Buffer>;
}

export interface FeedbackError {
  readonly code: string;
  readonly field: string | null;
}

/** What the bureau says of a record; without errors: it is in the database (入库). */
export interface FeedbackVerdict {
  readonly reference: string;
  readonly errors: readonly FeedbackError[];
}

export type FeedbackProblem = 'TORN' | 'ENCODING' | 'FORM' | 'UNKNOWN_RECORDS' | 'UNKNOWN_FILE';

/** A feedback file is read whole or not at all. */
export type FeedbackReading =
  | {
      readonly kind: 'READ';
      /** The file that the bureau answers; null where it answers calls. */
      readonly about: string | null;
      /** PENDING: the bureau has the file and has not judged yet. FAILED: it could not use it, which is to be sent again. */
      readonly state: 'PENDING' | 'JUDGED' | 'FAILED';
      readonly verdicts: readonly FeedbackVerdict[];
    }
  | {
      readonly kind: 'REFUSED';
      readonly problem: FeedbackProblem;
      /** Line of the file, from 1; null where no one line is to blame. */
      readonly line: number | null;
      /** How many records are unknown; 0 for other problems. */
      readonly unknown: number;
    };

/** How records travel to a bureau. */
export interface ContributionTransport {
  /** CALL: the bureau answers at once. FILE: it answers by feedback, and batches are named by `fileBatchKey`. */
  readonly kind: 'CALL' | 'FILE';
  /** How many records one `send` may carry. */
  readonly batchSize: number;
  /**
   * One outcome per record, in order. The same batch with the same key again has no second effect. Where a record of the
   * batch may be lost, those behind it are NOT_SENT: the order of a loan is kept. Never throws for what the bureau does.
   */
  send(batch: readonly ContributionRecord[], key: string): Promise<readonly SendOutcome[]>;
}

/** The way of our records to one bureau. Knows its formats, codes and rules; nothing of consent, outbox or storage. */
export interface ContributionConnector {
  readonly bureau: string;
  readonly transport: ContributionTransport;
  /** What it has a message for: an event of another kind, and what corrects or marks one, has no record. */
  readonly takes: readonly OriginalLoanEvent['kind'][];
  /** Pure. */
  recordsFor(event: LoanEvent, facts: ContributionFacts): BuildOutcome;
  /**
   * Pure. `known` are the other records of the same loan at this bureau, in the order in which they were made: those
   * accepted before, and those made of the same event. Rules that compare look there.
   */
  validate(record: ContributionRecord, known?: readonly ContributionRecord[]): ValidationVerdict;
  /** The records, all of the one `fileKind`, as the file that the bureau takes. @throws TypeError for a kind it has not */
  fileOf(
    records: Iterable<ContributionRecord> | AsyncIterable<ContributionRecord>,
    naming: FileNaming,
  ): ContributionFile;
  /** Pure; never throws. `name` is that of the feedback file. */
  readFeedback(bytes: Buffer, name: string): FeedbackReading;
}
