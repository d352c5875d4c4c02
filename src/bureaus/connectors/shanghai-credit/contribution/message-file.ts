import type { BusinessDate } from '../../../../kernel';
import type {
  ContributionFile,
  ContributionRecord,
  FileNaming,
} from '../../../contribution/contribution.port';
import { FieldMisfit } from '../../../contribution/finding';
import { compact } from './compact-date';
import { readRecord, type SegmentRecord, toSegmentRecord, writeRecord } from './segments';

const LINE_END = Buffer.from('\r\n', 'latin1');
/** Two characters tell the files of a day apart. */
const SUFFIXES = 36 * 36;

/** Name of a message file (报文文件): organisation (14), day (8), suffix (2). */
export function messageFileName(orgCode: string, date: BusinessDate, sequence: number): string {
  if (!/^[\x21-\x7e]{14}$/.test(orgCode)) throw new FieldMisfit('orgCode', 'WIDTH');
  if (!Number.isInteger(sequence) || sequence < 1 || sequence >= SUFFIXES)
    throw new RangeError(`a day has at most ${SUFFIXES - 1} message files`);
  return orgCode + compact(date) + sequence.toString(36).toUpperCase().padStart(2, '0');
}

export const lineOf = ({ type, content }: ContributionRecord): Buffer =>
  Buffer.concat([writeRecord(toSegmentRecord(type, content.reveal())), LINE_END]);

/** Records as they come, one line each, GBK, CR LF. */
export function messageFile(
  orgCode: string,
  records: Iterable<ContributionRecord> | AsyncIterable<ContributionRecord>,
  { date, sequence }: FileNaming,
): ContributionFile {
  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const record of records) yield lineOf(record);
  }
  return { name: `${messageFileName(orgCode, date, sequence)}.txt`, bytes: bytes() };
}

/** What a message file holds. @throws FieldMisfit for a file that is not whole, or a line that is no record */
export function readMessageFile(bytes: Buffer): SegmentRecord[] {
  const records: SegmentRecord[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(LINE_END, from);
    if (end < 0) throw new FieldMisfit('segment', 'WIDTH');
    records.push(readRecord(bytes.subarray(from, end)));
    from = end + LINE_END.length;
  }
  return records;
}
