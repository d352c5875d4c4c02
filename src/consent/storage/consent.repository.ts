import {
  type Database,
  fromNullableSqlInstant,
  fromSqlInstant,
  marks,
  type Transaction,
  toSqlInstant,
} from '../../platform/database';
import { bindSharedLoader, type LoaderBinding } from '../../platform/loaders';
import type { ConsentRecord, ConsentType } from '../policy/consent';
import { type InquiryPurpose, isInquiryPurpose } from '../policy/inquiry-purpose';
import { ClientPurposeEntity } from './client-purpose.entity';
import { consentsOfSubject, purposesOfClient } from './consent.loaders';

interface ConsentRow {
  id: string | number;
  consent_no: string;
  subject_id: string | number;
  bureau: string;
  type: ConsentType;
  purposes: string;
  data_categories: string;
  signed_at: string;
  valid_from: string;
  valid_to: string | null;
  until_settled_loan_id: string | number | null;
  revoked_at: string | null;
}

export class ConsentRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindSharedLoader(consentsOfSubject, (ids) => this.ofSubjects(ids)),
      bindSharedLoader(purposesOfClient, (ids) => this.purposesOf(ids)),
    ];
  }

  /** All consents of each subject, for every bureau: a refusal can then say that another bureau was agreed to. */
  async ofSubjects(subjectIds: readonly string[]): Promise<Map<string, ConsentRecord[]>> {
    const rows = await this.database.rows<ConsentRow>(
      `SELECT id, consent_no, subject_id, bureau, type, purposes, data_categories, signed_at, valid_from, valid_to,
              until_settled_loan_id, revoked_at
         FROM consent WHERE subject_id IN (${marks(subjectIds.length)}) ORDER BY subject_id, bureau, id`,
      subjectIds,
    );
    const found = new Map<string, ConsentRecord[]>();
    for (const record of rows.map(toRecord)) {
      const list = found.get(record.subjectId);
      if (list) list.push(record);
      else found.set(record.subjectId, [record]);
    }
    return found;
  }

  async purposesOf(clientIds: readonly string[]): Promise<Map<string, ReadonlySet<InquiryPurpose>>> {
    const rows = await this.database.rows<{ client_id: string; purpose: string }>(
      `SELECT client_id, purpose FROM client_purpose WHERE client_id IN (${marks(clientIds.length)})`,
      clientIds,
    );
    const found = new Map<string, Set<InquiryPurpose>>();
    for (const { client_id: client, purpose } of rows) {
      if (!isInquiryPurpose(purpose)) continue;
      found.set(client, (found.get(client) ?? new Set()).add(purpose));
    }
    return found;
  }
}

const toRecord = (row: ConsentRow): ConsentRecord => ({
  id: String(row.id),
  consentNo: row.consent_no,
  subjectId: String(row.subject_id),
  bureau: row.bureau,
  type: row.type,
  purposes: row.purposes.split(',').filter(isInquiryPurpose),
  dataCategories: row.data_categories.split(',').filter(Boolean),
  signedAt: fromSqlInstant(row.signed_at),
  validFrom: fromSqlInstant(row.valid_from),
  validTo: fromNullableSqlInstant(row.valid_to),
  untilSettledLoanId: row.until_settled_loan_id === null ? null : String(row.until_settled_loan_id),
  revokedAt: fromNullableSqlInstant(row.revoked_at),
});

/**
 * Those of the consents that hold at this instant. On MySQL the rows stay locked until the transaction ends, so that no
 * withdrawal commits before it; on SQLite one writer at a time is lock enough. A withdrawal that is stored counts whatever
 * its time: the caller's instant was taken before the lock, perhaps by another replica's clock. That a loan is settled is
 * not seen here: the decision before has seen it.
 */
export async function liveConsents(
  transaction: Transaction,
  consentIds: readonly string[],
  at: Date,
): Promise<ReadonlySet<string>> {
  if (consentIds.length === 0) return new Set();
  const instant = toSqlInstant(at);
  const rows = await transaction.rows<{ id: string | number }>(
    `SELECT id FROM consent WHERE id IN (${marks(consentIds.length)})
        AND type IN ('QUERY', 'SENSITIVE') AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)
        AND revoked_at IS NULL${transaction.dialect === 'mysql' ? ' LOCK IN SHARE MODE' : ''}`,
    [...consentIds, instant, instant],
  );
  return new Set(rows.map((row) => String(row.id)));
}

