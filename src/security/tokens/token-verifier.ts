import { readFileSync } from 'node:fs';
import { createLocalJWKSet, createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import {
  CatalogueError,
  PERMISSIONS,
  type Permission,
  type Principal,
  ROLE_GRANTS,
  ROLES,
} from '../../kernel';

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
}

/** Signature algorithms that are accepted: asymmetric, so that no verifier can issue. */
const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA'];
// A token lives at most this long after it was issued, whatever it says of its expiry.
const LONGEST_LIFE = '12h';

const claims = z.object({
  sub: z.string().min(1).max(64),
  client_id: z.string().min(1).max(64),
  role: z.enum(ROLES),
  scope: z.string().max(512).optional(),
});

export class TokenVerifier {
  private constructor(
    private readonly keys: JWTVerifyGetKey,
    private readonly rules: TokenRules,
  ) {}

  /** @throws Error that names the file when it holds no key set. */
  static fromFile(file: string, rules: TokenRules): TokenVerifier {
    try {
      return new TokenVerifier(createLocalJWKSet(JSON.parse(readFileSync(file, 'utf8'))), rules);
    } catch {
      throw new Error(`the key set ${file} cannot be read`);
    }
  }

  static fromUrl(url: string, rules: TokenRules): TokenVerifier {
    return new TokenVerifier(createRemoteJWKSet(new URL(url)), rules);
  }

  /**
   * The caller of an `Authorization` header. Issuer, audience, algorithm, issue and expiry times are all required.
   * @throws CatalogueError UNAUTHENTICATED for whatever is wrong: a caller learns nothing from the difference.
   */
  async principalOf(authorization: string | undefined): Promise<Principal> {
    const token = /^Bearer ([A-Za-z0-9_=.-]{20,4096})$/i.exec(authorization ?? '')?.[1];
    if (!token) throw new CatalogueError('UNAUTHENTICATED');
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.rules.issuer,
        audience: this.rules.audience,
        algorithms: ALGORITHMS,
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', 'sub', 'client_id', 'role'],
        maxTokenAge: LONGEST_LIFE,
        clockTolerance: 5,
      });
      const { sub, client_id, role, scope } = claims.parse(payload);
      const { permissions, grantable } = ROLE_GRANTS[role];
      const granted = (scope ?? '')
        .split(' ')
        .filter((name): name is Permission => isPermission(name) && grantable.includes(name));
      return { subject: sub, clientId: client_id, role, permissions: new Set([...permissions, ...granted]) };
    } catch {
      throw new CatalogueError('UNAUTHENTICATED');
    }
  }
}

const isPermission = (name: string): name is Permission => (PERMISSIONS as readonly string[]).includes(name);
