import fc from 'fast-check';
import { COLUMNS } from '../../../../sandbox/contributions/shanghai-credit/segments';
import {
  count,
  type FieldSpec,
  readSegment,
  type SegmentLayout,
  text,
  writeSegment,
} from '../../../../src/bureaus/connectors/shanghai-credit/contribution/fixed-width';
import * as layouts from '../../../../src/bureaus/connectors/shanghai-credit/contribution/layout';
import { FieldMisfit } from '../../../../src/bureaus/contribution/finding';

const SEGMENTS: [keyof typeof COLUMNS, SegmentLayout][] = [
  ['P', layouts.PERSON],
  ['S', layouts.APPLICATION],
  ['A', layouts.LOAN],
  ['E', layouts.GUARANTEE],
  ['G', layouts.SPECIAL_TRADE],
];

describe.each(SEGMENTS)('segment %s', (letter, { fields, length }) => {
  it('has no gap and no overlap', () => {
    let next = 1;
    for (const { name, from, to } of fields) {
      expect([name, from]).toEqual([name, next]);
      expect(to).toBeGreaterThanOrEqual(from);
      next = to + 1;
    }
    expect(next - 1).toBe(length);
  });

  it('has the widths and the order of the sandbox, which was written on its own', () => {
    const nameOf = ({ name, kind, codes }: FieldSpec): string => (kind === 'letter' ? `${codes?.[0]}` : name);
    expect(fields.map((field) => [nameOf(field), field.to - field.from + 1])).toEqual(
      COLUMNS[letter].map(({ name, bytes }) => [name, bytes]),
    );
  });
});

const TEN: SegmentLayout = { length: 10, fields: [text('name', 1, 10)] };
const misfit = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof FieldMisfit) return `${error.field} ${error.problem}`;
    throw error;
  }
  return 'fits';
};

it.each([
  ['张三', 4],
  ['欧阳娜娜', 8],
  ['欧阳娜娜a', 9],
  ['五个汉字吧', 10],
  ['张·三', 6],
  ['€1', 2],
])('writes %s as %i bytes of GBK and blanks', (value, width) => {
  const bytes = writeSegment(TEN, { name: value });
  expect(bytes).toHaveLength(10);
  expect(bytes.subarray(width).toString('latin1')).toBe(' '.repeat(10 - width));
  expect(bytes[width - 1]).not.toBe(0x20);
  expect(readSegment(TEN, bytes)).toEqual({ name: value });
});

it.each([
  ['六个汉字不行', 'name WIDTH'],
  ['五个汉字吧a', 'name WIDTH'],
  ['12345678901', 'name WIDTH'],
  ['王😀', 'name CHARACTERS'],
  ['王\u4dae', 'name CHARACTERS'],
  ['ｋ\u0000', 'name CHARACTERS'],
  ['a\r\nb', 'name CHARACTERS'],
  [' a', 'name CHARACTERS'],
  ['a\u3000', 'name CHARACTERS'],
  ['\ud800', 'name CHARACTERS'],
])('refuses %j, which has no place: nothing is cut off or replaced', (value, problem) => {
  expect(misfit(() => writeSegment(TEN, { name: value }))).toBe(problem);
});

it('refuses a character that was cut in two, and bytes of no character', () => {
  const whole = writeSegment(TEN, { name: '五个汉字吧' });
  expect(misfit(() => readSegment({ length: 9, fields: [text('name', 1, 9)] }, whole.subarray(0, 9)))).toBe(
    'name CHARACTERS',
  );
  expect(misfit(() => readSegment(TEN, Buffer.from('ff'.repeat(10), 'hex')))).toBe('name CHARACTERS');
});

const MONEY: SegmentLayout = { length: 3, fields: [count('sum', 1, 3)] };
it.each([
  ['0', '000'],
  ['7', '007'],
  ['999', '999'],
  ['', '   '],
])('writes the number %j as %j', (value, written) => {
  expect(writeSegment(MONEY, { sum: value }).toString('latin1')).toBe(written);
  expect(readSegment(MONEY, Buffer.from(written))).toEqual(value === '' ? {} : { sum: value });
});
it.each(['1000', '-1', '1.5', '1e2', 'x'])('refuses the number %j', (value) => {
  expect(misfit(() => writeSegment(MONEY, { sum: value }))).toBe('sum AMOUNT');
});

it('reads back whatever it writes, and otherwise says which field does not fit', () => {
  const characters = fc.oneof(
    fc.constantFrom(...'张三欧阳娜ａ·—€㎡龥'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 12 }), (parts) => {
      const value = parts.join('');
      try {
        const bytes = writeSegment(TEN, { name: value });
        expect(readSegment(TEN, bytes)).toEqual(value === '' ? {} : { name: value });
      } catch (error) {
        expect(error).toBeInstanceOf(FieldMisfit);
        expect((error as FieldMisfit).field).toBe('name');
      }
    }),
    { numRuns: 2_000 },
  );
});
