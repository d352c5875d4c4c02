import type { FeedbackReading, FeedbackVerdict } from '../../../contribution/contribution.port';
import { refusedFeedback, wholeLines } from '../../../contribution/feedback';
import { FieldMisfit } from '../../../contribution/finding';
import { fieldNameAt, readRecord, referenceOf, type SegmentType } from './segments';

/** A message file (报文文件) is named by organisation (14), day (8) and a suffix (2). */
const FILE_NAME = /^[\x21-\x7e]{14}\d{8}[0-9A-Z]{2}$/;
const FILE_NAME_BYTES = 24;
/** Five times an error's code (4) and the index of the field (3), from 1 in the order of the table; blank from the first that is not needed. */
const ERRORS = 5;
const CODE_BYTES = 4;
const INDEX_BYTES = 3;
const PREFIX_BYTES = FILE_NAME_BYTES + ERRORS * (CODE_BYTES + INDEX_BYTES);

/**
 * A feedback file: each line a prefix of 59 bytes and the record as it was sent. A record without a code is in the
 * database (入库). GBK, lines end in CR LF. Pure; never throws.
 */
export function readFeedback(bytes: Buffer): FeedbackReading {
  const lines = wholeLines(bytes);
  if (!Array.isArray(lines)) return lines as FeedbackReading;
  const verdicts: FeedbackVerdict[] = [];
  let about: string | null = null;
  for (const [index, line] of (lines as Buffer[]).entries()) {
    const name = line.toString('latin1', 0, FILE_NAME_BYTES);
    if (!FILE_NAME.test(name) || (about !== null && name !== about))
      return refusedFeedback('FORM', index + 1);
    about = name;
    const record = line.subarray(PREFIX_BYTES);
    try {
      const { type } = readRecord(record);
      const errors = errorsIn(line.toString('latin1', FILE_NAME_BYTES, PREFIX_BYTES), type);
      if (errors === null) return refusedFeedback('FORM', index + 1);
      verdicts.push({ reference: referenceOf(record), errors });
    } catch (error) {
      if (!(error instanceof FieldMisfit)) throw error;
      return refusedFeedback(error.problem === 'CHARACTERS' ? 'ENCODING' : 'FORM', index + 1);
    }
  }
  return { kind: 'READ', about, state: 'JUDGED', verdicts };
}

function errorsIn(prefix: string, type: SegmentType): { code: string; field: string }[] | null {
  const errors: { code: string; field: string }[] = [];
  let ended = false;
  for (let at = 0; at < prefix.length; at += CODE_BYTES + INDEX_BYTES) {
    const code = prefix.slice(at, at + CODE_BYTES);
    const field = prefix.slice(at + CODE_BYTES, at + CODE_BYTES + INDEX_BYTES);
    if (code.trim() === '' && field.trim() === '') ended = true;
    else if (ended || !/^[0-9A-Z]{4}$/.test(code) || !/^\d{3}$/.test(field)) return null;
    else errors.push({ code, field: fieldNameAt(type, Number(field)) });
  }
  return ended || errors.length === ERRORS ? errors : null;
}
