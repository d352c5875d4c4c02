import {
  type Database,
  fromNullableSqlInstant,
  fromSqlInstant,
  type ListShape,
  type Reader,
  type SqlValue,
  toSqlInstant,
} from '../../platform/database';
import { bindList, listLoader } from '../../platform/lists';
import type { LoaderBinding } from '../../platform/loaders';
import type { InquiryState } from '../inquiry/ledger/bureau-inquiry.entity';

/** A call of the ledger as auditors and operators see it: no clear value of anybody. */
export interface InquiryRecord {
  readonly id: string;
  readonly subjectId: string;
  readonly bureau: string;
  readonly purpose: string;
  readonly reasonKind: string;
  readonly reasonRef: string;
  readonly clientId: string;
  readonly caller: string;
  readonly state: InquiryState;
  readonly outcome: string | null;
  readonly cause: string | null;
  readonly priceMinor: bigint;
  readonly reservedAt: Date;
  readonly expiresAt: Date;
  readonly sentAt: Date | null;
  readonly closedAt: Date | null;
}

export interface InquiryFilter {
  readonly state: InquiryState | null;
  readonly bureau: string | null;
  readonly subjectId: string | null;
  readonly clientId: string | null;
  /** Reserved at this instant or later. */
  readonly since: Date | null;
  /** Reserved before this instant. */
  readonly until: Date | null;
}

export const inquiryList = listLoader<InquiryRecord, InquiryFilter>('inquiries');

interface InquiryRow {
  id: string | number;
  subject_id: string | number;
  bureau: string;
  purpose: string;
  reason_kind: string;
  reason_ref: string;
  client_id: string;
  caller: string;
  state: InquiryState;
  outcome: string | null;
  cause: string | null;
  price_minor: string | number;
  reserved_at: string;
  expires_at: string;
  sent_at: string | null;
  closed_at: string | null;
}

const COLUMNS = `id, subject_id, bureau, purpose, reason_kind, reason_ref, client_id, caller, state, outcome, cause,
  price_minor, reserved_at, expires_at, sent_at, closed_at`;

export const inquiryLoaders = (database: Database): LoaderBinding[] => [
  bindList(inquiryList, database, inquiries, toRecord),
];

/** Read where it is written, not from a replica. */
export async function inquiryById(reader: Reader, id: string): Promise<InquiryRecord | null> {
  const rows = await reader.rows<InquiryRow>(`SELECT ${COLUMNS} FROM bureau_inquiry WHERE id = ?`, [id]);
  return rows[0] ? toRecord(rows[0]) : null;
}

function inquiries(order: string, filter: InquiryFilter): ListShape {
  const conditions: [string, SqlValue | null][] = [
    ['state = ?', filter.state],
    ['bureau = ?', filter.bureau],
    ['subject_id = ?', filter.subjectId],
    ['client_id = ?', filter.clientId],
    ['reserved_at >= ?', filter.since && toSqlInstant(filter.since)],
    ['reserved_at < ?', filter.until && toSqlInstant(filter.until)],
  ];
  const given = conditions.filter(([, value]) => value !== null);
  const direction = order === 'RESERVED_AT_ASC' ? 'ASC' : 'DESC';
  return {
    select: COLUMNS,
    from: 'bureau_inquiry',
    where: given.map(([condition]) => condition).join(' AND '),
    values: given.map(([, value]) => value as SqlValue),
    order: [
      { column: 'reserved_at', direction },
      { column: 'id', direction },
    ],
  };
}

const toRecord = (row: InquiryRow): InquiryRecord => ({
  id: String(row.id),
  subjectId: String(row.subject_id),
  bureau: row.bureau,
  purpose: row.purpose,
  reasonKind: row.reason_kind,
  reasonRef: row.reason_ref,
  clientId: row.client_id,
  caller: row.caller,
  state: row.state,
  outcome: row.outcome,
  cause: row.cause,
  priceMinor: BigInt(row.price_minor),
  reservedAt: fromSqlInstant(row.reserved_at),
  expiresAt: fromSqlInstant(row.expires_at),
  sentAt: fromNullableSqlInstant(row.sent_at),
  closedAt: fromNullableSqlInstant(row.closed_at),
});
