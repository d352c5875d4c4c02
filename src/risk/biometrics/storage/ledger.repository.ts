import {
  fromNullableSqlInstant,
  fromSqlInstant,
  marks,
  type Reader,
  type Transaction,
  toSqlInstant,
} from '../../../platform/database';
import type { BiometricVerificationEntity } from './biometric-verification.entity';
import type { VerificationRecord } from './biometrics.loaders';

export const COLUMNS = `id, subject_id, modality, purpose, reason_kind, reason_ref, provider, client_id, caller, consent_id,
  consent_no, state, outcome, cause, verdict, score_bp, liveness, reserved_at, expires_at, closed_at`;

export interface VerificationRow {
  readonly id: string | number;
  readonly subject_id: string | number;
  readonly modality: BiometricVerificationEntity['modality'];
  readonly purpose: string;
  readonly reason_kind: string;
  readonly reason_ref: string;
  readonly provider: string;
  readonly client_id: string;
  readonly caller: string;
  readonly consent_id: string | number;
  readonly consent_no: string;
  readonly state: BiometricVerificationEntity['state'];
  readonly outcome: string | null;
  readonly cause: string | null;
  readonly verdict: BiometricVerificationEntity['verdict'];
  readonly score_bp: number | null;
  readonly liveness: BiometricVerificationEntity['liveness'];
  readonly reserved_at: string;
  readonly expires_at: string;
  readonly closed_at: string | null;
}

export const toRecord = (row: VerificationRow): VerificationRecord => ({
  id: String(row.id),
  subjectId: String(row.subject_id),
  modality: row.modality,
  purpose: row.purpose as VerificationRecord['purpose'],
  reasonKind: row.reason_kind,
  reasonRef: row.reason_ref,
  provider: row.provider,
  clientId: row.client_id,
  caller: row.caller,
  consentId: String(row.consent_id),
  consentNo: row.consent_no,
  state: row.state,
  outcome: row.outcome,
  cause: row.cause,
  verdict: row.verdict,
  scoreBp: row.score_bp === null ? null : Number(row.score_bp),
  liveness: row.liveness,
  reservedAt: fromSqlInstant(row.reserved_at),
  expiresAt: fromSqlInstant(row.expires_at),
  closedAt: fromNullableSqlInstant(row.closed_at),
});

/** The verification that a client made under a key, with the digest of what it asked; null: the key is new. */
export async function verificationNamed(
  reader: Reader,
  clientId: string,
  requestKey: string,
): Promise<{ readonly record: VerificationRecord; readonly requestDigest: Buffer } | null> {
  const [row] = await reader.rows<VerificationRow & { request_digest: Buffer }>(
    `SELECT ${COLUMNS}, request_digest FROM biometric_verification WHERE client_id = ? AND request_key = ?`,
    [clientId, requestKey],
  );
  return row ? { record: toRecord(row), requestDigest: row.request_digest } : null;
}

export async function captureIsTaken(reader: Reader, provider: string, digest: Buffer): Promise<boolean> {
  const rows = await reader.rows(
    'SELECT id FROM biometric_verification WHERE provider = ? AND capture_digest = ?',
    [provider, digest],
  );
  return rows.length > 0;
}

/** @returns false where its time is over: nothing may leave for it any more */
export async function markSent(
  transaction: Transaction,
  id: string,
  { now, expiresAt }: { readonly now: Date; readonly expiresAt: Date },
): Promise<boolean> {
  const instant = toSqlInstant(now);
  const marked = await transaction.run(
    `UPDATE biometric_verification SET state = 'SENT', sent_at = ?, expires_at = ?
      WHERE id = ? AND state = 'RESERVED' AND expires_at > ?`,
    [instant, toSqlInstant(expiresAt), id, instant],
  );
  return marked === 1;
}

export interface Closing
  extends Pick<BiometricVerificationEntity, 'outcome' | 'cause' | 'verdict' | 'scoreBp' | 'liveness'> {
  readonly state: 'CLOSED' | 'UNKNOWN';
  readonly closedAt: Date;
  /** Nothing of the call was sent: the capture may be verified yet. */
  readonly freesCapture: boolean;
}

/** What is closed stays as it is; an answer that came late replaces that nobody knew. */
export async function closeVerifications(
  transaction: Transaction,
  ids: readonly string[],
  { state, outcome, cause, verdict, scoreBp, liveness, closedAt, freesCapture }: Closing,
): Promise<void> {
  if (ids.length === 0) return;
  await transaction.run(
    `UPDATE biometric_verification SET state = ?, outcome = ?, cause = ?, verdict = ?, score_bp = ?, liveness = ?,
            closed_at = ?${freesCapture ? ', capture_digest = NULL' : ''}
      WHERE id IN (${marks(ids.length)}) AND state <> 'CLOSED'`,
    [state, outcome, cause, verdict, scoreBp, liveness, toSqlInstant(closedAt), ...ids],
  );
}

// As many as are settled at one time: what there is more of has its turn a minute later.
const MOST_ABANDONED = 500;

/** Verifications that a process left open when it ended, locked. */
export async function lockAbandoned(transaction: Transaction, now: Date): Promise<VerificationRecord[]> {
  const rows = await transaction.rows<VerificationRow>(
    `SELECT ${COLUMNS} FROM biometric_verification WHERE state IN ('RESERVED', 'SENT') AND expires_at <= ?
      ORDER BY id LIMIT ${MOST_ABANDONED}${transaction.dialect === 'mysql' ? ' FOR UPDATE' : ''}`,
    [toSqlInstant(now)],
  );
  return rows.map(toRecord);
}
