import { type BusinessDate, fromDecimal, isBusinessDate } from '../../kernel';

/** Texts of a row by field name; null where the source says nothing. */
export type Texts = Readonly<Record<string, string | null>>;

export interface FieldContext {
  /** The whole row: an amount is read in the row's currency. */
  readonly texts: Texts;
  readonly today: BusinessDate;
}

/**
 * One field of a target: how its canonical text is read. `suffix` says the unit in the name that the table's owner
 * uses: the field `balance` becomes the property `balanceMinor`.
 */
export interface Field<T = unknown, Required extends boolean = boolean, Suffix extends string = string> {
  /** For people: what may stand here. */
  readonly form: string;
  readonly required: Required;
  readonly suffix: Suffix;
  /** Every text that is allowed, where they can be listed. */
  readonly codes?: readonly string[];
  /** The target that the field refers to; its `read` then gives the source key as it was written. */
  readonly refersTo?: string;
  /** @throws FieldError with a reason that does not repeat the text. */
  read(text: string, context: FieldContext): T;
}

/** Why a text is no value of its field. Never repeats the text: it may be personal. */
export class FieldError extends Error {
  override readonly name = 'FieldError';
}

const optional = <T, Suffix extends string>(
  suffix: Suffix,
  form: string,
  read: Field<T>['read'],
  more: Pick<Field, 'codes' | 'refersTo'> = {},
): Field<T, false, Suffix> => ({ form, required: false, suffix, read, ...more });

export const required = <T, Suffix extends string>(
  field: Field<T, false, Suffix>,
): Field<T, true, Suffix> => ({
  ...field,
  required: true,
});

// Control characters have no place in a field of a record; a NUL ends a text for many a reader.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f\ufffd]/;

/** A table program would run it as a formula when the text is exported. A sign before a number is none. */
export const isFormula = (value: string): boolean => /^[=@]/.test(value) || /^[+-].*[(!|]/s.test(value);

function refuseFormula(value: string): void {
  if (isFormula(value)) throw new FieldError('it begins like a formula');
}

/** Free text; the length is in characters, as both databases count. */
export const text = (longest: number) =>
  optional('', `text of up to ${longest} characters`, (value) => {
    if (CONTROL.test(value)) throw new FieldError('it holds a control character');
    refuseFormula(value);
    if (value.length > longest) throw new FieldError(`it is longer than ${longest} characters`);
    return value;
  });

/** A code or number of another system: printable ASCII. */
export const code = (longest: number) =>
  optional('', `code of up to ${longest} ASCII characters`, (value) => {
    if (!/^[\x20-\x7e]+$/.test(value)) throw new FieldError('it holds a character that a code does not have');
    refuseFormula(value);
    if (value.length > longest) throw new FieldError(`it is longer than ${longest} characters`);
    return value;
  });

export const oneOf = <const T extends string>(codes: readonly T[]) =>
  optional<T, ''>(
    '',
    codes.join(' | '),
    (value) => {
      if (!(codes as readonly string[]).includes(value))
        throw new FieldError(`it is none of ${codes.join(', ')}`);
      return value as T;
    },
    { codes },
  );

// MySQL keeps dates from the year 1000 on; no business record is older than this.
const EARLIEST = '1800-01-01';
const TOO_EARLY = 'it lies before the year 1800';

export const date = () =>
  optional('', 'date YYYY-MM-DD', (value) => {
    if (!isBusinessDate(value)) throw new FieldError('it is no date that exists (YYYY-MM-DD)');
    if (value < EARLIEST) throw new FieldError(TOO_EARLY);
    return value;
  });

export const instant = () =>
  optional('', 'instant, ISO 8601 with offset', (value) => {
    const match = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/.exec(value);
    const time = match && isBusinessDate(match[1]!) ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(time))
      throw new FieldError('it is no instant that exists (YYYY-MM-DDThh:mm:ss with offset)');
    if (value < EARLIEST) throw new FieldError(TOO_EARLY);
    return new Date(time);
  });

export const integer = (from: number, to: number) =>
  optional('', `whole number ${from} to ${to}`, (value) => {
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= from && number <= to))
      throw new FieldError(`it is no whole number from ${from} to ${to}`);
    return number;
  });

export const boolean = () =>
  optional(
    '',
    'true | false',
    (value) => {
      if (value !== 'true' && value !== 'false') throw new FieldError('it is neither true nor false');
      return value === 'true';
    },
    { codes: ['true', 'false'] },
  );

const LARGEST = 2n ** 63n - 1n;

/** A decimal number as an integer of its smallest part: 2 digits of "12.5" are 1250. */
function scaled(value: string, digits: number): bigint {
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,9}))?$/.exec(value);
  if (!match) throw new FieldError('it is no decimal number');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) throw new FieldError(`it has more than ${digits} digits after the point`);
  const number = BigInt(match[2]! + fraction.padEnd(digits, '0'));
  if (number > LARGEST) throw new FieldError('it is too large');
  return match[1] === '-' ? -number : number;
}

/** An amount in the row's `currency`, which must be a field of the same target. */
export const money = () =>
  optional('Minor', 'amount, such as 1234.50', (value, { texts }) => {
    const currency = texts.currency;
    if (!currency || !/^[A-Z]{3}$/.test(currency))
      throw new FieldError('the row has no currency to read it in');
    if (/^[+-]?0*[1-9]\d{16}/.test(value)) throw new FieldError('it is too large');
    try {
      return fromDecimal(value, currency).minor.toString();
    } catch (error) {
      throw new FieldError(error instanceof RangeError ? `it is ${error.message}` : 'it is no amount');
    }
  });

export const currency = () =>
  optional('', 'ISO 4217 code', (value) => {
    if (!/^[A-Z]{3}$/.test(value)) throw new FieldError('it is no currency code of three letters');
    return value;
  });

/** A quantity in thousandths. */
export const quantity = () =>
  optional('Milli', 'decimal number, up to 3 digits after the point', (value) => scaled(value, 3).toString());

/** Kilograms, kept as grams. */
export const kilograms = () =>
  optional('Gram', 'kilograms, up to 3 digits after the point', (value) => scaled(value, 3).toString());

/** A share of one, such as a yearly rate of 0.085, in millionths. */
export const rate = () =>
  optional('Micro', 'share of one: 0.085 is 8.5 %', (value) => {
    const micro = Number(scaled(value, 6));
    if (Math.abs(micro) > 2_000_000_000) throw new FieldError('it is too large for a rate; 8.5 % is 0.085');
    return micro;
  });

/** The source key of a row of another target; of another source as `source:key`. */
export const refersTo = (target: string) =>
  optional('Id', `key of its ${target}, or source:key`, (value) => value, { refersTo: target });
