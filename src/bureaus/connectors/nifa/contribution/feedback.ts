import type { FeedbackReading, FeedbackVerdict } from '../../../contribution/contribution.port';
import { refusedFeedback, wholeLines } from '../../../contribution/feedback';

/** fileUploadStatus and feedbackResult of the association's front-end: 0 pending, 1 ok, 2 failed. */
const PENDING = '0';
const FAILED = '2';

/** In the place of a file's name: the records came by call. */
const CALLS = 'CALLS';

const HEAD = /^([\x21-\x7b\x7d\x7e]{1,64})\|([012])\|([012])\|(\d{1,9})$/;
const LINE = /^([0-9A-Z]{32})\|([0-9A-Z]{0,10})\|([A-Za-z]{0,40})$/;

/**
 * A feedback file of the assumed profile: `name|fileUploadStatus|feedbackResult|lines`, then `recordId|code|field` with
 * an empty code for a record that is in the database. UTF-8, CR LF. Pure; never throws.
 */
export function readFeedback(bytes: Buffer): FeedbackReading {
  const lines = wholeLines(bytes);
  if (!Array.isArray(lines)) return lines as FeedbackReading;
  const [first, ...rest] = (lines as Buffer[]).map((line) => line.toString('latin1'));
  const head = HEAD.exec(first ?? '');
  if (!head) return refusedFeedback(/[^\x20-\x7e]/.test(first ?? '') ? 'ENCODING' : 'FORM', 1);
  const [, name = '', upload, result, count] = head;
  const about = name === CALLS ? null : name;
  if (Number(count) !== rest.length) return refusedFeedback('TORN');
  if (upload === FAILED) return { kind: 'READ', about, state: 'FAILED', verdicts: [] };
  const verdicts = new Map<string, FeedbackVerdict>();
  for (const [index, line] of rest.entries()) {
    const read = LINE.exec(line);
    if (!read) return refusedFeedback(/[^\x20-\x7e]/.test(line) ? 'ENCODING' : 'FORM', index + 2);
    const [, reference = '', code = '', field = ''] = read;
    const before = verdicts.get(reference)?.errors ?? [];
    const errors = code === '' ? before : [...before, { code, field: field === '' ? null : field }];
    verdicts.set(reference, { reference, errors });
  }
  const state = upload === PENDING || result === PENDING ? 'PENDING' : 'JUDGED';
  if (state === 'PENDING' && verdicts.size > 0) return refusedFeedback('FORM', 1);
  return { kind: 'READ', about, state, verdicts: [...verdicts.values()] };
}
