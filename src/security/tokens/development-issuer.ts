import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import type { Permission, Role } from '../../kernel';
import type { TokenRules } from './token-verifier';

const LIFE_SECONDS = 8 * 3600;

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: string;
}

/** Issues tokens on a developer's machine, with a key pair made on first use. Production verifies, and never issues. */
export class DevelopmentIssuer {
  private constructor(
    private readonly folder: string,
    private readonly rules: TokenRules,
  ) {}

  static async open(varDir: string, rules: TokenRules): Promise<DevelopmentIssuer> {
    const issuer = new DevelopmentIssuer(join(varDir, 'keys'), rules);
    if (!existsSync(issuer.keySetFile)) await issuer.#makeKeys();
    return issuer;
  }

  get keySetFile(): string {
    return join(this.folder, 'token-keys.json');
  }

  get #privateKeyFile(): string {
    return join(this.folder, 'token-signing.pem');
  }

  async issue(
    role: Role,
    grants: readonly Permission[] = [],
    clientId = `development-${role}`,
  ): Promise<IssuedToken> {
    const key = await importPKCS8(readFileSync(this.#privateKeyFile, 'utf8'), 'ES256');
    const expiresAt = Math.floor(Date.now() / 1000) + LIFE_SECONDS;
    const token = await new SignJWT({
      role,
      client_id: clientId,
      ...(grants.length > 0 && { scope: grants.join(' ') }),
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'development' })
      .setIssuer(this.rules.issuer)
      .setAudience(this.rules.audience)
      .setSubject(`developer-${role}`)
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(key);
    return { token, expiresAt: new Date(expiresAt * 1000).toISOString() };
  }

  async #makeKeys(): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const keySet = {
      keys: [{ ...(await exportJWK(publicKey)), kid: 'development', alg: 'ES256', use: 'sig' }],
    };
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.#privateKeyFile, await exportPKCS8(privateKey), { mode: 0o600 });
    writeFileSync(this.keySetFile, `${JSON.stringify(keySet, null, 2)}\n`);
  }
}
