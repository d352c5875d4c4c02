import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';

/** Remembers which keys have come, and on which line each came first. */
export interface SeenKeys {
  /** The line on which the key came first; undefined when this is the first time. */
  firstLine(key: string, line: number): number | undefined;
}

/** Texts by key. */
export interface TextTable {
  get(key: string): string | null | undefined;
  set(key: string, text: string | null): void;
}

// Of all that is remembered this much is kept in memory, in KiB; the rest is on disk.
const CACHE_KIB = 16 * 1024;

/**
 * What an import must remember of rows that have gone by, in a temporary SQLite file: memory stays the same however
 * many rows there are. The file has no name from the start, so that a killed process leaves nothing behind.
 */
export class Scratch {
  readonly #folder = mkdtempSync(join(tmpdir(), 'borrower-import-'));
  readonly #file = new SqliteFile(join(this.#folder, 'scratch.sqlite'));
  #tables = 0;

  constructor() {
    // Nothing here outlives the process: no journal, no sync, and one transaction that never ends.
    for (const setting of [
      'journal_mode = OFF',
      'synchronous = OFF',
      'locking_mode = EXCLUSIVE',
      `cache_size = -${CACHE_KIB}`,
    ])
      this.#file.pragma(setting);
    this.#file.exec('BEGIN EXCLUSIVE');
    if (process.platform !== 'win32') rmSync(this.#folder, { recursive: true, force: true });
  }

  seenKeys(): SeenKeys {
    const table = this.#table('line INTEGER NOT NULL');
    const insert = this.#file.prepare(`INSERT OR IGNORE INTO ${table} (key, line) VALUES (?, ?)`);
    const select = this.#file.prepare(`SELECT line FROM ${table} WHERE key = ?`).pluck();
    return {
      firstLine: (key, line) =>
        insert.run(key, line).changes === 1 ? undefined : (select.get(key) as number),
    };
  }

  textTable(): TextTable {
    const table = this.#table('text TEXT');
    const replace = this.#file.prepare(`INSERT OR REPLACE INTO ${table} (key, text) VALUES (?, ?)`);
    const select = this.#file.prepare(`SELECT text FROM ${table} WHERE key = ?`).pluck();
    return {
      get: (key) => select.get(key) as string | null | undefined,
      set: (key, text) => {
        replace.run(key, text);
      },
    };
  }

  close(): void {
    this.#file.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #table(column: string): string {
    this.#tables += 1;
    const name = `t${this.#tables}`;
    this.#file.exec(`CREATE TABLE ${name} (key TEXT PRIMARY KEY, ${column}) WITHOUT ROWID`);
    return name;
  }
}
