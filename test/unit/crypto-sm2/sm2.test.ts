import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign as nodeSign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as independent from '../../../sandbox/nifa/sm2';
import { Sm2Pool } from '../../../src/platform/crypto';

const sm2 = new Sm2Pool();
afterAll(() => sm2.close());

/** The key pair of GM/T 0003.5, over the recommended curve. */
const PRIVATE = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8';
const PUBLIC =
  '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';
const ID = '91350100M000100Y43';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const onOpenssl = hasOpenssl ? describe : describe.skip;

describe('SM2 in threads', () => {
  it('verifies the signature that GM/T 0003.5 prints, under its id and no other', async () => {
    const printed =
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa';
    expect(await sm2.verify('message digest', printed, PUBLIC, '1234567812345678')).toBe(true);
    expect(await sm2.verify('message digest', printed, PUBLIC, ID)).toBe(false);
    expect(await sm2.verify('message digesT', printed, PUBLIC, '1234567812345678')).toBe(false);
  });

  it('signs and encrypts what a second implementation verifies and reads, and the other way round', async () => {
    const text = '{"name":"林清","idNumber":"370299198503120024"}';
    expect(independent.verify(text, await sm2.sign(text, PRIVATE, ID), PUBLIC, ID)).toBe(true);
    expect(await sm2.verify(text, independent.sign(text, PRIVATE, ID), PUBLIC, ID)).toBe(true);
    expect(independent.decrypt(await sm2.encrypt(text, PUBLIC), PRIVATE)).toBe(text);
    expect(await sm2.decrypt(independent.encrypt(text, PUBLIC), PRIVATE)).toBe(text);
  });

  it.each(['', '00', 'zz', 'f'.repeat(128), '0'.repeat(128), `${'1'.repeat(127)}g`])(
    'takes %j for no signature',
    async (signature) => {
      expect(await sm2.verify('text', signature, PUBLIC, ID)).toBe(false);
    },
  );

  it('gives null for a ciphertext that was changed, cut off or made for somebody else', async () => {
    const good = await sm2.encrypt('a text of some length', PUBLIC);
    const flipped = good.slice(0, -1) + (good.endsWith('0') ? '1' : '0');
    expect(await sm2.decrypt(flipped, PRIVATE)).toBeNull();
    expect(await sm2.decrypt(good.slice(0, -20), PRIVATE)).toBeNull();
    expect(await sm2.decrypt(good, '1'.repeat(64))).toBeNull();
    expect(await sm2.decrypt('not hexadecimal', PRIVATE)).toBeNull();
    // C1 outside the curve must not be computed with.
    expect(await sm2.decrypt(`04${'1'.repeat(128)}${good.slice(130)}`, PRIVATE)).toBeNull();
  });

  it('fails without repeating a value for a key that is none', async () => {
    const error = await sm2.sign('secret text', 'no key', ID).then(String, String);
    expect(error).not.toContain('secret');
    await expect(sm2.encrypt('text', '04')).rejects.toThrow('is the key well-formed');
  });

  it('leaves the event loop free, works side by side, and starts again after it was closed', async () => {
    const pool = new Sm2Pool(2);
    await pool.sign('warm', PRIVATE, ID);
    let longestMs = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 1);
    const startedAt = performance.now();
    const signatures = await Promise.all(
      Array.from({ length: 12 }, (_, i) => pool.sign(`${i}`, PRIVATE, ID)),
    );
    const tookMs = performance.now() - startedAt;
    clearInterval(timer);
    expect(new Set(signatures).size).toBe(12);
    expect(longestMs).toBeLessThan(tookMs / 2);
    await pool.close();
    expect(await pool.sign('again', PRIVATE, ID)).toHaveLength(128);
    await pool.close();
  });

  it('fails the orders that are out when it is closed, rather than leave them', async () => {
    const pool = new Sm2Pool(1);
    const out = pool.sign('text', PRIVATE, ID);
    const failed = expect(out).rejects.toThrow('thread ended');
    await pool.close();
    await failed;
  });
});

onOpenssl('OpenSSL', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sm2-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  const der = (hex: string): Buffer => {
    const integer = (half: string): Buffer => {
      const bytes = Buffer.from(half.replace(/^(00)+/, ''), 'hex');
      const value = (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
      return Buffer.concat([Buffer.of(2, value.length), value]);
    };
    const body = Buffer.concat([integer(hex.slice(0, 64)), integer(hex.slice(64))]);
    return Buffer.concat([Buffer.of(0x30, body.length), body]);
  };
  const fromDer = (signature: Buffer): string => {
    const rLength = signature[3] as number;
    const r = signature.subarray(4, 4 + rLength);
    const s = signature.subarray(4 + rLength + 2);
    return [r, s].map((part) => part.toString('hex').padStart(64, '0').slice(-64)).join('');
  };
  // SubjectPublicKeyInfo and ECPrivateKey of curve 1.2.156.10197.1.301 around the raw values.
  const spki = Buffer.from(`3059301306072a8648ce3d020106082a811ccf5501822d034200${PUBLIC}`, 'hex');
  const sec1 = Buffer.from(`30770201010420${PRIVATE}a00a06082a811ccf5501822da144034200${PUBLIC}`, 'hex');
  const pem = (label: string, body: Buffer): string =>
    `-----BEGIN ${label}-----\n${body.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END ${label}-----\n`;
  const pkeyutl = (...args: string[]) =>
    execFileSync('openssl', ['pkeyutl', '-rawin', '-digest', 'sm3', '-pkeyopt', `distid:${ID}`, ...args], {
      stdio: 'pipe',
    });

  it('verifies what the pool signs under the same id', async () => {
    const message = `${ID}11001${'0'.repeat(32)}`;
    const signature = await sm2.sign(message, PRIVATE, ID);
    const args = [
      ...['-pubin', '-inkey', file('public.pem', pem('PUBLIC KEY', spki)), '-in', file('message', message)],
      ...['-verify', '-sigfile', file('signature', der(signature))],
    ];
    expect(pkeyutl(...args).toString()).toContain('Verified Successfully');
  });

  it('signs what the pool verifies', async () => {
    const out = path.join(folder, 'by-openssl');
    pkeyutl(
      ...['-inkey', file('private.pem', pem('EC PRIVATE KEY', sec1)), '-in', file('message', 'text')],
      ...['-sign', '-out', out],
    );
    expect(await sm2.verify('text', fromDer(readFileSync(out)), PUBLIC, ID)).toBe(true);
  });
});

describe("Node's own signature over SM3", () => {
  it('is no SM2 signature under the id, which is why it is not used', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'SM2' });
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-65).toString('hex');
    const signature = nodeSign('sm3', Buffer.from('text'), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    expect(await sm2.verify('text', signature.toString('hex'), raw, ID)).toBe(false);
    expect(await sm2.verify('text', signature.toString('hex'), raw, '1234567812345678')).toBe(false);
    expect(createHash('sm3').update('abc').digest('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
  });

  it('is called nowhere in the gateway', () => {
    const grep = spawnSync('grep', ['-rnE', "(sign|verify|createSign|createVerify)\\('(RSA-)?sm3", 'src'], {
      cwd: path.resolve(__dirname, '../../..'),
      encoding: 'utf8',
    });
    const calls = grep.stdout.split('\n').filter((line) => line !== '' && !line.includes('sm2-worker.ts'));
    expect({ status: grep.status, calls }).toEqual({ status: 0, calls: [] });
  });
});
