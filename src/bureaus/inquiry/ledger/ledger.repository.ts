import {
  fromNullableSqlInstant,
  fromSqlInstant,
  marks,
  type Reader,
  type Transaction,
  toSqlInstant,
} from '../../../platform/database';
import { BureauBudgetEntity } from './bureau-budget.entity';
import { BureauInquiryEntity, type InquiryState } from './bureau-inquiry.entity';

/** An inquiry of the ledger as somebody who waits for it sees it. */
export interface LedgerEntry {
  readonly id: string;
  readonly state: InquiryState;
  readonly outcome: string | null;
  readonly cause: string | null;
  readonly flightKey: string | null;
  readonly reservedAt: Date;
  readonly expiresAt: Date;
  readonly closedAt: Date | null;
}

interface LedgerRow {
  id: string | number;
  state: InquiryState;
  outcome: string | null;
  cause: string | null;
  flight_key: string | null;
  reserved_at: string;
  expires_at: string;
  closed_at: string | null;
}

const ENTRY = 'id, state, outcome, cause, flight_key, reserved_at, expires_at, closed_at';

const toEntry = (row: LedgerRow): LedgerEntry => ({
  id: String(row.id),
  state: row.state,
  outcome: row.outcome,
  cause: row.cause,
  flightKey: row.flight_key,
  reservedAt: fromSqlInstant(row.reserved_at),
  expiresAt: fromSqlInstant(row.expires_at),
  closedAt: fromNullableSqlInstant(row.closed_at),
});

export async function ledgerEntries(
  reader: Reader,
  ids: readonly string[],
  lock: 'FOR UPDATE' | '' = '',
): Promise<Map<string, LedgerEntry>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.rows<LedgerRow>(
    `SELECT ${ENTRY} FROM bureau_inquiry WHERE id IN (${marks(ids.length)}) ${lock}`,
    ids,
  );
  return new Map(rows.map((row) => [String(row.id), toEntry(row)]));
}

/** As they are now, and locked until the transaction ends. */
export const lockEntries = (transaction: Transaction, ids: readonly string[]) =>
  ledgerEntries(transaction, ids, transaction.dialect === 'mysql' ? 'FOR UPDATE' : '');

/**
 * Claims the flight key of each inquiry that nobody holds.
 * @returns by flight key whoever holds it now: the row just written, or somebody else's
 */
export async function claim(
  transaction: Transaction,
  inquiries: readonly BureauInquiryEntity[],
): Promise<Map<string, LedgerEntry>> {
  if (inquiries.length === 0) return new Map();
  await transaction.insert(BureauInquiryEntity, inquiries, { key: ['flightKey'], update: [] });
  return flightHolders(transaction, [...new Set(inquiries.flatMap(({ flightKey }) => flightKey ?? []))]);
}

/** Who holds the flight keys now, by key. */
export async function flightHolders(
  reader: Reader,
  keys: readonly string[],
): Promise<Map<string, LedgerEntry>> {
  if (keys.length === 0) return new Map();
  const rows = await reader.rows<LedgerRow>(
    `SELECT ${ENTRY} FROM bureau_inquiry WHERE flight_key IN (${marks(keys.length)})`,
    keys,
  );
  return new Map(rows.map((row) => [row.flight_key ?? '', toEntry(row)]));
}

/** Takes back what `claim` wrote in this same transaction. */
export async function unclaim(transaction: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await transaction.run(`DELETE FROM bureau_inquiry WHERE id IN (${marks(ids.length)})`, ids);
}

/**
 * Marks reservations as sent, from when on they may have left.
 * @returns those marked; the others had expired
 */
export async function markSent(
  transaction: Transaction,
  ids: readonly string[],
  at: Date,
  expiresAt: Date,
): Promise<ReadonlySet<string>> {
  const instant = toSqlInstant(at);
  const marked = await transaction.run(
    `UPDATE bureau_inquiry SET state = 'SENT', sent_at = ?, expires_at = ?
      WHERE id IN (${marks(ids.length)}) AND state = 'RESERVED' AND expires_at > ?`,
    [instant, toSqlInstant(expiresAt), ...ids, instant],
  );
  if (marked === ids.length) return new Set(ids);
  const rows = await transaction.rows<{ id: string | number }>(
    `SELECT id FROM bureau_inquiry WHERE id IN (${marks(ids.length)}) AND state = 'SENT' AND sent_at = ?`,
    [...ids, instant],
  );
  return new Set(rows.map((row) => String(row.id)));
}

