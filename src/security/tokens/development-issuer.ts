import { createPublicKey, randomUUID } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import type { Permission, Role } from '../../kernel';
import { makeFolderOf } from '../../platform/config';
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

  /** @throws ConfigError when the folder of the keys cannot be made */
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
    subject = `developer-${role}`,
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
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(key);
    return { token, expiresAt: new Date(expiresAt * 1000).toISOString() };
  }

  /**
   * The private key appears whole or not at all, and the first one stays: of two processes that start together both use
   * the winner's. The key set follows from the private key, so that it does not matter who writes it, or how often.
   */
  async #makeKeys(): Promise<void> {
    makeFolderOf('VAR_DIR', this.folder);
    if (!existsSync(this.#privateKeyFile)) {
      const { privateKey } = await generateKeyPair('ES256', { extractable: true });
      this.#withDraft(await exportPKCS8(privateKey), (draft) => {
        try {
          linkSync(draft, this.#privateKeyFile);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        }
      });
    }
    const jwk = createPublicKey(readFileSync(this.#privateKeyFile, 'utf8')).export({ format: 'jwk' });
    const keySet = { keys: [{ ...jwk, kid: 'development', alg: 'ES256', use: 'sig' }] };
    this.#withDraft(`${JSON.stringify(keySet, null, 2)}\n`, (draft) => renameSync(draft, this.keySetFile));
  }

  #withDraft(content: string, publish: (draft: string) => void): void {
    const draft = join(this.folder, `draft-${randomUUID()}`);
    try {
      writeFileSync(draft, content, { mode: 0o600 });
      publish(draft);
    } finally {
      rmSync(draft, { force: true });
    }
  }
}
