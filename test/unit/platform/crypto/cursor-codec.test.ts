import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { CursorCodec } from '../../../../src/platform/crypto';

const codec = new CursorCodec(randomBytes(32));
const LIST = 'supplier.all|{"order":"NAME"}';
const INVALID = expect.objectContaining({ code: 'INVALID_CURSOR', facts: {} });

describe('a cursor', () => {
  it('gives back the place in its list', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer(), fc.constant(null));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (keys) => {
        expect(codec.open(LIST, codec.seal(LIST, keys))).toEqual(keys);
      }),
    );
  });

  it('keeps a 63-bit key exact', () => {
    expect(codec.open(LIST, codec.seal(LIST, [9_007_199_254_740_993n, '9223372036854775807']))).toEqual([
      '9007199254740993',
      '9223372036854775807',
    ]);
  });

  it.each([
    ['Chinese characters', '链'.repeat(200)],
    ['characters outside the basic plane', '𠮷'.repeat(200)],
  ])('holds the longest name that a list is ordered by: 200 %s', (_what, name) => {
    const keys = [name, '9223372036854775807'];
    expect(codec.open(LIST, codec.seal(LIST, keys))).toEqual(keys);
  });

  it('is refused after any one character of it was changed, added or taken away', () => {
    const cursor = codec.seal(LIST, ['2026-06-30', '42']);
    const edited = [...cursor].flatMap((char, at) => [
      cursor.slice(0, at) + (char === 'A' ? 'B' : 'A') + cursor.slice(at + 1),
      cursor.slice(0, at) + cursor.slice(at + 1),
      `${cursor.slice(0, at)}A${cursor.slice(at)}`,
    ]);
    const accepted = edited.filter((text) => text !== cursor && isOpened(LIST, text));
    expect(accepted).toEqual([]);
    expect(isOpened(LIST, cursor)).toBe(true);
  });

  it.each([
    ['another list', 'dealer.all|{"order":"NAME"}'],
    ['another ordering', 'supplier.all|{"order":"SINCE"}'],
    ['a list whose name begins alike', `${LIST}x`],
    ['a list without a name', ''],
  ])('is refused by %s', (_name, other) => {
    const cursor = codec.seal(LIST, ['42']);
    expect(() => codec.open(other, cursor)).toThrow(INVALID);
  });

  it('of another gateway is refused', () => {
    const cursor = new CursorCodec(randomBytes(32)).seal(LIST, ['42']);
    expect(() => codec.open(LIST, cursor)).toThrow(INVALID);
  });

  it.each([
    ['nothing', ''],
    ['a word', 'cursor'],
    ['a number', '42'],
    ['an SQL fragment', "' OR 1=1 --"],
    ['Chinese', '游标'],
    ['a signature alone', codec.seal(LIST, []).slice(0, 16)],
    ['10 000 characters', 'A'.repeat(10_000)],
    ['a cursor with padding', `${codec.seal(LIST, ['42'])}=`],
    ['a cursor with a line end', `${codec.seal(LIST, ['42'])}\n`],
    ['a cursor in standard base64', Buffer.from(codec.seal(LIST, ['??>>']), 'base64url').toString('base64')],
  ])('is not made of %s', (_name, text) => {
    expect(() => codec.open(LIST, text)).toThrow(INVALID);
  });
});

function isOpened(list: string, cursor: string): boolean {
  try {
    codec.open(list, cursor);
    return true;
  } catch {
    return false;
  }
}