export interface StoredConsent {
  readonly id: string;
  readonly subjectId: string;
  readonly bureau: string;
  readonly revokedAt: Date | null;
  readonly rowHash: Buffer;
}

/**
 * By source key. Locks the rows that are there: a withdrawal that is being stored at this moment is waited for and seen.
 * A key that is not there is not locked, since two that add one would wait for each other.
 */
export async function storedConsents(
  transaction: Transaction,
  source: string,
  sourceKeys: readonly string[],
): Promise<Map<string, StoredConsent>> {
  if (sourceKeys.length === 0) return new Map();
  const found = await transaction.rows<StoredConsentRow>(
    `SELECT ${STORED_COLUMNS} FROM consent WHERE source = ? AND source_key IN (${marks(sourceKeys.length)})`,
    [source, ...sourceKeys],
  );
  const rows =
    found.length === 0 || transaction.dialect === 'sqlite'
      ? found
      : await transaction.rows<StoredConsentRow>(
          `SELECT ${STORED_COLUMNS} FROM consent WHERE id IN (${marks(found.length)}) FOR UPDATE`,
          found.map(({ id }) => id),
        );
  return new Map(
    rows.map((row) => [
      row.source_key,
      {
        id: String(row.id),
        subjectId: String(row.subject_id),
        bureau: row.bureau,
        revokedAt: fromNullableSqlInstant(row.revoked_at),
        rowHash: row.row_hash,
      },
    ]),
  );
}

type StoredConsentRow = Pick<ConsentRow, 'id' | 'subject_id' | 'bureau' | 'revoked_at'> & {
  source_key: string;
  row_hash: Buffer;
};

const STORED_COLUMNS = 'id, source_key, subject_id, bureau, revoked_at, row_hash';

interface NumberOwner {
  readonly source: string;
  readonly sourceKey: string;
}

/** By consent number: whose it is. */
export async function ownersOfNumbers(
  transaction: Transaction,
  consentNos: readonly string[],
): Promise<Map<string, NumberOwner>> {
  if (consentNos.length === 0) return new Map();
  const rows = await transaction.rows<{ consent_no: string; source: string; source_key: string }>(
    `SELECT consent_no, source, source_key FROM consent WHERE consent_no IN (${marks(consentNos.length)})`,
    consentNos,
  );
  return new Map(rows.map((row) => [row.consent_no, { source: row.source, sourceKey: row.source_key }]));
}

/** Lets a client inquire for these purposes; those that it has already stay. */
export async function grantPurposes(
  transaction: Transaction,
  clientId: string,
  purposes: readonly InquiryPurpose[],
): Promise<void> {
  await transaction.insert(
    ClientPurposeEntity,
    purposes.map((purpose) => ({ clientId, purpose })),
    { key: ['clientId', 'purpose'], update: [] },
  );
}

/** A consent to reporting that holds now. */
export interface ReportConsent {
  readonly subjectId: string;
  /** It ends when this loan is settled; null: by its dates alone. */
  readonly untilSettledLoanId: string | null;
}

/**
 * The REPORT consents of these subjects for a bureau that hold at this instant. On MySQL they stay locked until the
 * transaction ends, as `liveConsents` has it. That a loan is settled is not seen here.
 */
export async function reportConsents(
  transaction: Transaction,
  bureau: string,
  subjectIds: readonly string[],
  at: Date,
): Promise<readonly ReportConsent[]> {
  if (subjectIds.length === 0) return [];
  const instant = toSqlInstant(at);
  const rows = await transaction.rows<Pick<ConsentRow, 'subject_id' | 'until_settled_loan_id'>>(
    `SELECT subject_id, until_settled_loan_id FROM consent
      WHERE subject_id IN (${marks(subjectIds.length)}) AND bureau = ? AND type = 'REPORT'
        AND signed_at <= ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) AND revoked_at IS NULL${
          transaction.dialect === 'mysql' ? ' LOCK IN SHARE MODE' : ''
        }`,
    [...subjectIds, bureau, instant, instant, instant],
  );
  return rows.map((row) => ({
    subjectId: String(row.subject_id),
    untilSettledLoanId: row.until_settled_loan_id === null ? null : String(row.until_settled_loan_id),
  }));
}
