import {
  fromSqlInstant,
  marks,
  type Reader,
  type Transaction,
  toSqlInstant,
} from '../../../platform/database';
import type { InquiryState } from '../ledger/bureau-inquiry.entity';

/** An inquiry that a process left open when it ended. */
export interface AbandonedInquiry {
  readonly id: string;
  readonly subjectId: string;
  readonly bureau: string;
  readonly purpose: string;
  readonly reasonKind: string;
  readonly reasonRef: string;
  readonly clientId: string;
  readonly caller: string;
  readonly consentId: string;
  readonly priceMinor: bigint;
  readonly reservedAt: Date;
}

interface AbandonedRow {
  id: string | number;
  subject_id: string | number;
  bureau: string;
  purpose: string;
  reason_kind: string;
  reason_ref: string;
  client_id: string;
  caller: string;
  consent_id: string | number;
  price_minor: string | number;
  reserved_at: string;
}

export interface OpenInquiry extends AbandonedInquiry {
  readonly state: InquiryState;
  readonly expiresAt: Date;
}

const ABANDONED = `id, subject_id, bureau, purpose, reason_kind, reason_ref, client_id, caller, consent_id, price_minor,
  reserved_at`;

// As many as are settled at one time: after a long outage the rest has its turn next.
const MOST_ABANDONED = 500;

async function lockOver(
  transaction: Transaction,
  state: 'RESERVED' | 'SENT',
  now: Date,
  ids?: readonly string[],
): Promise<AbandonedInquiry[]> {
  const rows = await transaction.rows<AbandonedRow>(
    `SELECT ${ABANDONED} FROM bureau_inquiry WHERE state = ? AND expires_at <= ?${ids ? ` AND id IN (${marks(ids.length)})` : ''}
      ORDER BY id LIMIT ${MOST_ABANDONED}${transaction.dialect === 'mysql' ? ' FOR UPDATE' : ''}`,
    [state, toSqlInstant(now), ...(ids ?? [])],
  );
  return rows.map(toAbandoned);
}

const toAbandoned = (row: AbandonedRow): AbandonedInquiry => ({
  id: String(row.id),
  subjectId: String(row.subject_id),
  bureau: row.bureau,
  purpose: row.purpose,
  reasonKind: row.reason_kind,
  reasonRef: row.reason_ref,
  clientId: row.client_id,
  caller: row.caller,
  consentId: String(row.consent_id),
  priceMinor: BigInt(row.price_minor),
  reservedAt: fromSqlInstant(row.reserved_at),
});

/** Reservations whose time is over and that were not marked as sent, locked. */
export const lockUnsentAndOver = (transaction: Transaction, now: Date, ids?: readonly string[]) =>
  lockOver(transaction, 'RESERVED', now, ids);

/** Calls that were marked as sent and not closed in their time, locked. */
export const lockSentAndOver = (transaction: Transaction, now: Date) => lockOver(transaction, 'SENT', now);

export async function closeUnsent(transaction: Transaction, ids: readonly string[], at: Date): Promise<void> {
  await transaction.run(
    `UPDATE bureau_inquiry SET state = 'CLOSED', outcome = 'NOT_SENT', cause = 'PROCESS_ENDED', flight_key = NULL,
            closed_at = ? WHERE id IN (${marks(ids.length)})`,
    [toSqlInstant(at), ...ids],
  );
}

export async function markUnknown(transaction: Transaction, ids: readonly string[], at: Date): Promise<void> {
  await transaction.run(
    `UPDATE bureau_inquiry SET state = 'UNKNOWN', outcome = 'OUTCOME_UNKNOWN', cause = 'PROCESS_ENDED', closed_at = ?
      WHERE id IN (${marks(ids.length)})`,
    [toSqlInstant(at), ...ids],
  );
}

/** Who, what for and what it took: what settling an inquiry needs. Locked until the transaction ends. */
export async function lockInquiry(transaction: Transaction, id: string): Promise<OpenInquiry | null> {
  const rows = await transaction.rows<AbandonedRow & { state: InquiryState; expires_at: string }>(
    `SELECT ${ABANDONED}, state, expires_at FROM bureau_inquiry WHERE id = ?${transaction.dialect === 'mysql' ? ' FOR UPDATE' : ''}`,
    [id],
  );
  const row = rows[0];
  return row ? { ...toAbandoned(row), state: row.state, expiresAt: fromSqlInstant(row.expires_at) } : null;
}

/** Closes an inquiry whose answer is lost for good: others may ask the same again. */
export async function closeReleased(
  transaction: Transaction,
  id: string,
  { reason, at }: { reason: string; at: Date },
): Promise<void> {
  await transaction.run(
    `UPDATE bureau_inquiry SET state = 'CLOSED', outcome = 'RELEASED', cause = ?, flight_key = NULL, closed_at = ?
      WHERE id = ?`,
    [reason, toSqlInstant(at), id],
  );
}

// Each is a call to a bureau: what there is more of is asked about a minute later.
const MOST_LOST = 100;

/** Inquiries at these bureaus whose answer was lost and that may be asked about again now, those lost longest first. */
export async function lostAndDue(
  reader: Reader,
  bureaus: readonly string[],
  now: Date,
): Promise<AbandonedInquiry[]> {
  const rows = await reader.rows<AbandonedRow>(
    `SELECT ${ABANDONED} FROM bureau_inquiry
      WHERE state = 'UNKNOWN' AND expires_at <= ? AND bureau IN (${marks(bureaus.length)})
      ORDER BY expires_at LIMIT ${MOST_LOST}`,
    [toSqlInstant(now), ...bureaus],
  );
  return rows.map(toAbandoned);
}

/**
 * Takes a lost inquiry, so that nobody else asks about it before `until`.
 * @returns false where somebody else has it, or it is settled
 */
export async function takeLost(
  transaction: Transaction,
  id: string,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<boolean> {
  const taken = await transaction.run(
    "UPDATE bureau_inquiry SET expires_at = ? WHERE id = ? AND state = 'UNKNOWN' AND expires_at <= ?",
    [toSqlInstant(until), id, toSqlInstant(now)],
  );
  return taken === 1;
}

/** Leaves it lost until it is asked about again. */
export async function leaveLost(transaction: Transaction, id: string, until: Date): Promise<void> {
  await transaction.run("UPDATE bureau_inquiry SET expires_at = ? WHERE id = ? AND state = 'UNKNOWN'", [
    toSqlInstant(until),
    id,
  ]);
}

/** @returns false where an operator has released it meanwhile */
export async function closeLost(
  transaction: Transaction,
  id: string,
  { outcome, cause, at }: { readonly outcome: string; readonly cause: string | null; readonly at: Date },
): Promise<boolean> {
  const closed = await transaction.run(
    `UPDATE bureau_inquiry SET state = 'CLOSED', outcome = ?, cause = ?, flight_key = NULL, closed_at = ?
      WHERE id = ? AND state = 'UNKNOWN'`,
    [outcome, cause, toSqlInstant(at), id],
  );
  return closed === 1;
}

export async function setReport(transaction: Transaction, id: string, reportId: string): Promise<void> {
  await transaction.run('UPDATE bureau_inquiry SET report_id = ? WHERE id = ?', [reportId, id]);
}
