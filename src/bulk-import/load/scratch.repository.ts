import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';
import { KeyTable, NO_ROOM, type Place } from './key-table';

/** Remembers which keys have come, and where each came first. */
export interface SeenKeys {
  /** Where the key came first; undefined when this is the first time. */
  firstPlace(key: string, place: Place): Place | undefined;
}

/** Texts by key. */
export interface TextTable {
  get(key: string): string | null | undefined;
  set(key: string, text: string | null): void;
}

// So many keys stay in memory, some forty megabytes of them; those that come after go to disk.
const MOST_KEYS_IN_MEMORY = 1_000_000;

// Of what is on disk this much is kept in memory, in KiB.
const CACHE_KIB = 16 * 1024;

/**
 * What an import must remember of rows that have gone by, in memory up to a limit and then in a temporary SQLite
 * file: memory stays the same however many rows there are. The file has no name from the start, so that a killed process leaves nothing behind.
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

  seenKeys(mostInMemory = MOST_KEYS_IN_MEMORY): SeenKeys {
    const inMemory = new KeyTable(mostInMemory);
    let onDisk: SeenKeys | null = null;
    return {
      firstPlace: (key, place) => {
        const first = inMemory.firstPlace(key, place);
        if (first !== NO_ROOM) return first;
        onDisk ??= this.#keysOnDisk();
        return onDisk.firstPlace(key, place);
      },
    };
  }

  #keysOnDisk(): SeenKeys {
    const table = this.#table('file INTEGER NOT NULL, line INTEGER NOT NULL');
    const insert = this.#file.prepare(`INSERT OR IGNORE INTO ${table} (key, file, line) VALUES (?, ?, ?)`);
    const select = this.#file.prepare(`SELECT file, line FROM ${table} WHERE key = ?`);
    return {
      firstPlace: (key, { file, line }) =>
        insert.run(key, file, line).changes === 1 ? undefined : (select.get(key) as Place),
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

  #table(columns: string): string {
    this.#tables += 1;
    const name = `t${this.#tables}`;
    this.#file.exec(`CREATE TABLE ${name} (key TEXT PRIMARY KEY, ${columns}) WITHOUT ROWID`);
    return name;
  }
}
