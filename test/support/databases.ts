import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';

/** An empty database of one dialect, for one suite. */
export interface DatabaseTarget {
  readonly dialect: 'sqlite' | 'mariadb';
  /**
   * `sqlite:/folder/file.db` or `mysql://root@127.0.0.1:port/name`.
   * Known from the first `beforeAll` on; throws when called earlier.
   */
  url(): string;
}

/**
 * Runs a suite once on SQLite and once on MariaDB, each on an empty database of its own that is removed after the
 * suite's own hooks have run. Without a MariaDB server the second run is skipped, visibly.
 */
export function describeOnDatabases(title: string, suite: (target: DatabaseTarget) => void): void {
  describe(`${title} (SQLite)`, () => onDatabase('sqlite', suite, createSqlite));

  const server = process.env.TEST_MARIADB_URL;
  if (server) describe(`${title} (MariaDB)`, () => onDatabase('mariadb', suite, () => createMariadb(server)));
  else
    describe.skip(`${title} (MariaDB: no server)`, () =>
      onDatabase('mariadb', suite, () => Promise.reject(new Error('no MariaDB server'))));
}

interface Database {
  readonly url: string;
  remove(): Promise<void>;
}

function onDatabase(
  dialect: DatabaseTarget['dialect'],
  suite: (target: DatabaseTarget) => void,
  create: () => Promise<Database>,
): void {
  let database: Database | undefined;
  beforeAll(async () => {
    database = await create();
  });
  suite({
    dialect,
    url() {
      if (!database) throw new Error('url() is known inside hooks and tests only');
      return database.url;
    },
  });
  // Registered after the suite's own hooks and so run after them: they still close their connections.
  afterAll(() => database?.remove());
}

async function createSqlite(): Promise<Database> {
  const folder = mkdtempSync(path.join(tmpdir(), 'borrower-sqlite-'));
  return {
    url: `sqlite:${path.join(folder, 'test.db')}`,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function createMariadb(server: string): Promise<Database> {
  const name = `borrower_w${process.env.JEST_WORKER_ID ?? '0'}_${randomBytes(4).toString('hex')}`;
  // Binary collation compares text as SQLite does: byte by byte.
  await execute(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, remove: () => execute(server, `DROP DATABASE IF EXISTS ${name}`) };
}

async function execute(server: string, statement: string): Promise<void> {
  const connection = await createConnection({ uri: server });
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}
