import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DevelopmentIssuer, TokenVerifier } from '../../../src/security';

const RULES = { issuer: 'https://login.example.com', audience: 'gateway' };

describe('the development issuer', () => {
  let varDir: string;
  beforeEach(() => {
    varDir = mkdtempSync(path.join(tmpdir(), 'borrower-issuer-'));
  });
  afterEach(() => rmSync(varDir, { recursive: true, force: true }));

  /** What a process does that starts: it opens the issuer and at once reads the key set that it will verify with. */
  const start = async () => {
    const issuer = await DevelopmentIssuer.open(varDir, RULES);
    return { issuer, verifier: TokenVerifier.fromFile(issuer.keySetFile, RULES) };
  };

  it('has one key pair when several start first at once', async () => {
    const started = await Promise.all(Array.from({ length: 8 }, start));
    for (const { issuer } of started) {
      const { token } = await issuer.issue('analyst');
      for (const { verifier } of started)
        expect(await verifier.principalOf(`Bearer ${token}`)).toMatchObject({ role: 'analyst' });
    }
    expect(readdirSync(path.join(varDir, 'keys')).sort()).toEqual(['token-keys.json', 'token-signing.pem']);
  });

  it('makes the key set again from the private key when the start before was cut off between the two', async () => {
    const { issuer, verifier } = await start();
    const before = readFileSync(issuer.keySetFile, 'utf8');
    rmSync(issuer.keySetFile);
    const { token } = await (await start()).issuer.issue('auditor');
    expect(await verifier.principalOf(`Bearer ${token}`)).toMatchObject({ role: 'auditor' });
    expect(readFileSync(issuer.keySetFile, 'utf8')).toBe(before);
  });

  it('lets nobody else read the private key, and publishes no part of it', async () => {
    const { issuer } = await start();
    expect(statSync(path.join(varDir, 'keys', 'token-signing.pem')).mode & 0o777).toBe(0o600);
    const { keys } = JSON.parse(readFileSync(issuer.keySetFile, 'utf8'));
    expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });
});
