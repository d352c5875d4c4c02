import {
  type EntityClass,
  marks,
  type Reader,
  type SourcedRow,
  type SqlValue,
  type Transaction,
} from '../database';

/** Source keys by the source that gave them. */
export type KeysBySource = ReadonlyMap<string, ReadonlySet<string>>;

/** The id of each row that is stored, by source and source key, in one statement for all sources. */
export async function idsBySourceKey(
  transaction: Transaction,
  entity: EntityClass<SourcedRow>,
  wanted: KeysBySource,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const found = new Map<string, Map<string, string>>([...wanted.keys()].map((source) => [source, new Map()]));
  const values: SqlValue[] = [];
  const conditions: string[] = [];
  for (const [source, keys] of wanted) {
    if (keys.size === 0) continue;
    conditions.push(`(source = ? AND source_key IN (${marks(keys.size)}))`);
    values.push(source, ...keys);
  }
  if (conditions.length === 0) return found;
  const rows = await transaction.rows<{ id: string | number; source: string; source_key: string }>(
    `SELECT id, source, source_key FROM ${transaction.tableOf(entity)} WHERE ${conditions.join(' OR ')}`,
    values,
  );
  for (const row of rows) found.get(row.source)?.set(row.source_key, String(row.id));
  return found;
}

/** Who keeps the row that holds a value of a unique blind index, by the index in hex. */
export async function storedByIndex(
  reader: Reader,
  table: string,
  column: string,
  indexes: readonly Buffer[],
): Promise<ReadonlyMap<string, { readonly source: string; readonly sourceKey: string }>> {
  if (indexes.length === 0) return new Map();
  const rows = await reader.rows<{ value: Buffer; source: string; source_key: string }>(
    `SELECT ${column} AS value, source, source_key FROM ${table} WHERE ${column} IN (${marks(indexes.length)})`,
    indexes,
  );
  return new Map(
    rows.map((row) => [row.value.toString('hex'), { source: row.source, sourceKey: row.source_key }]),
  );
}
