import { createCipheriv } from 'node:crypto';
import { Ghash } from '../../../../src/platform/crypto/ghash';

// The test cases of McGrew and Viega, "The Galois/Counter Mode of Operation (GCM)", appendix B, which NIST SP 800-38D
// took over: subkey, associated data, ciphertext, and the sum over them.
const CASES: readonly (readonly [number, string, string, string, string])[] = [
  [1, '66e94bd4ef8a2c3b884cfa59ca342b2e', '', '', '00000000000000000000000000000000'],
  [
    2,
    '66e94bd4ef8a2c3b884cfa59ca342b2e',
    '',
    '0388dace60b6a392f328c2b971b2fe78',
    'f38cbb1ad69223dcc3457ae5b6b0f885',
  ],
  [
    3,
    'b83b533708bf535d0aa6e52980d53b78',
    '',
    '42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985',
    '7f1b32b81b820d02614f8895ac1d4eac',
  ],
  [
    4,
    'b83b533708bf535d0aa6e52980d53b78',
    'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    '42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091',
    '698e57f70e6ecc7fd9463b7260a9ae5f',
  ],
];

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

function sumOf(hash: Ghash, associated: Buffer, ciphertext: Buffer): string {
  const into = Buffer.alloc(16);
  hash.add(associated, 0, associated.length);
  hash.add(ciphertext, 0, ciphertext.length);
  hash.writeTag(associated.length, ciphertext.length, into, 0);
  return into.toString('hex');
}

describe('GHASH', () => {
  it.each(CASES)('gives the published sum of test case %i', (_no, subkey, associated, ciphertext, sum) => {
    expect(sumOf(new Ghash(bytes(subkey)), bytes(associated), bytes(ciphertext))).toBe(sum);
  });

  it('begins anew after each tag', () => {
    const [, subkey, associated, ciphertext, sum] = CASES[3]!;
    const hash = new Ghash(bytes(subkey));
    for (let time = 0; time < 3; time += 1)
      expect(sumOf(hash, bytes(associated), bytes(ciphertext))).toBe(sum);
  });

  it('makes with the mask the published tag of AES-256, test case 16', () => {
    const key = bytes('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
    const block = (hex: string) => createCipheriv('aes-256-ecb', key, null).update(bytes(hex));
    const associated = bytes('feedfacedeadbeeffeedfacedeadbeefabaddad2');
    const ciphertext = bytes(
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
    );
    const tag = block('cafebabefacedbaddecaf88800000001');
    const hash = new Ghash(block('00000000000000000000000000000000'));
    hash.add(associated, 0, associated.length);
    hash.add(ciphertext, 0, ciphertext.length);
    hash.writeTag(associated.length, ciphertext.length, tag, 0);
    expect(tag.toString('hex')).toBe('76fc6ece0f4e1768cddf8853bb2d551b');
  });
});
