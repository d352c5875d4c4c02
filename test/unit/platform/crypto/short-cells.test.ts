import { createCipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { LONGEST_SHORT_TEXT, ShortCells } from '../../../../src/platform/crypto/short-cells';

const NONCE_BYTES = 12;

/** The same cell by OpenSSL alone. */
function byOpenssl(key: Buffer, header: Buffer, nonce: Buffer, text: string, associated: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  cipher.setAAD(associated);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([header, nonce, body, cipher.getAuthTag()]);
}

const sealed = (cells: ShortCells, header: Buffer, text: string, associated: Buffer): Buffer =>
  cells.seal(header, text, Buffer.byteLength(text), associated);

describe('a short cell', () => {
  it('is what OpenSSL makes of the same nonce, for every key, text and place', () => {
    const bytes = (maxLength: number, minLength = 0) =>
      fc.uint8Array({ minLength, maxLength }).map((part) => Buffer.from(part));
    const text = fc
      .string({ unit: 'binary', maxLength: LONGEST_SHORT_TEXT })
      .filter((each) => Buffer.byteLength(each) <= LONGEST_SHORT_TEXT);
    fc.assert(
      fc.property(
        bytes(32, 32),
        bytes(40),
        fc.array(fc.tuple(text, bytes(200)), { minLength: 1, maxLength: 4 }),
        (key, header, parts) => {
          const cells = new ShortCells(key);
          for (const [clear, associated] of parts) {
            const cell = sealed(cells, header, clear, associated);
            const nonce = cell.subarray(header.length, header.length + NONCE_BYTES);
            expect(cell).toEqual(byOpenssl(key, header, nonce, clear, associated));
          }
        },
      ),
    );
  });

  it.each([0, 1, 15, 16, 17, 31, 32, 33, 47, 48])('of %i bytes at a place of any length is so', (length) => {
    const key = randomBytes(32);
    const cells = new ShortCells(key);
    const header = Buffer.from('header');
    const text = '9'.repeat(length);
    for (let placeBytes = 0; placeBytes <= 64; placeBytes += 1) {
      const associated = randomBytes(placeBytes);
      const cell = sealed(cells, header, text, associated);
      const nonce = cell.subarray(header.length, header.length + NONCE_BYTES);
      expect(cell).toEqual(byOpenssl(key, header, nonce, text, associated));
    }
  });

  it('is not made of a text that is longer, or of another length than was said', () => {
    const cells = new ShortCells(randomBytes(32));
    const seal = (text: string, textBytes: number) => () =>
      cells.seal(Buffer.alloc(0), text, textBytes, Buffer.alloc(0));
    const tooLong = '9'.repeat(LONGEST_SHORT_TEXT + 1);
    expect(seal(tooLong, tooLong.length)).toThrow(RangeError);
    expect(seal(tooLong, LONGEST_SHORT_TEXT)).toThrow(RangeError);
    expect(seal('99', 1)).toThrow(RangeError);
    expect(seal('9', 2)).toThrow(RangeError);
    expect(seal('名', 1)).toThrow(RangeError);
  });

  it('is right after one that was refused, under a nonce of its own', () => {
    const key = randomBytes(32);
    const cells = new ShortCells(key);
    const none = Buffer.alloc(0);
    const before = sealed(cells, none, 'x', none);
    expect(() => cells.seal(none, 'x', 2, none)).toThrow(RangeError);
    const after = sealed(cells, none, 'x', none);
    const nonce = after.subarray(0, NONCE_BYTES);
    expect(nonce).not.toEqual(before.subarray(0, NONCE_BYTES));
    expect(after).toEqual(byOpenssl(key, none, nonce, 'x', none));
  });

  it('never has the nonce of another', () => {
    const cells = new ShortCells(randomBytes(32));
    const nonces = Array.from({ length: 5000 }, () =>
      sealed(cells, Buffer.alloc(0), 'x', Buffer.alloc(0)).toString('hex', 0, NONCE_BYTES),
    );
    expect(new Set(nonces).size).toBe(nonces.length);
  });
});
