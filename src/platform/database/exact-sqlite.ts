import Database from 'better-sqlite3';

const exact = (value: unknown): unknown =>
  typeof value !== 'bigint'
    ? value
    : value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
      ? Number(value)
      : value.toString();

const exactRow = <T>(row: T): T => {
  const cells = row as Record<string, unknown>;
  for (const column in cells) cells[column] = exact(cells[column]);
  return row;
};

/**
 * better-sqlite3 that never rounds: an integer beyond 2^53 comes as a decimal string, as mysql2 gives it.
 * `pragma` is covered too, because TypeORM reads table information through it and takes `0n` for true.
 */
export class ExactSqlite extends Database {
  constructor(file: string, options: Database.Options) {
    super(file, options);
    this.defaultSafeIntegers(true);
  }

  override pragma(source: string, options?: Database.PragmaOptions): unknown {
    const result = super.pragma(source, options);
    return Array.isArray(result) ? result.map((row) => exactRow(row)) : exact(result);
  }

  // biome-ignore lint/suspicious/noExplicitAny: the base declares a generic statement that cannot be named here
  override prepare(sql: string): any {
    // A transaction takes the write lock at once: one that read first is refused when another process wrote since.
    const statement = super.prepare(sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE TRANSACTION' : sql);
    const all = statement.all.bind(statement);
    const run = statement.run.bind(statement);
    return Object.assign(statement, {
      all: (...parameters: unknown[]) => all(...parameters).map(exactRow),
      run: (...parameters: unknown[]) => exactRow(run(...parameters)),
    });
  }
}
