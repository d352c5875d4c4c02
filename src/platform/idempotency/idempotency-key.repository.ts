import { fromSqlInstant, type Transaction, toSqlInstant } from '../database';
import { IdempotencyKeyEntity } from './idempotency-key.entity';

export interface KeyOfRequest {
  readonly clientId: string;
  readonly requestKey: string;
}

export type StoredKey = Pick<
  IdempotencyKeyEntity,
  'requestDigest' | 'state' | 'holder' | 'answerCell' | 'expiresAt'
>;

interface KeyRow {
  request_digest: Buffer;
  state: StoredKey['state'];
  holder: string | number;
  answer_cell: Buffer | null;
  expires_at: string;
}

/** Writes the key where it is new. @returns whoever holds it now */
export async function claimKey(transaction: Transaction, claim: IdempotencyKeyEntity): Promise<StoredKey> {
  await transaction.insert(IdempotencyKeyEntity, [claim], { key: ['clientId', 'requestKey'], update: [] });
  const [row] = await transaction.rows<KeyRow>(
    `SELECT request_digest, state, holder, answer_cell, expires_at FROM idempotency_key
      WHERE client_id = ? AND request_key = ?${transaction.dialect === 'mysql' ? ' FOR UPDATE' : ''}`,
    [claim.clientId, claim.requestKey],
  );
  if (!row) throw new Error('a key is not there after it was claimed');
  return {
    requestDigest: row.request_digest,
    state: row.state,
    holder: String(row.holder),
    answerCell: row.answer_cell,
    expiresAt: fromSqlInstant(row.expires_at),
  };
}

/** Takes up what another attempt has left. */
export async function takeOver(
  transaction: Transaction,
  { clientId, requestKey }: KeyOfRequest,
  holder: string,
  expiresAt: Date,
): Promise<void> {
  await transaction.run(
    'UPDATE idempotency_key SET holder = ?, expires_at = ? WHERE client_id = ? AND request_key = ?',
    [holder, toSqlInstant(expiresAt), clientId, requestKey],
  );
}

/** @returns false where another attempt has taken the key over */
export async function finish(
  transaction: Transaction,
  { clientId, requestKey }: KeyOfRequest,
  holder: string,
  answerCell: Buffer,
): Promise<boolean> {
  const changed = await transaction.run(
    `UPDATE idempotency_key SET state = 'DONE', answer_cell = ?
      WHERE client_id = ? AND request_key = ? AND holder = ? AND state = 'IN_PROGRESS'`,
    [answerCell, clientId, requestKey, holder],
  );
  return changed === 1;
}

/** Gives the key back: nothing was done. */
export async function release(
  transaction: Transaction,
  { clientId, requestKey }: KeyOfRequest,
  holder: string,
): Promise<void> {
  await transaction.run(
    `DELETE FROM idempotency_key WHERE client_id = ? AND request_key = ? AND holder = ? AND state = 'IN_PROGRESS'`,
    [clientId, requestKey, holder],
  );
}

/** Forgets what was claimed before an instant. */
export async function forget(transaction: Transaction, before: Date): Promise<void> {
  await transaction.run('DELETE FROM idempotency_key WHERE claimed_at < ?', [toSqlInstant(before)]);
}
