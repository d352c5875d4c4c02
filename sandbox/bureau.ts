import type { ContentFault } from './faults';

/** What every simulated bureau is told. */
export interface BureauOptions {
  /** The day on which all reports are drawn up, `YYYYMMDD`. */
  businessDate: string;
  /** Accept a resident id whose check character is wrong. */
  lenient: boolean;
  /** Delay of the slow persona in milliseconds. */
  slowMs: number;
  orgNo: string;
  directSecret: string;
}

/** One bureau of the sandbox; its folder holds everything that is its own. */
export interface SimulatedBureau {
  /** As in `/sandbox/faults/{code}`. */
  readonly code: string;
  /** Where it takes its inquiries by POST. */
  readonly path: string;
  /** The answer to a parsed body, good or bad, and how long the bureau ponders. */
  answer(body: unknown): { answer: object; delayMs: number };
  /** What the bureau sends in place of `answer` under a fault of content. */
  distort(fault: ContentFault, answer: object, body: unknown): object;
}
