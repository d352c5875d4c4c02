import { setImmediate as othersTurn } from 'node:timers/promises';
import type { EntityClass, Transaction } from './database';
import type { IdGenerator } from './ids';
import type { OnConflict } from './insert';
import { marks } from './sql';

/** A row that some other system keeps: who, under which key there, and a keyed hash of what it says. */
export interface SourcedRow {
  id: string;
  source: string;
  sourceKey: string;
  rowHash: Buffer;
}

/** A row as it comes from its source; `build` makes the stored row once its id is known. */
export interface Incoming<E extends SourcedRow> {
  readonly sourceKey: string;
  readonly rowHash: Buffer;
  build(id: string): E;
}

export interface MergeResult {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** The id of every row of the batch, by its source key. */
  readonly ids: ReadonlyMap<string, string>;
}

interface Stored {
  id: string | number;
  source_key: string;
  row_hash: Buffer;
}

/** After so many rows the connections get their turn: encryption alone would keep their answers waiting. */
const TURN = 20;

/**
 * Brings a batch of rows of one source in: new rows are inserted, rows whose content changed are overwritten, the
 * others are not touched. Doing it twice changes nothing. The last of several rows with one source key wins.
 * @param expectNew when none of the rows is expected to be stored, they are inserted without looking.
 * @throws an error of a duplicate key when `expectNew` and one is stored after all: the transaction is to be repeated
 *   without it
 */
export async function mergeBySource<E extends SourcedRow>(
  transaction: Transaction,
  entity: EntityClass<E>,
  source: string,
  batch: readonly Incoming<E>[],
  nextId: IdGenerator,
  expectNew = false,
): Promise<MergeResult> {
  const latest = new Map(batch.map((row) => [row.sourceKey, row]));
  const ids = new Map<string, string>();
  if (latest.size === 0) return { inserted: 0, updated: 0, unchanged: 0, ids };
  const stored = expectNew
    ? new Map<string, Stored>()
    : await storedRows(transaction, entity, source, [...latest.keys()]);
  const conflict: OnConflict<E> | undefined = expectNew
    ? undefined
    : { key: ['source', 'sourceKey'], update: 'rest' };
  let [inserted, updated] = [0, 0];
  const rows: E[] = [];
  for (const [key, row] of latest) {
    const known = stored.get(key);
    const id = known ? String(known.id) : nextId();
    ids.set(key, id);
    if (known) {
      if (known.row_hash.equals(row.rowHash)) continue;
      updated += 1;
    } else inserted += 1;
    rows.push(row.build(id));
    if (rows.length % TURN === 0) await othersTurn();
  }
  await transaction.insert(entity, rows, conflict);
  return { inserted, updated, unchanged: latest.size - inserted - updated, ids };
}

async function storedRows(
  transaction: Transaction,
  entity: EntityClass<SourcedRow>,
  source: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Stored>> {
  const rows = await transaction.rows<Stored>(
    `SELECT id, source_key, row_hash FROM ${transaction.tableOf(entity)}
      WHERE source = ? AND source_key IN (${marks(keys.length)})`,
    [source, ...keys],
  );
  return new Map(rows.map((row) => [row.source_key, row]));
}
