import { marks, type Reader, type SqlValue, type Transaction } from '../../platform/database';
import { type ContributionRow, ROW } from './contribution.rows';
import type { ContributionState } from './contribution.states';

/** Records that hold back those behind them at the same loan: what became of them is not known yet. */
const OPEN = `('READY', 'SENT', 'UNKNOWN')`;

/** Which of these loans are settled or cancelled. */
export async function settledLoans(reader: Reader, loanIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (loanIds.length === 0) return new Set();
  const rows = await reader.rows<{ id: string | number }>(
    `SELECT id FROM loan WHERE id IN (${marks(loanIds.length)}) AND status IN ('SETTLED', 'CANCELLED')`,
    loanIds,
  );
  return new Set(rows.map(({ id }) => String(id)));
}

/** Of these loans, those whose borrower was told that adverse data will be reported. */
export async function noticedLoans(reader: Reader, loanIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (loanIds.length === 0) return new Set();
  const rows = await reader.rows<{ loan_id: string | number }>(
    `SELECT loan_id FROM adverse_notice WHERE loan_id IN (${marks(loanIds.length)})`,
    loanIds,
  );
  return new Set(rows.map((row) => String(row.loan_id)));
}

/** Whether a bureau has, or had, any record of an event. */
export async function hasRecord(reader: Reader, bureau: string, eventId: string): Promise<boolean> {
  const rows = await reader.rows('SELECT id FROM contribution WHERE event_id = ? AND bureau = ? LIMIT 1', [
    eventId,
    bureau,
  ]);
  return rows.length > 0;
}

/** What a bureau has of a loan, or is about to get, in the order in which it was made. */
export function knownOfLoan(reader: Reader, bureau: string, loanNo: string): Promise<ContributionRow[]> {
  return reader.rows<ContributionRow>(
    `SELECT ${ROW} FROM contribution WHERE bureau = ? AND loan_no = ? AND content_cell IS NOT NULL
        AND state IN ('READY', 'SENT', 'UNKNOWN', 'ACCEPTED', 'FILED', 'BLOCKED_NOTICE') ORDER BY id`,
    [bureau, loanNo],
  );
}

export interface Claim {
  readonly bureau: string;
  /** New and unique: whoever holds the rows. */
  readonly fence: string;
  readonly now: Date;
  readonly leasedUntil: Date;
  readonly most: number;
}

/** A call whose end nobody knows, or whose process died: all that is left of it, to be made again. */
export async function reclaim(
  transaction: Transaction,
  { bureau, fence, now, leasedUntil }: Claim,
): Promise<ContributionRow[]> {
  const [lost] = await transaction.rows<{ batch_key: string }>(
    `SELECT batch_key FROM contribution WHERE bureau = ? AND state IN ('SENT', 'UNKNOWN')
        AND batch_key IS NOT NULL AND leased_until <= ? AND next_try_at <= ? ORDER BY id LIMIT 1`,
    [bureau, now, now],
  );
  if (!lost) return [];
  await transaction.run(
    `UPDATE contribution SET state = 'SENT', fence = ?, leased_until = ?, attempts = attempts + 1, changed_at = ?
      WHERE bureau = ? AND batch_key = ? AND state IN ('SENT', 'UNKNOWN') AND leased_until <= ?`,
    [fence, leasedUntil, now, bureau, lost.batch_key, now],
  );
  return heldBy(transaction, fence);
}

/**
 * Records that may go, the oldest first: at most one of each loan, and none behind one whose end is not known. Of two
 * that claim at once, the second finds the rows of the first changed, takes what is left, and where that is nothing is told
 * that it was outrun: there may be more behind. Plain statements and row counts alone: no engine's way to skip locked rows.
 */
export async function claim(
  transaction: Transaction,
  { bureau, fence, now, leasedUntil, most }: Claim,
): Promise<{ readonly rows: ContributionRow[]; readonly isOutrun: boolean }> {
  const ready = await transaction.rows<{ id: string | number }>(
    `SELECT id FROM contribution c WHERE bureau = ? AND state = 'READY' AND next_try_at <= ?
        AND NOT EXISTS (SELECT 1 FROM contribution e WHERE e.bureau = c.bureau AND e.loan_no = c.loan_no
                           AND e.id < c.id AND e.state IN ${OPEN})
      ORDER BY id LIMIT ${most}`,
    [bureau, now],
  );
  if (ready.length === 0) return { rows: [], isOutrun: false };
  const ids = ready.map(({ id }) => String(id));
  await transaction.run(
    `UPDATE contribution SET state = 'SENT', fence = ?, leased_until = ?, attempts = attempts + 1, changed_at = ?,
            batch_key = NULL, batch_size = NULL
      WHERE id IN (${marks(ids.length)}) AND state = 'READY'`,
    [fence, leasedUntil, now, ...ids],
  );
  const rows = await heldBy(transaction, fence);
  return { rows, isOutrun: rows.length === 0 };
}

