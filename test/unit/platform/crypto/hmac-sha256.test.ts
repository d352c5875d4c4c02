import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { hmacSha256 } from '../../../../src/platform/crypto/hmac-sha256';

describe('HMAC-SHA-256 with a key made ready', () => {
  it('is what createHmac gives, for every key and text, one after the other', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.array(fc.string({ unit: 'binary', maxLength: 700 }), { minLength: 1, maxLength: 5 }),
        (key, texts) => {
          const digest = hmacSha256(Buffer.from(key));
          for (const text of texts)
            expect(digest(text)).toEqual(createHmac('sha256', key).update(text, 'utf8').digest());
        },
      ),
    );
  });
});
