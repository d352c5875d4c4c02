import { problemOfCapture } from '../../../../src/risk/biometrics/capture-token';

/** Begins as the files do that must never come here; what follows is made up. */
const base64 = (bytes: readonly number[], length: number) =>
  Buffer.concat([Buffer.from(bytes), Buffer.alloc(length, 0x5a)]).toString('base64');

describe('the token of a capture', () => {
  it.each([`ct_${'a'.repeat(16)}`, `ct_${'Z9'.repeat(24)}`, 'ct_spoof0000000000000001'])(
    'may be %s',
    (token) => {
      expect(problemOfCapture(token)).toBeNull();
    },
  );

  it.each<[string, string]>([
    ['empty', ''],
    ['too short', 'ct_abc'],
    ['with a blank', 'ct_abcdefgh ijklmnop'],
    ['of another prefix', 'xx_abcdefghijklmnop'],
    ['with a line break', 'ct_abcdefghijklmnop\n'],
    ['an address', 'https://example.com/f.jpg'],
  ])('may not be %s', (_name, token) => {
    expect(problemOfCapture(token)).toMatch(/^must be a token/);
  });

  it.each<[string, string]>([
    ['a JPEG as a data address', 'data:image/jpeg;base64,/9j/4AAQ'],
    ['a short JPEG in Base64', base64([0xff, 0xd8, 0xff, 0xe0], 8)],
    ['a JPEG in Base64', base64([0xff, 0xd8, 0xff, 0xe0], 20_000)],
    ['a PNG in Base64', base64([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 500)],
    ['a GIF in Base64', Buffer.from('GIF89aZZZZ').toString('base64')],
    ['a WebP in Base64', Buffer.from('RIFFZZZZWEBP').toString('base64')],
    ['a fingerprint template (ISO 19794-2)', Buffer.from('FMR\0 20\0ZZZZ').toString('base64')],
    ['a fingerprint image (ISO 19794-4)', Buffer.from('FIR\x00010\0ZZZZ').toString('base64')],
    ['a face image (ISO 19794-5)', Buffer.from('FAC\x00010\0ZZZZ').toString('base64')],
    ['a JPEG in hexadecimal', `ffd8ffe0${'5a'.repeat(40)}`],
    ['a template in hexadecimal', `464d5200${'5a'.repeat(4)}`],
    ['a long token with the right prefix', `ct_${'A'.repeat(49)}`],
    ['any Base64 of 64 characters', 'QUJD'.repeat(16)],
    ['Base64 for addresses', 'QU_-'.repeat(30)],
    ['a feature vector', `[${Array.from({ length: 128 }, () => '0.5').join()}]`],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a document', '{"template":"x"}'],
  ])('may not be %s, and the reason repeats nothing of it', (_name, token) => {
    const problem = problemOfCapture(token);
    expect(problem).toMatch(/^looks like an image or a template/);
    expect(problem).not.toContain(token.slice(0, 12));
  });
});
