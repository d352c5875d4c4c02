import { type GuardedClient, HttpFailure } from '../../platform/http-client';
import type { ConnectorAnswer } from '../bureau.port';

type Unavailable = Extract<ConnectorAnswer, { kind: 'UNAVAILABLE' }>;

/** What a call comes to that brings no text to read. */
export type CallFailure = Exclude<ConnectorAnswer, { readonly kind: 'HIT' | 'NO_RECORD' }>;

/** The bureau was reached and gave no answer that can be used. */
export const unavailable = (cause: Unavailable['cause']): Unavailable => ({
  kind: 'UNAVAILABLE',
  cause,
  sent: true,
});

/** One call: the JSON text of its answer, or what the failure of transport means for the inquiry. */
export async function callBureau(
  client: GuardedClient,
  path: string,
  body: unknown,
  options: Parameters<GuardedClient['postJson']>[2],
): Promise<{ readonly json: string } | CallFailure> {
  try {
    const { status, json, retryAfterSeconds } = await client.postJson(path, body, options);
    if (json !== null) return { json };
    if (status === 429) return { ...unavailable('RATE_LIMITED'), retryAfterSeconds: retryAfterSeconds ?? 1 };
    if (status === 401 || status === 403) return { kind: 'REJECTED', cause: 'CREDENTIALS' };
    return unavailable(status >= 500 ? 'BUREAU_ERROR' : 'BAD_RESPONSE');
  } catch (error) {
    if (error instanceof HttpFailure) return ofFailure(error);
    throw error;
  }
}

function ofFailure({ kind, code }: HttpFailure): CallFailure {
  if (kind === 'NOT_SENT') return { kind: 'UNAVAILABLE', cause: 'CONNECT_FAILED', sent: false };
  if (kind === 'BAD_ANSWER') return unavailable('BAD_RESPONSE');
  return { kind: 'UNKNOWN', cause: code === 'TIMEOUT' ? 'TIMEOUT' : 'CONNECTION_LOST' };
}
