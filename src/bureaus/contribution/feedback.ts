import type { FeedbackProblem, FeedbackReading } from './contribution.port';

export const refusedFeedback = (
  problem: FeedbackProblem,
  line: number | null = null,
  unknown = 0,
): FeedbackReading => ({ kind: 'REFUSED', problem, line, unknown });

/** Most that a feedback file may be: a day's records, each named with its errors. */
const MOST_FEEDBACK_BYTES = 256 * 1_048_576;

/**
 * The lines of a file that ends each of them by CR LF, or what keeps it from being read. A last line without its end was
 * cut off, and so may be whole lines before it.
 */
export function wholeLines(bytes: Buffer): readonly Buffer[] | FeedbackReading {
  if (bytes.length === 0 || bytes.length > MOST_FEEDBACK_BYTES) return refusedFeedback('TORN');
  if (bytes.at(-1) !== 0x0a || bytes.at(-2) !== 0x0d) return refusedFeedback('TORN');
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf('\r\n', from, 'latin1');
    const line = bytes.subarray(from, end);
    if (line.includes(0x0a) || line.includes(0x0d)) return refusedFeedback('FORM', lines.length + 1);
    lines.push(line);
    from = end + 2;
  }
  return lines;
}

/** A reading whose every record is one of ours; else the whole file is set aside, and says how many are not. */
export function withKnownRecords(
  reading: FeedbackReading,
  isOurs: (reference: string) => boolean,
): FeedbackReading {
  if (reading.kind === 'REFUSED') return reading;
  const unknown = reading.verdicts.filter(({ reference }) => !isOurs(reference)).length;
  return unknown === 0 ? reading : refusedFeedback('UNKNOWN_RECORDS', null, unknown);
}
