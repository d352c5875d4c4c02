import { z } from 'zod';
import type { FeedbackReading, FeedbackVerdict } from '../../../contribution/contribution.port';
import { refusedFeedback, wholeLines } from '../../../contribution/feedback';

/** First and last line are assumed; what stands between is the error log (错误日志) that lenders read. */
const TAG = '#recordFeedbackInfo';
const trailer = z.object({ file: z.string().min(1).max(200).nullable(), count: z.number().int().min(0) });
const entry = z.object({
  reqId: z.string().regex(/^[A-Za-z0-9]{1,40}$/),
  errorType: z.string().max(40),
  /** Empty for a record that is in the database. */
  errorCode: z.string().regex(/^[A-Z0-9]{0,20}$/),
  /** Words for people, which may repeat what they are about: not kept. */
  errorDesc: z.string().max(400),
});

/**
 * A feedback file: the tag, one JSON object `{ reqId, errorType, errorCode, errorDesc }` per line, several for a record
 * with several errors, and how many lines there were. UTF-8, CR LF. Pure; never throws.
 */
export function readFeedback(bytes: Buffer): FeedbackReading {
  const lines = wholeLines(bytes);
  if (!Array.isArray(lines)) return lines as FeedbackReading;
  const texts = (lines as Buffer[]).map(utf8);
  const unreadable = texts.indexOf(null);
  if (unreadable >= 0) return refusedFeedback('ENCODING', unreadable + 1);
  const [tag, ...rest] = texts as string[];
  const end = /^#end (.*)$/.exec(rest.pop() ?? '');
  if (tag !== TAG) return refusedFeedback('FORM', 1);
  // Without its last line a file was cut off between two lines.
  if (!end) return refusedFeedback('TORN');
  const told = parsed(trailer, end[1] ?? '');
  if (told === null) return refusedFeedback('FORM', texts.length);
  if (told.count !== rest.length) return refusedFeedback('TORN');
  const verdicts = new Map<string, FeedbackVerdict>();
  for (const [index, line] of rest.entries()) {
    const read = parsed(entry, line);
    if (read === null) return refusedFeedback('FORM', index + 2);
    const errors = read.errorCode === '' ? [] : [{ code: read.errorCode, field: null }];
    const before = verdicts.get(read.reqId)?.errors ?? [];
    verdicts.set(read.reqId, { reference: read.reqId, errors: [...before, ...errors] });
  }
  return { kind: 'READ', about: told.file, state: 'JUDGED', verdicts: [...verdicts.values()] };
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parsed<Value>(form: z.ZodType<Value>, json: string): Value | null {
  try {
    const read = form.safeParse(JSON.parse(json));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
