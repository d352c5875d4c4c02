import { createHmac, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { type Permission, ROLE_GRANTS, ROLES } from '../../../src/kernel';
import { DevelopmentIssuer, TokenVerifier } from '../../../src/security';

const RULES = { issuer: 'https://login.example.com', audience: 'gateway' };
const now = (): number => Math.floor(Date.now() / 1000);

const folder = mkdtempSync(path.join(tmpdir(), 'borrower-tokens-'));
const keySetFile = path.join(folder, 'keys.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Key = Awaited<ReturnType<typeof generateKeyPair>>;
let own: Key;
let stranger: Key;
let verifier: TokenVerifier;
let publicPem: string;

beforeAll(async () => {
  own = await generateKeyPair('ES256', { extractable: true });
  stranger = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(own.publicKey);
  writeFileSync(keySetFile, JSON.stringify({ keys: [{ ...jwk, kid: 'k1', alg: 'ES256', use: 'sig' }] }));
  publicPem = createPublicKey({ key: jwk, format: 'jwk' } as never).export({
    type: 'spki',
    format: 'pem',
  }) as string;
  verifier = TokenVerifier.fromFile(keySetFile, RULES);
});

interface Token {
  readonly header?: Record<string, unknown>;
  /** A claim of undefined is left out. */
  readonly claims?: Record<string, unknown>;
  readonly key?: Key;
}

function token({ header = {}, claims = {}, key = own }: Token = {}): Promise<string> {
  const payload = {
    iss: RULES.issuer,
    aud: RULES.audience,
    sub: 'analyst-7',
    client_id: 'lender-1',
    role: 'analyst',
    iat: now(),
    exp: now() + 600,
    ...claims,
  };
  return new SignJWT(JSON.parse(JSON.stringify(payload)) as JWTPayload)
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1', ...header })
    .sign(key.privateKey, { crit: { x: true } });
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const bodyOf = async (): Promise<string> => (await token()).split('.')[1] as string;
const REFUSED = { code: 'UNAUTHENTICATED', facts: {}, message: 'A valid bearer token is required.' };

describe('a token', () => {
  it('that is good gives its caller', async () => {
    expect(await verifier.principalOf(`Bearer ${await token()}`)).toEqual({
      subject: 'analyst-7',
      clientId: 'lender-1',
      role: 'analyst',
      permissions: new Set(ROLE_GRANTS.analyst.permissions),
    });
  });

  it.each<[string, () => Promise<string | undefined>]>([
    ['no header', async () => undefined],
    ['an empty header', async () => ''],
    ['another scheme', async () => `Basic ${await token()}`],
    ['no scheme', () => token()],
    ['two tokens', async () => `Bearer ${await token()} ${await token()}`],
    ['two headers in one', async () => `Bearer ${await token()}, Bearer ${await token()}`],
    ['text', async () => 'Bearer this-is-not-a-token-at-all'],
    ['a hostile length', async () => `Bearer ${'a'.repeat(1_000_000)}`],
    ['two parts', async () => `Bearer ${(await token()).split('.').slice(0, 2).join('.')}`],
    ['a signature that was cut off', async () => `Bearer ${(await token()).replace(/[^.]+$/, '')}`],
    [
      'another signature',
      async () =>
        `Bearer ${(await token()).replace(/[^.]+$/, (await token({ key: stranger })).split('.')[2] as string)}`,
    ],
    [
      'claims that were edited',
      async () => {
        const [head, , signature] = (await token()).split('.');
        const claims = {
          ...JSON.parse(Buffer.from(await bodyOf(), 'base64url').toString()),
          role: 'auditor',
        };
        return `Bearer ${head}.${encoded(claims)}.${signature}`;
      },
    ],
    ['alg none', async () => `Bearer ${encoded({ alg: 'none', typ: 'at+jwt' })}.${await bodyOf()}.`],
    [
      'HS256 with the public key as its secret',
      async () => {
        const signed = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })}.${await bodyOf()}`;
        return `Bearer ${signed}.${createHmac('sha256', publicPem).update(signed).digest('base64url')}`;
      },
    ],
    [
      'HS256 with the key set as its secret',
      async () => {
        const signed = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })}.${await bodyOf()}`;
        return `Bearer ${signed}.${createHmac('sha256', readFileSync(keySetFile)).update(signed).digest('base64url')}`;
      },
    ],
    [
      'a key that it brings itself',
      async () =>
        `Bearer ${await token({ key: stranger, header: { kid: undefined, jwk: await exportJWK(stranger.publicKey) } })}`,
    ],
    ['the key of a stranger', async () => `Bearer ${await token({ key: stranger })}`],
    ['a key id that is not in the set', async () => `Bearer ${await token({ header: { kid: 'k2' } })}`],
  ])('is refused: %s', async (_name, header) => {
    await expect(verifier.principalOf(await header())).rejects.toMatchObject(REFUSED);
  });

  it.each<[string, Token]>([
    ['expired', { claims: { iat: now() - 700, exp: now() - 60 } }],
    ['no expiry', { claims: { exp: undefined } }],
    ['an expiry that is text', { claims: { exp: '2093-01-01' } }],
    ['no time of issue', { claims: { iat: undefined } }],
    ['issued more than 12 hours ago', { claims: { iat: now() - 12 * 3600 - 60, exp: now() + 600 } }],
    ['issued in the future', { claims: { iat: now() + 600, exp: now() + 1200 } }],
    ['not valid yet', { claims: { nbf: now() + 600 } }],
    ['another issuer', { claims: { iss: 'https://evil.example.com' } }],
    ['an issuer that begins alike', { claims: { iss: `${RULES.issuer}.evil` } }],
    ['no issuer', { claims: { iss: undefined } }],
    ['another audience', { claims: { aud: 'other' } }],
    ['other audiences', { claims: { aud: ['other', 'gateway2'] } }],
    ['no audience', { claims: { aud: undefined } }],
    ['another type', { header: { typ: 'JWT' } }],
    ['no type', { header: { typ: undefined } }],
    ['an unknown critical header', { header: { crit: ['x'], x: 1 } }],
    ['no subject', { claims: { sub: undefined } }],
    ['an empty subject', { claims: { sub: '' } }],
    ['a subject longer than its column', { claims: { sub: 's'.repeat(65) } }],
    ['no client', { claims: { client_id: undefined } }],
    ['a client that is a list', { claims: { client_id: ['lender-1'] } }],
    ['a client longer than its column', { claims: { client_id: 'c'.repeat(65) } }],
    ['no role', { claims: { role: undefined } }],
    ['an unknown role', { claims: { role: 'admin' } }],
    ['the name of an inherited property as its role', { claims: { role: 'constructor' } }],
    ['a list of roles', { claims: { role: ['analyst'] } }],
    ['scopes as a list', { claims: { scope: ['pii:read'] } }],
  ])('is refused: %s', async (_name, parts) => {
    await expect(verifier.principalOf(`Bearer ${await token(parts)}`)).rejects.toMatchObject(REFUSED);
  });

  it.each<[string, Token]>([
    ['one of several audiences', { claims: { aud: ['other', RULES.audience] } }],
    ['an expiry far away, issued now', { claims: { exp: now() + 86_400 * 365 } }],
    ['the scheme in small letters', {}],
  ])('is taken: %s', async (name, parts) => {
    const scheme = name.includes('small') ? 'bearer' : 'Bearer';
    expect(await verifier.principalOf(`${scheme} ${await token(parts)}`)).toMatchObject({
      clientId: 'lender-1',
    });
  });

  it.each<[string, string, string, Permission[]]>([
    ['a grant that the role may have', 'analyst', 'pii:read', ['pii:read']],
    ['several', 'app', 'borrower:search pii:read', ['borrower:search', 'pii:read']],
    ['a grant that the role may not have', 'analyst', 'audit:read operations:read', []],
    ['any grant to a role that takes none', 'operator', 'pii:read borrower:read bureau:inquire', []],
    ['what is no permission', 'app', 'openid admin * pii:* __proto__', []],
    ['nothing', 'app', '', []],
  ])('with the scope of %s (%s, %j) may do what its role may and %j', async (_name, role, scope, granted) => {
    const { permissions } = await verifier.principalOf(`Bearer ${await token({ claims: { role, scope } })}`);
    const base = ROLE_GRANTS[role as keyof typeof ROLE_GRANTS].permissions;
    expect([...permissions].sort()).toEqual([...base, ...granted].sort());
  });
});