const heldBy = (reader: Reader, fence: string): Promise<ContributionRow[]> =>
  reader.rows<ContributionRow>(
    `SELECT ${ROW} FROM contribution WHERE fence = ? AND state = 'SENT' ORDER BY id`,
    [fence],
  );

/**
 * The next number of a file of the day, for good: of two that take it at once one fails by the key, and is to look again.
 */
export async function nextFileSequence(
  transaction: Transaction,
  bureau: string,
  day: string,
): Promise<number> {
  const [row] = await transaction.rows<{ last: string | number | null }>(
    'SELECT MAX(sequence) AS last FROM contribution_file WHERE bureau = ? AND day = ?',
    [bureau, day],
  );
  return Number(row?.last ?? 0) + 1;
}

/** Under which name the call of these rows is made. */
export async function nameBatch(
  transaction: Transaction,
  ids: readonly string[],
  batchKey: string,
): Promise<void> {
  if (ids.length === 0) return;
  await transaction.run(
    `UPDATE contribution SET batch_key = ?, batch_size = ? WHERE id IN (${marks(ids.length)})`,
    [batchKey, ids.length, ...ids],
  );
}

export interface Change {
  readonly state: ContributionState;
  readonly receipt?: string;
  readonly rule?: string | null;
  readonly findings?: string | null;
  readonly nextTryAt?: Date;
  /** Gives back an attempt that was none. */
  readonly attemptsLess?: number;
  readonly contentCell?: Buffer | null;
  readonly adverse?: boolean;
  readonly reference?: string;
}

// Feedback of a day of calls names more records than the parameters that SQLite takes in a statement (32,766).
const MOST_AT_ONCE = 5_000;

/** Changes rows alike, however many, and gives those that were changed: with a fence, only rows that it still holds. */
export async function change(
  transaction: Transaction,
  ids: readonly string[],
  now: Date,
  to: Change,
  fence?: string,
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (let from = 0; from < ids.length; from += MOST_AT_ONCE)
    changed.push(...(await changeSome(transaction, ids.slice(from, from + MOST_AT_ONCE), now, to, fence)));
  return changed;
}

async function changeSome(
  transaction: Transaction,
  ids: readonly string[],
  now: Date,
  { state, receipt, rule, findings, nextTryAt, attemptsLess, contentCell, adverse, reference }: Change,
  fence: string | undefined,
): Promise<readonly string[]> {
  const held =
    fence === undefined
      ? ids
      : (
          await transaction.rows<{ id: string | number }>(
            `SELECT id FROM contribution WHERE fence = ? AND state = 'SENT' AND id IN (${marks(ids.length)})${
              transaction.dialect === 'mysql' ? ' FOR UPDATE' : ''
            }`,
            [fence, ...ids],
          )
        ).map(({ id }) => String(id));
  if (held.length === 0) return [];
  const columns: readonly (readonly [string, SqlValue | undefined])[] = [
    ['receipt = ?', receipt],
    ['rule = ?', rule],
    ['findings = ?', findings],
    ['next_try_at = ?', nextTryAt],
    ['attempts = attempts - ?', attemptsLess],
    ['content_cell = ?', contentCell],
    ['adverse = ?', adverse],
    ['reference = ?', reference],
  ];
  const set = columns.filter((each): each is [string, SqlValue] => each[1] !== undefined);
  await transaction.run(
    `UPDATE contribution SET state = ?, changed_at = ?, leased_until = ?${set.map(([sql]) => `, ${sql}`).join('')}
      WHERE id IN (${marks(held.length)})`,
    [state, now, now, ...set.map(([, value]) => value), ...held],
  );
  return held;
}

/** One row, locked on MySQL until the transaction ends; null when there is none. */
export async function lockedContribution(
  transaction: Transaction,
  id: string,
): Promise<ContributionRow | null> {
  const [row] = await transaction.rows<ContributionRow>(
    `SELECT ${ROW} FROM contribution WHERE id = ?${transaction.dialect === 'mysql' ? ' FOR UPDATE' : ''}`,
    [id],
  );
  return row ?? null;
}

/** How many records of a bureau are neither told nor given up. */
export async function openCount(reader: Reader, bureau: string): Promise<number> {
  const [row] = await reader.rows<{ open: string | number }>(
    `SELECT COUNT(*) AS open FROM contribution WHERE bureau = ? AND state IN ${OPEN}`,
    [bureau],
  );
  return Number(row?.open ?? 0);
}
