import { type KeyObject, randomBytes } from 'node:crypto';
import type {
  ContributionFile,
  ContributionRecord,
  FileNaming,
  RecordContent,
} from '../../../contribution/contribution.port';
import { FieldMisfit } from '../../../contribution/finding';
import { opened, sealed } from './cry';
import { fitted, isMessageType, MESSAGES, type MessageType } from './messages';
import { unzipped, zipped } from './zip';

const LINE_END = '\r\n';
/** Lines are handed on together: a small write costs as much as a large one. */
const CHUNK_CHARACTERS = 65_536;
/** Most that a file may hold unpacked. */
const MOST_BYTES = 512 * 1_048_576;

/** Type tag, then one JSON object per line, UTF-8, CR LF. @throws TypeError for records of another message */
export async function* recordLines(
  type: MessageType,
  records: Iterable<ContributionRecord> | AsyncIterable<ContributionRecord>,
): AsyncGenerator<Buffer> {
  let text = MESSAGES[type].tag + LINE_END;
  for await (const record of records) {
    if (record.type !== type) throw new TypeError(`a file of ${type} takes no ${record.type}`);
    text += JSON.stringify(fitted(type, record.content.reveal())) + LINE_END;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text, 'utf8');
    text = '';
  }
  if (text !== '') yield Buffer.from(text, 'utf8');
}

/** `{institution}_{D2}_{YYYYMMDD}_{0001}.txt`, zipped, in the envelope. */
export function recordFile(
  institution: string,
  publicKey: KeyObject,
  records: Iterable<ContributionRecord> | AsyncIterable<ContributionRecord>,
  { fileKind, date, sequence }: FileNaming,
): ContributionFile {
  if (!isMessageType(fileKind)) throw new TypeError('Baihang has no such message');
  const stem = `${institution}_${fileKind}_${date.replaceAll('-', '')}_${String(sequence).padStart(4, '0')}`;
  const passphrase = randomBytes(24).toString('base64');
  const content = recordLines(fileKind, records);
  return { name: `${stem}.cry`, bytes: sealed(zipped(`${stem}.txt`, content), publicKey, passphrase) };
}

/** What a file holds, unpacked. @throws FieldMisfit, RangeError */
export function readRecordFile(
  envelope: Buffer,
  privateKey: KeyObject,
): { readonly name: string; readonly type: MessageType; readonly contents: readonly RecordContent[] } {
  const { name, content } = unzipped(opened(envelope, privateKey), MOST_BYTES);
  return { name, ...readRecordLines(content) };
}

/** @throws FieldMisfit for a text that is not whole, of another tag, or with a line that is no such message */
export function readRecordLines(bytes: Buffer): {
  readonly type: MessageType;
  readonly contents: readonly RecordContent[];
} {
  const lines = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).split(LINE_END);
  if (lines.pop() !== '') throw new FieldMisfit('file', 'WIDTH');
  const tag = lines.shift();
  const type = Object.keys(MESSAGES).find((each) => isMessageType(each) && MESSAGES[each].tag === tag);
  if (type === undefined || !isMessageType(type)) throw new FieldMisfit('tag', 'CODE');
  return { type, contents: lines.map((line) => fitted(type, JSON.parse(line))) };
}
