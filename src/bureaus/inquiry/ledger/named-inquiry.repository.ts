import { marks, type Reader, type Transaction, toSqlInstant } from '../../../platform/database';
import { type LedgerEntry, ledgerEntries } from './ledger.repository';
import { NamedInquiryEntity } from './named-inquiry.entity';

/** A question under a key of the client's own. */
export interface InquiryName {
  readonly requestKey: string;
  readonly subjectId: string;
  readonly bureau: string;
}

export const nameKey = ({ requestKey, subjectId, bureau }: InquiryName): string =>
  `${subjectId}|${bureau}|${requestKey}`;

/** By `nameKey`, the inquiries that answered under these names and were reserved at `since` or later. */
export async function inquiriesNamed(
  reader: Reader,
  clientId: string,
  names: readonly InquiryName[],
  since: Date,
): Promise<Map<string, LedgerEntry>> {
  if (names.length === 0) return new Map();
  const keys = [...new Set(names.map(({ requestKey }) => requestKey))];
  const subjects = [...new Set(names.map(({ subjectId }) => subjectId))];
  const rows = await reader.rows<{
    request_key: string;
    subject_id: string | number;
    bureau: string;
    inquiry_id: string | number;
  }>(
    `SELECT n.request_key, n.subject_id, n.bureau, n.inquiry_id
       FROM named_inquiry n JOIN bureau_inquiry i ON i.id = n.inquiry_id
      WHERE n.client_id = ? AND n.request_key IN (${marks(keys.length)}) AND n.subject_id IN (${marks(subjects.length)})
        AND i.reserved_at >= ?`,
    [clientId, ...keys, ...subjects, toSqlInstant(since)],
  );
  const entries = await ledgerEntries(
    reader,
    rows.map((row) => String(row.inquiry_id)),
  );
  return new Map(
    rows.flatMap((row) => {
      const entry = entries.get(String(row.inquiry_id));
      const name = { requestKey: row.request_key, subjectId: String(row.subject_id), bureau: row.bureau };
      return entry ? [[nameKey(name), entry] as const] : [];
    }),
  );
}

export async function nameInquiries(
  transaction: Transaction,
  clientId: string,
  named: readonly (InquiryName & { readonly inquiryId: string })[],
): Promise<void> {
  if (named.length === 0) return;
  await transaction.insert(
    NamedInquiryEntity,
    named.map(({ requestKey, subjectId, bureau, inquiryId }) => ({
      clientId,
      requestKey,
      subjectId,
      bureau,
      inquiryId,
    })),
    { key: ['clientId', 'requestKey', 'subjectId', 'bureau'], update: ['inquiryId'] },
  );
}
