import type { Line, RawRecord } from '../../platform/delimited';

/** The records of lines that hold a JSON object each, many at a time. A line that holds none is a problem of its own. */
export async function* jsonRecordsOf(
  blocks: AsyncIterable<readonly Line[]>,
  columns: readonly string[],
): AsyncGenerator<readonly RawRecord[]> {
  const paths = columns.map((name) => ({ name, keys: name.split('.') }));
  for await (const block of blocks) yield block.filter(isNotBlank).map((line) => recordOf(line, paths));
}

const isNotBlank = (line: Line): boolean => 'problem' in line || line.text.trim() !== '';

/** A column is a key, or keys from the outside in: `address.city`, `phones.0`. */
interface Path {
  readonly name: string;
  readonly keys: readonly string[];
}

function recordOf(line: Line, paths: readonly Path[]): RawRecord {
  if ('problem' in line) return line;
  const { text } = line;
  const refused = (problem: string): RawRecord => ({ line: line.line, problem, text });
  const found = parsed(text);
  if (found === undefined) return refused('the line is no JSON');
  if (!isObject(found) || Array.isArray(found)) return refused('the line is JSON and no object');
  let record = found;
  let isExact = false;
  const cells: string[] = [];
  for (const path of paths) {
    let value = valueAt(record, path);
    if (typeof value === 'number' && !isExact) {
      record = parsed(text.replace(STRING_OR_NUMBER, quoted)) as object;
      isExact = true;
      value = valueAt(record, path);
    }
    if (isObject(value)) return refused(`${path.name} is an object or a list, not a value`);
    const cell = value === null || value === undefined ? '' : String(value);
    if (HALF_A_CHARACTER.test(cell)) return refused(`${path.name} holds half a character`);
    cells.push(cell);
  }
  return { line: line.line, cells, text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Undefined where there is nothing. A key that has points itself goes before the path. */
function valueAt(record: object, { name, keys }: Path): unknown {
  if (keys.length === 1 || Object.hasOwn(record, name)) return own(record, name);
  let value: unknown = record;
  for (const key of keys) value = own(value, key);
  return value;
}

const own = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;

// UTF-8 has no form for it: it would be stored as another character.
const HALF_A_CHARACTER = /\p{Surrogate}/u;

// JSON.parse makes a float of every number: digits of a long account number would be lost, and the zeros of 0.10.
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

const quoted = (token: string): string => (token.startsWith('"') ? token : `"${writtenOut(token)}"`);

const MOST_ZEROS = 40;

/** A number without its exponent, digit by digit: `1.25E7` is `12500000`. Left as it is when that would be very long. */
function writtenOut(number: string): string {
  const [, sign, whole = '', fraction = '', power] =
    /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(number) ?? [];
  if (power === undefined || Math.abs(Number(power)) > MOST_ZEROS) return number;
  const zeros = '0'.repeat(MOST_ZEROS);
  const digits = zeros + whole + fraction + zeros;
  const point = MOST_ZEROS + whole.length + Number(power);
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const after = digits.slice(point).replace(/0+$/, '');
  return `${sign}${before}${after === '' ? '' : `.${after}`}`;
}