/** Takes `markSent` back, for calls of which nothing has left. */
export async function unmarkSent(transaction: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await transaction.run(
    `UPDATE bureau_inquiry SET state = 'RESERVED', sent_at = NULL
      WHERE id IN (${marks(ids.length)}) AND state = 'SENT'`,
    ids,
  );
}

/** Writes outcomes to their rows, all in one statement. */
export function closeInquiries(
  transaction: Transaction,
  inquiries: readonly BureauInquiryEntity[],
): Promise<void> {
  return transaction.insert(BureauInquiryEntity, inquiries, {
    key: ['id'],
    update: ['state', 'outcome', 'cause', 'flightKey', 'reportId', 'closedAt'],
  });
}

export interface BudgetKey {
  readonly clientId: string;
  readonly day: string;
  readonly bureau: string;
}

export interface BudgetTaken {
  readonly calls: number;
  readonly spentMinor: bigint;
}

/**
 * Makes sure that the rows are there and locks them until the transaction ends. Bureaus come in one order, so that two
 * clients' transactions cannot wait for each other.
 */
export async function lockBudgets(
  transaction: Transaction,
  { clientId, day }: Omit<BudgetKey, 'bureau'>,
  bureaus: readonly string[],
): Promise<Map<string, BudgetTaken>> {
  const sorted = [...new Set(bureaus)].sort();
  await transaction.insert(
    BureauBudgetEntity,
    sorted.map((bureau) => ({ clientId, day, bureau, calls: 0, spentMinor: '0', currency: 'CNY' })),
    { key: ['clientId', 'day', 'bureau'], update: [] },
  );
  return budgetsTaken(
    transaction,
    { clientId, day },
    sorted,
    transaction.dialect === 'mysql' ? 'FOR UPDATE' : '',
  );
}

/** What a client has taken on a day, by bureau; a bureau that it has not asked is not in the map. */
export async function budgetsTaken(
  reader: Reader,
  { clientId, day }: Omit<BudgetKey, 'bureau'>,
  bureaus: readonly string[],
  lock: 'FOR UPDATE' | '' = '',
): Promise<Map<string, BudgetTaken>> {
  const rows = await reader.rows<{ bureau: string; calls: number; spent_minor: string | number }>(
    `SELECT bureau, calls, spent_minor FROM bureau_budget
      WHERE client_id = ? AND day = ? AND bureau IN (${marks(bureaus.length)}) ORDER BY bureau ${lock}`,
    [clientId, day, ...bureaus],
  );
  return new Map(
    rows.map((row) => [row.bureau, { calls: Number(row.calls), spentMinor: BigInt(row.spent_minor) }]),
  );
}

/** @returns false, and takes nothing, where it would pass the limit */
export async function takeBudget(
  transaction: Transaction,
  { clientId, day, bureau }: BudgetKey,
  take: BudgetTaken,
  limit: BudgetTaken,
): Promise<boolean> {
  const taken = await transaction.run(
    `UPDATE bureau_budget SET calls = calls + ?, spent_minor = spent_minor + ?
      WHERE client_id = ? AND day = ? AND bureau = ? AND calls + ? <= ? AND spent_minor + ? <= ?`,
    [
      take.calls,
      take.spentMinor,
      clientId,
      day,
      bureau,
      take.calls,
      limit.calls,
      take.spentMinor,
      limit.spentMinor,
    ],
  );
  return taken === 1;
}

/** Gives back what calls took that never left. */
export async function giveBack(
  transaction: Transaction,
  { clientId, day, bureau }: BudgetKey,
  { calls, spentMinor }: BudgetTaken,
): Promise<void> {
  await transaction.run(
    `UPDATE bureau_budget SET calls = calls - ?, spent_minor = spent_minor - ?
      WHERE client_id = ? AND day = ? AND bureau = ?`,
    [calls, spentMinor, clientId, day, bureau],
  );
}
