import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import { ENTITIES } from '../../../src/app/entities';
import { Database } from '../../../src/platform/database';
import { MIGRATIONS } from '../../../src/platform/database/migrations';
import { describeOnDatabases } from '../../support/databases';

interface ColumnFacts {
  readonly table: string;
  readonly column: string;
  readonly nullable: boolean;
  /** Place in the primary key from 1, or 0. */
  readonly key: number;
}

describeOnDatabases('the migrated schema', (target) => {
  let database: Database;
  beforeAll(async () => {
    database = await Database.open({ url: target.url() }, ENTITIES);
  });
  afterAll(() => database.close());

  const undoAll = async (): Promise<void> => {
    for (const _ of MIGRATIONS) await database.source.undoLastMigration();
  };

  it('is gone after all steps back, and the same after all steps forward again', async () => {
    const before = await definition(database);
    expect(before.length).toBeGreaterThan(ENTITIES.length);
    await undoAll();
    expect(await definition(database)).toEqual([]);
    await database.source.runMigrations();
    expect(await definition(database)).toEqual(before);
  });

  it('has the columns of each entity, with its nulls and its key, and no others', async () => {
    const ofEntities: ColumnFacts[] = database.source.entityMetadatas.flatMap((entity) =>
      entity.columns.map((column) => ({
        table: entity.tableName,
        column: column.databaseName,
        nullable: column.isNullable,
        key: entity.primaryColumns.indexOf(column) + 1,
      })),
    );
    expect(sorted(await columnsOf(database))).toEqual(sorted(ofEntities));
  });

  it('gives each sourced row one place per source key', async () => {
    const sourced = (await columnsOf(database))
      .filter(({ column }) => column === 'source_key')
      .map(({ table }) => table);
    expect(sourced).toContain('ledger_entry');
    expect(sorted(await uniquelySourced(database))).toEqual(sorted(sourced));
  });

  it('is found complete by a second start', async () => {
    const again = await Database.open({ url: target.url() }, ENTITIES);
    expect(await again.source.showMigrations()).toBe(false);
    await again.close();
  });
});

it('every entity of the product is registered', () => {
  const root = path.join(__dirname, '..', '..', '..', 'src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.entity.ts'),
  );
  const classes = files
    .flatMap((file) => Object.values(require(path.join(root, file)) as Record<string, unknown>))
    .filter(
      (value): value is (typeof ENTITIES)[number] =>
        typeof value === 'function' && value.name.endsWith('Entity'),
    )
    .map(({ name }) => name)
    .filter((name) => name !== 'SourcedEntity');
  expect(sorted(ENTITIES.map(({ name }) => name))).toEqual(sorted(classes));
});

const server = process.env.TEST_MARIADB_URL;
(server ? describe : describe.skip)('an empty MariaDB database', () => {
  const names: string[] = [];
  const empty = async (collation = 'utf8mb4_bin'): Promise<string> => {
    const name = `borrower_open_${process.env.JEST_WORKER_ID ?? '0'}_${process.pid}_${names.length}`;
    names.push(name);
    await execute(`CREATE DATABASE ${name} CHARACTER SET ${collation.split('_')[0]} COLLATE ${collation}`);
    const url = new URL(server as string);
    url.pathname = `/${name}`;
    return url.href;
  };
  afterAll(async () => {
    for (const name of names) await execute(`DROP DATABASE IF EXISTS ${name}`);
  });

  it('is migrated once by three that start together', async () => {
    const url = await empty();
    const opened = await Promise.all([1, 2, 3].map(() => Database.open({ url }, ENTITIES)));
    const rows = await (opened[0] as Database).rows('SELECT name FROM migrations');
    await Promise.all(opened.map((database) => database.close()));
    expect(rows).toHaveLength(MIGRATIONS.length);
  });

  it('is migrated through a pool of one connection', async () => {
    const database = await Database.open({ url: await empty(), poolSize: 1 }, ENTITIES);
    const rows = await database.rows('SELECT name FROM migrations');
    await database.close();
    expect(rows).toHaveLength(MIGRATIONS.length);
  });

  it.each(['utf8mb4_general_ci', 'latin1_swedish_ci'])(
    'whose default is %s still compares text byte by byte, as SQLite does',
    async (collation) => {
      const database = await Database.open({ url: await empty(collation) }, ENTITIES);
      const rows = await database.rows<{ collation: string }>(
        `SELECT DISTINCT collation_name AS collation FROM information_schema.columns
          WHERE table_schema = DATABASE() AND table_name <> 'migrations' AND collation_name IS NOT NULL`,
      );
      await database.close();
      expect(rows).toEqual([{ collation: 'utf8mb4_bin' }]);
    },
  );

  it('gets instants of milliseconds', async () => {
    const database = await Database.open({ url: await empty() }, ENTITIES);
    const rows = await database.rows(
      `SELECT DISTINCT datetime_precision AS digits FROM information_schema.columns
        WHERE table_schema = DATABASE() AND data_type IN ('datetime', 'timestamp')`,
    );
    await database.close();
    expect(rows).toEqual([{ digits: 3 }]);
  });

  async function execute(statement: string): Promise<void> {
    const connection = await createConnection({ uri: server as string });
    await connection.query(statement).finally(() => connection.end());
  }
});

