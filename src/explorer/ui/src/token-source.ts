import type { IssuedToken } from '../../explorer-contract';

/** Renewed this long before it expires, so that a request under way does not outlive its token. */
const RENEW_BEFORE_MS = 30_000;

export interface TokenSource {
  /** A token that is still good, from memory or from the server; callers at one time share one request. */
  get(role: string): Promise<string>;
  /** For a token that the endpoint refused: the next `get` asks the server again. */
  forget(role: string): void;
}

/** Keeps tokens in memory alone, one per role. A failed request is not kept. */
export function tokenSource(
  request: (role: string) => Promise<IssuedToken>,
  now: () => number = Date.now,
): TokenSource {
  const issued = new Map<string, Promise<IssuedToken>>();

  function renew(role: string): Promise<IssuedToken> {
    const pending = request(role);
    issued.set(role, pending);
    pending.catch(() => {
      if (issued.get(role) === pending) issued.delete(role);
    });
    return pending;
  }

  return {
    async get(role) {
      const held = issued.get(role);
      if (held !== undefined) {
        const { token, expiresAt } = await held;
        if (Date.parse(expiresAt) - now() > RENEW_BEFORE_MS) return token;
      }
      // Another caller may have renewed it while this one waited.
      const current = issued.get(role);
      return (await (current === undefined || current === held ? renew(role) : current)).token;
    },
    forget(role) {
      issued.delete(role);
    },
  };
}

/** Asks the server half for a development token. @throws Error with a sentence for the user. */
export async function requestToken(role: string): Promise<IssuedToken> {
  const response = await fetch('./token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role }),
  });
  if (response.ok) return (await response.json()) as IssuedToken;
  const body = (await response.json().catch(() => null)) as { error?: string } | null;
  throw new Error(body?.error ?? `the server answered ${response.status}`);
}
