import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import {
  type DatabaseLocation,
  type Dialect,
  dataSourceFor,
  dialectOf,
  sqliteFileOf,
  sqliteReader,
} from './data-source';
import { insertStatements, type OnConflict } from './insert';
import { bound, type SqlValue } from './sql';

/** Reads. Inside a transaction it sees the transaction's own writes. */
export interface Reader {
  rows<Row>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
}

export interface Transaction extends Reader {
  readonly dialect: Dialect;
  /** Runs a statement and gives the number of rows it changed. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>;
  /** Inserts rows of an entity, many to a statement. */
  insert<E extends object>(
    entity: EntityClass<E>,
    rows: readonly E[],
    conflict?: OnConflict<E>,
  ): Promise<void>;
  tableOf(entity: EntityClass<object>): string;
  /**
   * Work to be done as the last of the transaction, after all its other statements: what it writes stands or falls with
   * the transaction. In the order of the calls.
   */
  beforeCommit(work: () => Promise<void>): void;
  /** Told once how the transaction ended. UNKNOWN: the connection was lost while it was committed. */
  afterEnd(listener: (ending: Ending) => void): void;
}

export type Ending = 'COMMITTED' | 'ROLLED_BACK' | 'UNKNOWN';

// biome-ignore lint/suspicious/noExplicitAny: entity classes have no constructor arguments of interest
export type EntityClass<E> = new (...arguments_: any[]) => E;

interface WriteGate {
  last: Promise<unknown>;
}

/**
 * One gate per SQLite file in this process: better-sqlite3 waits for another connection's lock without yielding, so that
 * two connections of one process would wait until the lock's timeout.
 */
const gates = new Map<string, WriteGate>();

function gateOf(file: string): WriteGate {
  const gate = gates.get(file) ?? { last: Promise.resolve() };
  gates.set(file, gate);
  return gate;
}

/** Called with each statement as it is sent; BEGIN and COMMIT are not reported. */
export type StatementListener = (sql: string) => void;

/**
 * The one way to the database. Reads go to a replica where there is one; every write is a transaction.
 * On SQLite all writes pass one gate, because a connection holds one transaction at a time, and reads use a
 * connection of their own. Never call `write` inside `write`: it would wait for itself.
 */
export class Database implements Reader {
  readonly dialect: Dialect;
  readonly #gate: WriteGate;
  readonly #listeners = new Set<StatementListener>();

  private constructor(
    readonly source: DataSource,
    private readonly reader: DataSource,
    private readonly url: string,
    private readonly whole: Database | null = null,
  ) {
    this.dialect = dialectOf(url);
    this.#gate = this.dialect === 'sqlite' ? gateOf(sqliteFileOf(url)) : { last: Promise.resolve() };
  }

  // biome-ignore lint/complexity/noBannedTypes: TypeORM takes entity classes as Function
  static async open(location: DatabaseLocation, entities: readonly Function[] = []): Promise<Database> {
    const source = dataSourceFor(location, entities);
    await source.initialize();
    try {
      await migrated(source, dialectOf(location.url));
    } catch (error) {
      await source.destroy();
      throw error;
    }
    const reader =
      dialectOf(location.url) === 'sqlite' ? await sqliteReader(location.url).initialize() : source;
    return new Database(source, reader, location.url);
  }

  /** Reports every statement until the returned function is called. */
  onStatement(listener: StatementListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The same database and connections; statements that are sent through this view are told to the listener too. */
  heardBy(listener: StatementListener): Database {
    const view = new Database(this.source, this.reader, this.url, this);
    view.onStatement(listener);
    return view;
  }

  async rows<Row>(sql: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    const runner = this.reader.createQueryRunner('slave');
    try {
      return await this.#query<Row>(runner, sql, values);
    } finally {
      await runner.release();
    }
  }

  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (this.dialect === 'mysql') return this.#transaction(work);
    const result = this.#gate.last.then(() => this.#transaction(work));
    this.#gate.last = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.#gate.last;
    if (this.reader !== this.source) await this.reader.destroy();
    await this.source.destroy();
  }

  async #transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner('master');
    const last: (() => Promise<void>)[] = [];
    const listeners: ((ending: Ending) => void)[] = [];
    let ending: Ending = 'ROLLED_BACK';
    try {
      await runner.startTransaction();
      const run = async (sql: string, values: readonly SqlValue[] = []): Promise<number> => {
        this.#report(sql);
        const { affected } = await runner.query(sql, bound(values), true);
        return affected ?? 0;
      };
      const result = await work({
        dialect: this.dialect,
        rows: (sql, values = []) => this.#query(runner, sql, values),
        run,
        insert: async (entity, rows, conflict) => {
          const metadata = this.source.getMetadata(entity);
          for (const { sql, values } of insertStatements(this.dialect, metadata, rows, conflict))
            await run(sql, values);
        },
        tableOf: (entity) => this.source.getMetadata(entity).tableName,
        beforeCommit: (work) => last.push(work),
        afterEnd: (listener) => listeners.push(listener),
      });
      for (const work of last) await work();
      ending = 'UNKNOWN';
      await runner.commitTransaction();
      ending = 'COMMITTED';
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      for (const listener of listeners) listener(ending);
      await runner.release();
    }
  }

  #query<Row>(runner: QueryRunner, sql: string, values: readonly SqlValue[]): Promise<Row[]> {
    this.#report(sql);
    return runner.query(sql, bound(values)) as Promise<Row[]>;
  }

  #report(sql: string): void {
    for (const listener of this.#listeners) listener(sql);
    if (this.whole) this.whole.#report(sql);
  }
}

/** Two replicas that start together: one migrates under a lock, the other waits and finds nothing left to do. */
async function migrated(source: DataSource, dialect: Dialect): Promise<void> {
  if (dialect === 'sqlite') {
    if (await source.showMigrations()) await source.runMigrations();
    return;
  }
  const lock = source.createQueryRunner('master');
  try {
    const [row] = await lock.query(`SELECT GET_LOCK(CONCAT(DATABASE(), '.migrations'), 60) AS held`);
    if (Number(row.held) !== 1)
      throw new Error('another process holds the migration lock for more than 60 s');
    // By the connection that holds the lock: a pool may have no other.
    const executor = new MigrationExecutor(source, lock);
    executor.transaction = 'each';
    await executor.executePendingMigrations();
  } finally {
    await lock.query(`SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.migrations'))`).catch(() => undefined);
    await lock.release();
  }
}

/** True when the error says that a unique key exists already, on either database. */
export function isDuplicateKey(error: unknown): boolean {
  const code = (error as { driverError?: { code?: string } }).driverError?.code ?? '';
  return (
    code === 'ER_DUP_ENTRY' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
  );
}