describe('the key set', () => {
  it.each([
    ['that is not there', path.join(folder, 'absent.json'), null],
    ['that is no JSON', path.join(folder, 'text.json'), 'keys'],
    ['that holds no keys', path.join(folder, 'empty.json'), '{}'],
  ])('%s is refused by its name', (_name, file, content) => {
    if (content !== null) writeFileSync(file, content);
    expect(() => TokenVerifier.fromFile(file, RULES)).toThrow(`the key set ${file} cannot be read`);
  });
});

describe('the development issuer', () => {
  const varDir = path.join(folder, 'var');

  it.each(ROLES)('issues a token of the role %s that the verifier takes', async (role) => {
    const issuer = await DevelopmentIssuer.open(varDir, RULES);
    const { token: issued, expiresAt } = await issuer.issue(role);
    const principal = await TokenVerifier.fromFile(issuer.keySetFile, RULES).principalOf(`Bearer ${issued}`);
    expect(principal).toMatchObject({ role, clientId: `development-${role}`, subject: `developer-${role}` });
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
  });

  it('makes its keys once, the private one for its owner alone', async () => {
    const { token: before } = await (await DevelopmentIssuer.open(varDir, RULES)).issue(
      'analyst',
      ['pii:read'],
      'mine',
    );
    const reopened = await DevelopmentIssuer.open(varDir, RULES);
    const principal = await TokenVerifier.fromFile(reopened.keySetFile, RULES).principalOf(
      `Bearer ${before}`,
    );
    expect(principal.clientId).toBe('mine');
    expect(principal.permissions).toContain('pii:read');
    expect(statSync(path.join(varDir, 'keys', 'token-signing.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(reopened.keySetFile, 'utf8')).not.toContain('"d"');
  });
});
