import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { FieldCipher } from '../../../../src/platform/crypto';

const K1 = randomBytes(32);
const K2 = randomBytes(32);
const cipher = new FieldCipher({ active: 'k1', keys: new Map([['k1', K1]]) });
const PLACE = { table: 'subject', column: 'name_cell', row: '42' };
const CLEAR = '林清 37029919880727011X';

describe('an encrypted cell', () => {
  it('gives back any text at its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(cipher.open(cipher.seal(text, PLACE), PLACE)).toBe(text);
      }),
    );
  });

  it('does not hold the text', () => {
    const cell = cipher.seal(CLEAR, PLACE);
    expect(cell.includes('37029919880727011X')).toBe(false);
    expect(cell.includes('林清')).toBe(false);
  });

  it('differs each time, even for the same text at the same place', () => {
    const cells = Array.from({ length: 50 }, () => cipher.seal(CLEAR, PLACE).toString('hex'));
    expect(new Set(cells).size).toBe(50);
  });

  it('does not open after any one bit of it was changed', () => {
    const cell = cipher.seal(CLEAR, PLACE);
    const opened = Array.from({ length: cell.length * 8 }, (_, bit) => {
      const changed = Buffer.from(cell);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      return opens(() => cipher.open(changed, PLACE));
    });
    expect(opened).not.toContain(true);
    expect(opens(() => cipher.open(cell, PLACE))).toBe(true);
  });

  it.each([
    ['row', { ...PLACE, row: '43' }],
    ['column', { ...PLACE, column: 'birth_date_cell' }],
    ['table', { ...PLACE, table: 'device' }],
  ])('does not open in another %s', (_what, place) => {
    const cell = cipher.seal(CLEAR, PLACE);
    expect(() => cipher.open(cell, place)).toThrow();
  });

  it.each([4, 8, 12, 13, 15])('does not open with its tag cut to %i bytes', (bytes) => {
    const cell = cipher.seal(CLEAR, PLACE);
    expect(() => cipher.open(cell.subarray(0, cell.length - 16 + bytes), PLACE)).toThrow();
  });

  it('does not open at any shorter length', () => {
    const cell = cipher.seal('x', PLACE);
    for (let length = 0; length < cell.length; length++)
      expect(opens(() => cipher.open(cell.subarray(0, length), PLACE))).toBe(false);
  });

  it('opens by its own key after another became active', () => {
    const rotated = new FieldCipher({
      active: 'k2',
      keys: new Map([
        ['k1', K1],
        ['k2', K2],
      ]),
    });
    expect(rotated.open(cipher.seal(CLEAR, PLACE), PLACE)).toBe(CLEAR);
    expect(() => cipher.open(rotated.seal(CLEAR, PLACE), PLACE)).toThrow(
      'key that the keyring does not hold',
    );
  });

  it('does not open by another key of the same name', () => {
    const stranger = new FieldCipher({ active: 'k1', keys: new Map([['k1', K2]]) });
    expect(() => stranger.open(cipher.seal(CLEAR, PLACE), PLACE)).toThrow();
  });

  it('says nothing of its text or key when it does not open', () => {
    const cell = cipher.seal(CLEAR, PLACE);
    for (const open of [
      () => cipher.open(cell, { ...PLACE, row: '43' }),
      () => cipher.open(cell.subarray(3), PLACE),
    ]) {
      const message = messageOf(open);
      expect(message).not.toBe('');
      expect(message).not.toMatch(/林清|370299|k1/);
    }
  });
});

it('a cipher without its active key is not made', () => {
  expect(() => new FieldCipher({ active: 'k3', keys: new Map([['k1', K1]]) })).toThrow('has no key k3');
});

const opens = (open: () => string): boolean => messageOf(open) === '';

function messageOf(open: () => string): string {
  try {
    open();
    return '';
  } catch (error) {
    return String(error);
  }
}
