import iconv from 'iconv-lite';
import { FieldMisfit } from '../../../contribution/finding';

interface FieldOptions {
  readonly required?: boolean;
  readonly pattern?: RegExp;
  readonly codes?: readonly string[];
}

/** One field of a segment: first and last byte, counted from 1. */
export interface FieldSpec extends FieldOptions {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Texts and codes are filled up by blanks behind, numbers by zeros before. */
  readonly kind: 'letter' | 'text' | 'date' | 'number';
}

export interface SegmentLayout {
  /** In bytes. */
  readonly length: number;
  readonly fields: readonly FieldSpec[];
}

export type SegmentValues = Readonly<Record<string, string>>;

export const letter = (name: string, at: number, value: string): FieldSpec => ({
  name,
  from: at,
  to: at,
  kind: 'letter',
  codes: [value],
});
export const text = (name: string, from: number, to: number, options: FieldOptions = {}): FieldSpec => ({
  name,
  from,
  to,
  kind: 'text',
  ...options,
});
export const code = (
  name: string,
  from: number,
  to: number,
  codes: readonly string[],
  options: FieldOptions = {},
): FieldSpec => ({ name, from, to, kind: 'text', codes, ...options });
/** `YYYYMMDD`. */
export const date = (name: string, from: number, to: number, options: FieldOptions = {}): FieldSpec => ({
  name,
  from,
  to,
  kind: 'date',
  ...options,
});
export const count = (name: string, from: number, to: number, options: FieldOptions = {}): FieldSpec => ({
  name,
  from,
  to,
  kind: 'number',
  ...options,
});
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
const DIGITS = /^\d+$/;
const gbk = new TextDecoder('gbk', { fatal: true });

/**
 * The bytes of a segment. Fields without a value are blank; letters are written by themselves.
 * @throws FieldMisfit for a value that has no place: nothing is ever cut off or replaced
 */
export function writeSegment({ length, fields }: SegmentLayout, values: SegmentValues): Buffer {
  const bytes = Buffer.alloc(length, 0x20);
  for (const field of fields) {
    const value = field.kind === 'letter' ? (field.codes?.[0] ?? '') : (values[field.name] ?? '');
    checkValue(field, value);
    if (value === '') continue;
    const width = field.to - field.from + 1;
    if (PRINTABLE_ASCII.test(value)) {
      if (value.length > width)
        throw new FieldMisfit(field.name, field.kind === 'number' ? 'AMOUNT' : 'WIDTH');
      const whole = field.kind === 'number' ? value.padStart(width, '0') : value;
      bytes.write(whole, field.from - 1, 'latin1');
    } else {
      const encoded = gbkBytes(field.name, value);
      if (encoded.length > width) throw new FieldMisfit(field.name, 'WIDTH');
      encoded.copy(bytes, field.from - 1);
    }
  }
  return bytes;
}

/**
 * The values of a segment; blank fields are absent.
 * @throws FieldMisfit for bytes that no writer of this table leaves
 */
export function readSegment({ length, fields }: SegmentLayout, bytes: Buffer): SegmentValues {
  if (bytes.length !== length) throw new FieldMisfit('segment', 'WIDTH');
  const values: Record<string, string> = {};
  for (const field of fields) {
    const raw = bytes.subarray(field.from - 1, field.to);
    const value = valueIn(field, decoded(field.name, raw));
    checkValue(field, value);
    if (field.kind !== 'letter' && value !== '') values[field.name] = value;
  }
  return values;
}

function valueIn({ name, kind }: FieldSpec, padded: string): string {
  if (kind !== 'number') return padded.replace(/ +$/, '');
  if (padded.trim() === '') return '';
  if (!DIGITS.test(padded)) throw new FieldMisfit(name, 'AMOUNT');
  return padded.replace(/^0+(?=\d)/, '');
}

function checkValue({ name, kind, required, codes, pattern }: FieldSpec, value: string): void {
  if (value === '') {
    if (required || kind === 'letter') throw new FieldMisfit(name, 'MISSING');
    return;
  }
  if (kind === 'number' && !DIGITS.test(value)) throw new FieldMisfit(name, 'AMOUNT');
  if (kind === 'date' && !isDay(value)) throw new FieldMisfit(name, 'DATE');
  if (codes && !codes.includes(value)) throw new FieldMisfit(name, 'CODE');
  if (pattern && !pattern.test(value)) throw new FieldMisfit(name, 'CODE');
  if (kind === 'text' && value !== value.trim()) throw new FieldMisfit(name, 'CHARACTERS');
}

/** Characters that the code page has not would become question marks: what is read back must be what was written. */
function gbkBytes(field: string, value: string): Buffer {
  const bytes = iconv.encode(value, 'gbk');
  if (decoded(field, bytes) !== value) throw new FieldMisfit(field, 'CHARACTERS');
  return bytes;
}

/** A character that was cut in two does not decode; control characters would break the lines of a file. */
function decoded(field: string, bytes: Buffer): string {
  const latin = bytes.toString('latin1');
  if (PRINTABLE_ASCII.test(latin)) return latin;
  try {
    const value = gbk.decode(bytes);
    // The decoder takes single bytes, such as 0xff, that no encoder leaves.
    if (!/\p{Cc}/u.test(value) && iconv.encode(value, 'gbk').equals(bytes)) return value;
  } catch {}
  throw new FieldMisfit(field, 'CHARACTERS');
}

function isDay(compact: string): boolean {
  if (!/^(19|20)\d{6}$/.test(compact)) return false;
  const [year, month, day] = [compact.slice(0, 4), compact.slice(4, 6), compact.slice(6)].map(Number);
  const lastDay = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= lastDay;
}
