import { FieldError } from '../targets';
import { type Expression, type Lookup, MONEY_UNITS, type Operand } from './expression';
import { isoDate, patternReader } from './patterns';

/** What a field's text is for the cells of a row; null when the source says nothing. @throws FieldError */
export type Evaluate = (cells: readonly string[]) => string | null;

export interface CompileContext {
  /** Place of each column among the cells. */
  readonly columns: ReadonlyMap<string, number>;
  readonly codes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Finds what a lookup takes: undefined for no row; `several` where `only` one may match. */
  readonly lookup: (lookup: Lookup) => (value: string) => string | null | undefined | typeof SEVERAL;
}

export const SEVERAL = Symbol('several rows match');

/** Makes a function of an expression whose names are known to be right. */
export function compile(expression: Expression, context: CompileContext): Evaluate {
  const operand = (part: Operand): Evaluate =>
    typeof part === 'string' ? column(part) : compile(part, context);
  const column = (name: string): Evaluate => {
    const place = context.columns.get(name);
    if (place === undefined) throw new RangeError(`there is no column ${name}`);
    return (cells) => cells[place]?.trim() || null;
  };
  if ('column' in expression) return column(expression.column);
  if ('const' in expression) return () => expression.const;
  if ('concat' in expression) return concatenated(expression.concat.map(operand), expression.separator);
  if ('first' in expression) return firstOf(expression.first.map(operand));
  if ('code' in expression)
    return mapped(operand(expression.code), translate(context.codes[expression.table] ?? {}, expression));
  if ('date' in expression) return mapped(operand(expression.date), dateText(expression));
  if ('instant' in expression) return mapped(operand(expression.instant), instantText(expression));
  if ('money' in expression) return mapped(operand(expression.money), (text) => amount(text, expression));
  if ('ref' in expression) return mapped(operand(expression.ref), (text) => `${expression.source}:${text}`);
  if ('slice' in expression)
    return mapped(operand(expression.slice), (text) => {
      const part = text.slice(expression.from - 1, expression.from - 1 + expression.length);
      return part.trim() || null;
    });
  return found(operand(expression.with ?? expression.match), expression, context.lookup(expression));
}

const mapped =
  (evaluate: Evaluate, change: (text: string) => string | null): Evaluate =>
  (cells) => {
    const text = evaluate(cells);
    return text === null ? null : change(text);
  };

/** Nothing when any part is nothing: half a key is no key. */
const concatenated =
  (parts: readonly Evaluate[], separator: string): Evaluate =>
  (cells) => {
    const texts = parts.map((part) => part(cells));
    return texts.includes(null) ? null : texts.join(separator);
  };

const firstOf =
  (parts: readonly Evaluate[]): Evaluate =>
  (cells) => {
    for (const part of parts) {
      const text = part(cells);
      if (text !== null) return text;
    }
    return null;
  };

function translate(
  table: Readonly<Record<string, string>>,
  expression: { table: string; default?: string | undefined },
) {
  const entries = new Map(Object.entries(table));
  return (text: string): string | null => {
    const code = entries.get(text) ?? expression.default;
    if (code === undefined) throw new FieldError(`it is not in the code table ${expression.table}`);
    return code || null;
  };
}

function dateText(expression: Extract<Expression, { date: Operand }>) {
  const read = patternReader(expression.format, expression.century);
  const { monthOffset = 0, format } = expression;
  return (text: string): string => {
    const written = read(text);
    if (!written) throw new FieldError(`it is not written as ${format}`);
    const shifted =
      monthOffset > 0 && written.month > monthOffset ? written.month - monthOffset : written.month;
    return isoDate({ ...written, month: shifted });
  };
}

function instantText(expression: Extract<Expression, { instant: Operand }>) {
  const read = patternReader(expression.format, expression.century);
  return (text: string): string => {
    const written = read(text);
    if (!written) throw new FieldError(`it is not written as ${expression.format}`);
    return `${isoDate(written)}T${written.time}${expression.offset}`;
  };
}

/** Moves the point by the unit's power of ten, in text: an amount never becomes a float. */
function amount(text: string, expression: Extract<Expression, { money: Operand }>): string {
  const { decimal, thousands, unit } = expression;
  const plain = thousands === undefined ? text : text.replaceAll(thousands, '');
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(decimal === ',' ? plain.replace(',', '.') : plain);
  if (!match || (decimal === ',' && plain.includes('.')))
    throw new FieldError('it is no amount in the form that the mapping says');
  const power = MONEY_UNITS[unit];
  const whole = match[2]!.padStart(1 + Math.max(0, -power), '0');
  const fraction = (match[3] ?? '').padEnd(Math.max(0, power), '0');
  const digits = whole + fraction;
  const point = whole.length + power;
  const result = `${digits.slice(0, point)}${digits.length > point ? `.${digits.slice(point)}` : ''}`;
  return (match[1] === '-' ? '-' : '') + result.replace(/^0+(?=\d)/, '');
}

function found(key: Evaluate, lookup: Lookup, find: ReturnType<CompileContext['lookup']>): Evaluate {
  const nothing = lookup.default ?? null;
  return (cells) => {
    const text = key(cells);
    const value = text === null ? undefined : find(text);
    if (value === SEVERAL) throw new FieldError(`several rows of ${lookup.lookup} match`);
    return value ?? nothing;
  };
}
