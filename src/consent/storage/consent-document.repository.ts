import {
  type Database,
  fromNullableSqlInstant,
  fromSqlInstant,
  type ListShape,
  type Transaction,
  toSqlInstant,
} from '../../platform/database';
import { bindList } from '../../platform/lists';
import type { LoaderBinding } from '../../platform/loaders';
import type { ConsentDocument, ConsentType, RevocationReason } from '../policy/consent';
import { isInquiryPurpose } from '../policy/inquiry-purpose';
import { consentList } from './consent.loaders';

/** A row as both databases give it; it is its own JSON. */
export type DocumentRow = {
  readonly id: string | number;
  readonly consent_no: string;
  readonly subject_id: string | number;
  readonly bureau: string;
  readonly type: ConsentType;
  readonly purposes: string;
  readonly data_categories: string;
  readonly template_version: string;
  readonly text_hash: string;
  readonly signed_at: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly until_settled_loan_id: string | number | null;
  readonly channel: string;
  readonly evidence_hash: string;
  readonly revoked_at: string | null;
  readonly revoked_by: string | null;
  readonly revocation_reason: RevocationReason | null;
  readonly source: string;
};

const COLUMNS = `id, consent_no, subject_id, bureau, type, purposes, data_categories, template_version,
  LOWER(HEX(text_hash)) AS text_hash, signed_at, valid_from, valid_to, until_settled_loan_id, channel,
  LOWER(HEX(evidence_hash)) AS evidence_hash, revoked_at, revoked_by, revocation_reason, source`;

export const documentLoaders = (database: Database): LoaderBinding[] => [
  bindList(consentList, database, ofSubject, toDocument),
];

const ofSubject = (): ListShape & { parent: string } => ({
  select: COLUMNS,
  from: 'consent',
  parent: 'subject_id',
  order: [
    { column: 'signed_at', direction: 'DESC' },
    { column: 'id', direction: 'DESC' },
  ],
});

/** By its number. Locks nothing: a lock on a number that is not there yet would hold up, and deadlock, all who add one. */
export async function documentOf(
  transaction: Transaction,
  consentNo: string,
): Promise<(DocumentRow & { readonly row_hash: Buffer }) | null> {
  const [row] = await transaction.rows<DocumentRow & { row_hash: Buffer }>(
    `SELECT ${COLUMNS}, row_hash FROM consent WHERE consent_no = ?`,
    [consentNo],
  );
  return row ?? null;
}

/** By its number. Locks the row: whoever asserts this consent has ended, or waits. */
export async function lockedDocument(
  transaction: Transaction,
  consentNo: string,
): Promise<DocumentRow | null> {
  const [row] = await transaction.rows<DocumentRow>(
    `SELECT ${COLUMNS} FROM consent WHERE consent_no = ?${transaction.dialect === 'mysql' ? ' FOR UPDATE' : ''}`,
    [consentNo],
  );
  return row ?? null;
}

export interface Withdrawal {
  readonly at: Date;
  readonly by: string;
  readonly clientId: string;
  readonly reason: RevocationReason;
}

/** The one thing that is ever written to a stored consent, and only where no withdrawal holds yet. */
export async function writeWithdrawal(
  transaction: Transaction,
  consentId: string,
  { at, by, clientId, reason }: Withdrawal,
): Promise<void> {
  await transaction.run(
    `UPDATE consent SET revoked_at = ?, revoked_by = ?, revoked_client_id = ?, revocation_reason = ?
      WHERE id = ? AND (revoked_at IS NULL OR revoked_at > ?)`,
    [toSqlInstant(at), by, clientId, reason, consentId, toSqlInstant(at)],
  );
}

export const toDocument = (row: DocumentRow): ConsentDocument => ({
  id: String(row.id),
  consentNo: row.consent_no,
  subjectId: String(row.subject_id),
  bureau: row.bureau,
  type: row.type,
  purposes: row.purposes.split(',').filter(isInquiryPurpose),
  dataCategories: row.data_categories.split(',').filter(Boolean),
  templateVersion: row.template_version,
  textHash: row.text_hash,
  signedAt: fromSqlInstant(row.signed_at),
  validFrom: fromSqlInstant(row.valid_from),
  validTo: fromNullableSqlInstant(row.valid_to),
  untilSettledLoanId: row.until_settled_loan_id === null ? null : String(row.until_settled_loan_id),
  channel: row.channel,
  evidenceHash: row.evidence_hash,
  revokedAt: fromNullableSqlInstant(row.revoked_at),
  revokedBy: row.revoked_by,
  revocationReason: row.revocation_reason,
  source: row.source,
});
