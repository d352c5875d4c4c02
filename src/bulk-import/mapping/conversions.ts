import { createHash } from 'node:crypto';
import { isBusinessDate } from '../../kernel';
import { FieldError } from '../targets';
import { type Expression, MONEY_UNITS, type Operand } from './expression';
import { isoDate, patternReader, type WrittenTime } from './patterns';

type Convert = (text: string) => string | null;

/** A code in its meaning here; the meaning "" says nothing. */
export function translation(
  table: Readonly<Record<string, string>>,
  expression: { readonly table: string; readonly default?: string | undefined },
): Convert {
  const entries = new Map(Object.entries(table));
  return (text) => {
    const code = entries.get(text) ?? expression.default;
    if (code === undefined) throw new FieldError(`it is not in the code table ${expression.table}`);
    return code || null;
  };
}

interface Written {
  readonly format: string | readonly string[];
  readonly century?: number | undefined;
}

/** The first of the formats that fits. */
function writtenTime({ format, century }: Written): (text: string) => WrittenTime {
  const formats = [format].flat();
  const readers = formats.map((each) => patternReader(each, century));
  return (text) => {
    for (const read of readers) {
      const written = read(text);
      if (written) return written;
    }
    throw new FieldError(`it is not written as ${formats.join(' or ')}`);
  };
}

function existing(written: WrittenTime): string {
  const date = isoDate(written);
  if (!isBusinessDate(date)) throw new FieldError('it is no date that exists');
  return date;
}

export function dateText(expression: Written & { readonly monthOffset?: number | undefined }): Convert {
  const read = writtenTime(expression);
  const { monthOffset = 0 } = expression;
  return (text) => {
    const written = read(text);
    const isShifted = monthOffset > 0 && written.month > monthOffset;
    return existing(isShifted ? { ...written, month: written.month - monthOffset } : written);
  };
}

export function instantText(expression: Extract<Expression, { instant: Operand }>): Convert {
  const read = writtenTime(expression);
  return (text) => {
    const written = read(text);
    return `${existing(written)}T${written.time}${expression.offset}`;
  };
}

interface NumberForm {
  readonly decimal: string;
  readonly thousands?: string | undefined;
  readonly unit?: keyof typeof MONEY_UNITS;
  readonly into?: keyof typeof MONEY_UNITS;
}

const GROUPED = /^[+-]?\d{1,3}([ ,.'’])\d{3}(\1\d{3})*(?!\d)/;

/** Moves the point by the units' power of ten, in text: an amount never becomes a float. */
export function amount(
  text: string,
  { decimal, thousands, unit = 'YUAN', into = 'YUAN' }: NumberForm,
): string {
  const plain = thousands === undefined ? text : text.replaceAll(thousands, '');
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(decimal === ',' ? plain.replace(',', '.') : plain);
  if (!match || (decimal === ',' && plain.includes('.')))
    throw new FieldError(
      thousands === undefined && GROUPED.test(text)
        ? 'it has thousands separators, and the mapping names none (`thousands`)'
        : 'it is no amount in the form that the mapping says',
    );
  const power = MONEY_UNITS[unit] - MONEY_UNITS[into];
  const whole = match[2]!.padStart(1 + Math.max(0, -power), '0');
  const fraction = (match[3] ?? '').padEnd(Math.max(0, power), '0');
  const digits = whole + fraction;
  const point = whole.length + power;
  const rest = into === 'FEN' ? digits.slice(point).replace(/0+$/, '') : digits.slice(point);
  const result = `${digits.slice(0, point)}${rest === '' ? '' : `.${rest}`}`;
  return (match[1] === '-' ? '-' : '') + result.replace(/^0+(?=\d)/, '');
}

/** Hexadecimal start of the SHA-256 of a text: a key where the source has only a name. */
export const digestText = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);
