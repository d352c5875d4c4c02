import { type GuardedClient, HttpFailure } from '../../platform/http-client';
import type { ContributionRecord, SendOutcome } from '../contribution/contribution.port';

type NotTaken = Exclude<SendOutcome, { kind: 'ACCEPTED' }>;

/** One call that carries records: the JSON text of the answer, or what became of the records without one. */
export async function callWithRecords(
  client: GuardedClient,
  path: string,
  body: unknown,
  options: Parameters<GuardedClient['postJson']>[2],
): Promise<{ readonly json: string } | NotTaken> {
  try {
    const { status, json, retryAfterSeconds } = await client.postJson(path, body, options);
    if (json !== null) return { json };
    if (status === 429)
      return { kind: 'NOT_SENT', cause: 'RATE_LIMITED', retryAfterSeconds: retryAfterSeconds ?? 1 };
    if (status === 401 || status === 403) return { kind: 'NOT_SENT', cause: 'CREDENTIALS' };
    // Refused as a whole: the same again will fare no better. A server that fails may have stored before it did.
    if (status >= 400 && status < 500) return { kind: 'REJECTED', rule: `HTTP_${status}`, field: null };
    return { kind: 'UNKNOWN', cause: `HTTP_${status}` };
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    return { kind: error.kind === 'NOT_SENT' ? 'NOT_SENT' : 'UNKNOWN', cause: error.code };
  }
}

/** The same for each record of a batch. */
export const forAll = (batch: readonly ContributionRecord[], outcome: SendOutcome): SendOutcome[] =>
  batch.map(() => outcome);

/** An answer that is none of the profile: whether the records were taken nobody can tell. */
export const UNREADABLE: NotTaken = { kind: 'UNKNOWN', cause: 'BAD_RESPONSE' };

/** What an answer says of records one by one; those it does not name are accepted. */
export function outcomes(
  batch: readonly ContributionRecord[],
  receipt: string,
  refusals: ReadonlyMap<string, { readonly rule: string; readonly field: string | null }>,
): SendOutcome[] {
  return batch.map(({ key }) => {
    const refusal = refusals.get(key);
    return refusal ? { kind: 'REJECTED', ...refusal } : { kind: 'ACCEPTED', receipt };
  });
}
