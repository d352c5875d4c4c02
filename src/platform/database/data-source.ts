import { dirname, resolve } from 'node:path';
import { DataSource, type DataSourceOptions, DefaultNamingStrategy } from 'typeorm';
import { makeFolderOf } from '../config';
import { ExactSqlite } from './exact-sqlite';
import { MIGRATIONS } from './migrations';

export type Dialect = 'sqlite' | 'mysql';

export interface DatabaseLocation {
  /** `sqlite:<file>` or `mysql://user:password@host:port/name`. */
  readonly url: string;
  /** Read replicas of a MySQL-protocol primary. */
  readonly replicaUrls?: readonly string[];
  /** Connections kept to one MySQL-protocol server. */
  readonly poolSize?: number;
}

// biome-ignore lint/complexity/noBannedTypes: TypeORM takes entity classes as Function
type Entities = readonly Function[];

export const dialectOf = (url: string): Dialect => (url.startsWith('sqlite:') ? 'sqlite' : 'mysql');

export const sqliteFileOf = (url: string): string => resolve(url.slice('sqlite:'.length));

/** `openedOn` in code is `opened_on` in the database. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined): string {
    return custom ?? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

const shared = (entities: Entities) => ({
  entities: [...entities],
  migrations: MIGRATIONS,
  namingStrategy: new SnakeCase(),
  migrationsTransactionMode: 'each' as const,
  synchronize: false,
});

const sqlite = (file: string, entities: Entities): DataSourceOptions => ({
  ...shared(entities),
  type: 'better-sqlite3',
  database: file,
  driver: ExactSqlite,
  enableWAL: true,
  prepareDatabase: (database: ExactSqlite) => {
    // FULL, because the ledger of paid calls and the audit must survive a power cut, not only a crash.
    database.pragma('synchronous = FULL');
    database.pragma('busy_timeout = 5000');
  },
});

const mysql = (
  { url, replicaUrls = [], poolSize = 10 }: DatabaseLocation,
  entities: Entities,
): DataSourceOptions => {
  const connection = {
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: false,
    poolSize,
    connectTimeout: 3000,
  };
  return replicaUrls.length === 0
    ? { ...shared(entities), ...connection, type: 'mariadb', url }
    : {
        ...shared(entities),
        ...connection,
        type: 'mariadb',
        replication: {
          master: { url },
          slaves: replicaUrls.map((replica) => ({ url: replica })),
          selector: 'RR',
          canRetry: true,
          removeNodeErrorCount: 1,
          restoreNodeTimeout: 1000,
        },
      };
};

/**
 * The read and write connection of a database; on SQLite `sqliteReader` gives the other one.
 * @throws ConfigError when the folder of a SQLite file cannot be made
 */
export function dataSourceFor(location: DatabaseLocation, entities: Entities): DataSource {
  if (dialectOf(location.url) === 'mysql') return new DataSource(mysql(location, entities));
  const file = sqliteFileOf(location.url);
  makeFolderOf('DATABASE_URL or VAR_DIR', dirname(file));
  return new DataSource(sqlite(file, entities));
}

/** A second, read-only connection to a SQLite file: a reader never joins another request's open transaction. */
export function sqliteReader(url: string): DataSource {
  return new DataSource({
    type: 'better-sqlite3',
    database: sqliteFileOf(url),
    driver: ExactSqlite,
    readonly: true,
    entities: [],
    migrations: [],
    prepareDatabase: (database: ExactSqlite) => {
      database.pragma('busy_timeout = 5000');
    },
  });
}
