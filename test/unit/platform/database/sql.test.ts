import {
  fromNullableSqlInstant,
  fromSqlInstant,
  likePrefix,
  marks,
  toSqlInstant,
} from '../../../../src/platform/database';

describe('an instant in SQL', () => {
  it.each([
    ['2026-06-30T23:59:59.999Z', '2026-06-30 23:59:59.999'],
    ['1970-01-01T00:00:00.000Z', '1970-01-01 00:00:00.000'],
    ['2026-03-29T01:30:00.001Z', '2026-03-29 01:30:00.001'],
  ])('%s is UTC text: %s', (instant, text) => {
    expect(toSqlInstant(new Date(instant))).toBe(text);
    expect(fromSqlInstant(text).toISOString()).toBe(instant);
    expect(fromNullableSqlInstant(text)?.toISOString()).toBe(instant);
  });

  it('that is not there is null', () => expect(fromNullableSqlInstant(null)).toBeNull());
});

describe('an IN list', () => {
  it('has a mark for each value', () => expect(marks(3)).toBe('?, ?, ?'));

  it('is not made empty', () => expect(() => marks(0)).toThrow(RangeError));
});

it.each([
  ['plain', 'plain%'],
  ['100%', '100!%%'],
  ['a_b', 'a!_b%'],
  ['!', '!!%'],
  ['', '%'],
])('the LIKE pattern of the beginning %j is %j', (text, pattern) => {
  expect(likePrefix(text)).toBe(pattern);
});
