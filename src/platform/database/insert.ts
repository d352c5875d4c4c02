import type { EntityMetadata } from 'typeorm';
import type { Dialect } from './data-source';
import { marks, type SqlValue } from './sql';

/**
 * What to do with a row whose unique key exists: overwrite the named properties, or `rest`: all but the key and the
 * `id`. The other columns of a primary key are overwritten too: a loan may change its borrower. With none named the
 * stored row is kept.
 */
export interface OnConflict<E> {
  readonly key: readonly (keyof E & string)[];
  readonly update: readonly (keyof E & string)[] | 'rest';
}

export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

// SQLite takes 32 766 parameters in a statement; MySQL-protocol servers take the text of 1 000 rows with ease.
const MOST_PARAMETERS = 30_000;
const MOST_ROWS = 1_000;

/** Multi-row INSERT statements for plain rows of one entity, in the words of the dialect. */
export function insertStatements<E extends object>(
  dialect: Dialect,
  metadata: EntityMetadata,
  rows: readonly E[],
  conflict?: OnConflict<E>,
): Statement[] {
  const columns = metadata.columns;
  const name = (property: string): string => {
    const column = metadata.findColumnWithPropertyName(property);
    if (!column) throw new TypeError(`${metadata.name} has no property ${property}`);
    return column.databaseName;
  };
  const head = `INSERT INTO ${metadata.tableName} (${columns.map((c) => c.databaseName).join(', ')}) VALUES `;
  const tail = conflict
    ? conflictClause(dialect, conflict.key.map(name), overwritten(metadata, conflict).map(name))
    : '';
  const size = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_PARAMETERS / columns.length)));
  const statements: Statement[] = [];
  for (let start = 0; start < rows.length; start += size) {
    const chunk = rows.slice(start, start + size);
    statements.push({
      sql:
        head +
        Array(chunk.length)
          .fill(`(${marks(columns.length)})`)
          .join(', ') +
        tail,
      values: valuesOf(
        chunk,
        columns.map(({ propertyName }) => propertyName),
      ),
    });
  }
  return statements;
}

function valuesOf(rows: readonly object[], properties: readonly string[]): SqlValue[] {
  const values: SqlValue[] = [];
  for (const row of rows)
    for (const property of properties) values.push((row as Record<string, SqlValue>)[property] ?? null);
  return values;
}

function overwritten<E>(metadata: EntityMetadata, { key, update }: OnConflict<E>): readonly string[] {
  if (update !== 'rest') return update;
  const kept = new Set<string>(key);
  return metadata.columns
    .filter((c) => c.propertyName !== 'id' && !kept.has(c.propertyName))
    .map((c) => c.propertyName);
}

function conflictClause(dialect: Dialect, key: readonly string[], update: readonly string[]): string {
  if (dialect === 'sqlite') {
    const action = update.length
      ? `UPDATE SET ${update.map((c) => `${c} = excluded.${c}`).join(', ')}`
      : 'NOTHING';
    return ` ON CONFLICT (${key.join(', ')}) DO ${action}`;
  }
  // Setting a key column to itself is how MySQL says "keep the stored row" without hiding other errors.
  const assignments = update.length ? update.map((c) => `${c} = VALUES(${c})`) : [`${key[0]} = ${key[0]}`];
  return ` ON DUPLICATE KEY UPDATE ${assignments.join(', ')}`;
}