const sorted = <T>(values: readonly T[]): T[] =>
  [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Tables, columns and indexes in words of the dialect, one line each, without the record of migrations. */
async function definition(database: Database): Promise<string[]> {
  const rows =
    database.dialect === 'sqlite'
      ? await database.rows(
          "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND tbl_name <> 'migrations'",
        )
      : [
          ...(await database.rows(
            `SELECT table_name, ordinal_position, column_name, column_type, is_nullable, column_default, collation_name
               FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name <> 'migrations'`,
          )),
          ...(await database.rows(
            `SELECT table_name, index_name, seq_in_index, column_name, non_unique
               FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name <> 'migrations'`,
          )),
        ];
  return rows.map((row) => JSON.stringify(row)).sort();
}

async function columnsOf(database: Database): Promise<ColumnFacts[]> {
  const rows = await database.rows<{ tbl: string; col: string; nullable: number; pk: number }>(
    database.dialect === 'sqlite'
      ? `SELECT m.name AS tbl, c.name AS col, 1 - c."notnull" AS nullable, c.pk AS pk
           FROM sqlite_master m, pragma_table_info(m.name) c
          WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'migrations'`
      : `SELECT c.table_name AS tbl, c.column_name AS col, c.is_nullable = 'YES' AS nullable,
                COALESCE(s.seq_in_index, 0) AS pk
           FROM information_schema.columns c
           LEFT JOIN information_schema.statistics s
             ON s.table_schema = c.table_schema AND s.table_name = c.table_name AND s.column_name = c.column_name
            AND s.index_name = 'PRIMARY'
          WHERE c.table_schema = DATABASE() AND c.table_name <> 'migrations'`,
  );
  return rows.map(({ tbl, col, nullable, pk }) => ({
    table: tbl,
    column: col,
    nullable: Number(nullable) === 1,
    key: Number(pk),
  }));
}

async function uniquelySourced(database: Database): Promise<string[]> {
  const rows = await database.rows<{ tbl: string; unq: number; cols: string }>(
    database.dialect === 'sqlite'
      ? `SELECT m.name AS tbl, l."unique" AS unq, group_concat(i.name, ',') AS cols
           FROM sqlite_master m, pragma_index_list(m.name) l, pragma_index_info(l.name) i
          WHERE m.type = 'table' GROUP BY m.name, l.name, l."unique"`
      : `SELECT table_name AS tbl, 1 - MAX(non_unique) AS unq, GROUP_CONCAT(column_name ORDER BY seq_in_index) AS cols
           FROM information_schema.statistics WHERE table_schema = DATABASE() GROUP BY table_name, index_name`,
  );
  return rows
    .filter(({ unq, cols }) => Number(unq) === 1 && cols === 'source,source_key')
    .map(({ tbl }) => tbl);
}
