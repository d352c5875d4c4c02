import { marks, type Reader, type Transaction } from '../../platform/database';

/** A record that feedback names. */
export interface NamedRecord {
  readonly id: string;
  readonly reference: string;
}

// SQLite takes 32,766 parameters in a statement.
const MOST_AT_ONCE = 5_000;

/** Those of these references that are ours, of one bureau. */
export async function recordsNamed(
  reader: Reader,
  bureau: string,
  references: readonly string[],
): Promise<NamedRecord[]> {
  const found: NamedRecord[] = [];
  for (let from = 0; from < references.length; from += MOST_AT_ONCE) {
    const some = references.slice(from, from + MOST_AT_ONCE);
    const rows = await reader.rows<{ id: string | number; reference: string }>(
      `SELECT id, reference FROM contribution WHERE bureau = ? AND reference IN (${marks(some.length)}) ORDER BY id`,
      [bureau, ...some],
    );
    found.push(...rows.map((row) => ({ ...row, id: String(row.id) })));
  }
  return found;
}

/**
 * Of these records, those that the bureau may have judged, locked on MySQL. What is to be sent again, or was taken back,
 * is another matter than what the bureau judged.
 */
export async function atBureau(
  transaction: Transaction,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction.rows<{ id: string | number }>(
    `SELECT id FROM contribution WHERE id IN (${marks(ids.length)})
        AND state IN ('SENT', 'UNKNOWN', 'FILED', 'ACCEPTED')${transaction.dialect === 'mysql' ? ' FOR UPDATE' : ''}`,
    ids,
  );
  return new Set(rows.map(({ id }) => String(id)));
}

/** Records that were handed over in this file and not judged yet. Feedback may name a file without its ending. */
export async function filedIn(reader: Reader, bureau: string, file: string): Promise<readonly string[]> {
  const rows = await reader.rows<{ id: string | number }>(
    "SELECT id FROM contribution WHERE bureau = ? AND state = 'FILED' AND receipt IN (?, ?) ORDER BY id",
    [bureau, file, `${file}.txt`],
  );
  return rows.map(({ id }) => String(id));
}
