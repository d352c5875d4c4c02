import { type QueryRunner, Table, type TableColumnOptions, type TableIndexOptions } from 'typeorm';

/**
 * The column types that SQLite and MySQL/MariaDB both take, one word each, so that a migration reads as the table it
 * makes. Times are set by code, never by a database default: the dialects differ there.
 */
const column =
  (type: string, options: Partial<TableColumnOptions> = {}) =>
  (name: string): TableColumnOptions => ({ name, type, ...options });

export const bigint = column('bigint');
export const integer = column('integer');
export const boolean = column('boolean');
export const date = column('date');
/** UTC with milliseconds. */
export const instant = column('datetime', { precision: 3 });
/** A SHA-256 or HMAC-SHA-256 value. */
export const digest = column('binary', { length: '32' });
/** An encrypted cell. */
export const cell = column('blob');
/** An encrypted document: MySQL cuts a blob off at 64 KiB. */
export const largeCell = column('mediumblob');
export const text = column('text');
/** A document: MySQL cuts a text off at 64 KiB. */
export const largeText = column('mediumtext');
/** ASCII code or key; the length is in characters. */
export const code = (name: string, length = 32): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
});
export const words = (name: string, length = 200): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
});

export const nullable = (options: TableColumnOptions): TableColumnOptions => ({
  ...options,
  isNullable: true,
});

/** Who said so: the source system, its own key for the row, and a keyed hash of the content. */
export const sourced = (): TableColumnOptions[] => [
  code('source', 24),
  code('source_key', 64),
  { name: 'row_hash', type: 'binary', length: '16' },
];

export interface TableShape {
  readonly columns: readonly TableColumnOptions[];
  /** In order: in InnoDB rows that share the first columns lie together. */
  readonly key: readonly string[];
  readonly unique?: readonly (readonly string[])[];
  readonly indexes?: readonly (readonly string[])[];
}

export async function createTable(runner: QueryRunner, name: string, shape: TableShape): Promise<void> {
  const index = (columns: readonly string[], isUnique: boolean): TableIndexOptions => ({
    name: `${isUnique ? 'ux' : 'ix'}_${name}_${columns.join('_')}`.slice(0, 64),
    columnNames: [...columns],
    isUnique,
  });
  const sourcedBy = shape.columns.some((c) => c.name === 'source_key') ? [['source', 'source_key']] : [];
  const byKeyOrder = [...shape.columns].sort((a, b) => order(shape.key, a.name) - order(shape.key, b.name));
  await runner.createTable(
    new Table({
      name,
      columns: byKeyOrder.map((c) => ({
        ...c,
        ...collated(runner, c),
        isPrimary: shape.key.includes(c.name),
      })),
      indices: [
        ...[...sourcedBy, ...(shape.unique ?? [])].map((columns) => index(columns, true)),
        ...(shape.indexes ?? []).map((columns) => index(columns, false)),
      ],
    }),
  );
}

/** Text compares byte by byte, as SQLite's does, whatever the database's default: `a1` and `A1` are two keys. */
function collated(runner: QueryRunner, { type }: TableColumnOptions): Partial<TableColumnOptions> {
  const isText = ['varchar', 'text', 'mediumtext'].includes(type);
  if (!isText || runner.dataSource.options.type === 'better-sqlite3') return {};
  return { charset: 'utf8mb4', collation: 'utf8mb4_bin' };
}

/** TypeORM takes the primary key's column order from the table's: key columns go first, in key order. */
function order(key: readonly string[], name: string): number {
  const position = key.indexOf(name);
  return position < 0 ? key.length : position;
}

export async function dropTables(runner: QueryRunner, names: readonly string[]): Promise<void> {
  for (const name of [...names].reverse()) await runner.dropTable(name);
}
