import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import SqliteFile from 'better-sqlite3';
import { type Connection, createConnection } from 'mysql2/promise';
import { IMPORT_ENTITIES } from '../src/bulk-import/entities';
import { Database } from '../src/platform/database';
import { findMariadbProgram, startThrowawayMariadb } from '../test/support/throwaway-mariadb';

/**
 * Rows per second of the import of account rows, encryption and blind index included, beside the quickest ways to store
 * the same rows plain on the same databases. `npm run bench:import -- 5000000` takes more rows.
 */

/** During the first hundred thousand the import is still being compiled, and the other ways are not. */
const ROWS = Number(process.argv[2] ?? 300_000);
const ROWS_PER_STATEMENT = 1000;
const LEAST_OF_INSERT = 0.5;
/** In turn: what a server stores in a second differs by a half from one minute to the next. */
const ROUNDS = ROWS > 500_000 ? 1 : 7;
const MOST_MB = 300;

const MAPPING = `
source: bench
sources:
  accounts: { file: accounts.csv }
tables:
  - target: account
    from: accounts
    key: { column: no }
    fields:
      accountNo: { column: no }
      kind: { column: kind }
      status: { column: status }
      balance: { money: balance }
      currency: { column: currency }
      openedOn: { date: opened, format: YYYY-MM-DD }
      regionCode: { column: region }
`;
const COLUMNS = ['no', 'kind', 'status', 'balance', 'currency', 'opened', 'region'];

/** As the table of accounts, columns and indexes, with the number in clear. */
const plainTable = (engine: string): string[] => [
  `CREATE TABLE plain (id BIGINT NOT NULL PRIMARY KEY, account_no VARCHAR(40) NOT NULL, kind VARCHAR(16) NOT NULL,
     status VARCHAR(12) NOT NULL, balance_minor BIGINT NOT NULL, currency VARCHAR(3) NOT NULL, opened_on DATE NOT NULL,
     region_code VARCHAR(12), source VARCHAR(24) NOT NULL, source_key VARCHAR(64) NOT NULL)${engine}`,
  'CREATE UNIQUE INDEX ux_plain ON plain (source, source_key)',
  'CREATE INDEX ix_plain_no ON plain (account_no)',
  'CREATE INDEX ix_plain_opened ON plain (opened_on, id)',
  'CREATE INDEX ix_plain_status ON plain (status, opened_on, id)',
];
const INSERT = `INSERT INTO plain (account_no, kind, status, balance_minor, currency, opened_on, region_code, source,
  source_key, id) VALUES `;

const folder = mkdtempSync(path.join(tmpdir(), 'bench-import-'));
const file = path.join(folder, 'accounts.csv');
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Numbers come in no order, as in an export by branch. */
async function writeFile(): Promise<void> {
  const out = createWriteStream(file);
  out.write(`${COLUMNS.join()}\n`);
  for (let i = 0; i < ROWS; i += 1) {
    const no = String((i * 7_919_993) % 1_000_000_007).padStart(16, '6');
    const day = `20${String(10 + (i % 15))}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`;
    const line = `${no},PAYMENT,${i % 20 ? 'ACTIVE' : 'DORMANT'},${i % 100_000}.${String(i % 100).padStart(2, '0')},CNY,${day},37020${i % 10}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

/** The rows of the file as statement values, many at a time. */
async function* chunks(): AsyncGenerator<unknown[][]> {
  let rows: unknown[][] = [];
  let id = 0;
  for await (const line of createInterface(createReadStream(file))) {
    id += 1;
    if (id === 1) continue;
    const [no, kind, status, balance, currency, opened, region] = line.split(',');
    rows.push([
      no,
      kind,
      status,
      Math.round(Number(balance) * 100),
      currency,
      opened,
      region,
      'bench',
      no,
      id,
    ]);
    if (rows.length === ROWS_PER_STATEMENT) {
      yield rows;
      rows = [];
    }
  }
  if (rows.length > 0) yield rows;
}

/** Milliseconds. */
async function timeOf(run: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** Rows per second. */
const rateOf = async (run: () => Promise<void>): Promise<number> => (ROWS * 1000) / (await timeOf(run));

async function multiRowInsert(connection: Connection): Promise<void> {
  for await (const rows of chunks()) await connection.query(`${INSERT} ?`, [rows]);
}

async function loadData(connection: Connection): Promise<void> {
  await connection.query('SET @row = 0');
  await connection.query({
    sql: `LOAD DATA LOCAL INFILE 'accounts.csv' INTO TABLE plain FIELDS TERMINATED BY ',' IGNORE 1 LINES
            (@no, kind, status, @balance, currency, opened_on, region_code)
          SET account_no = @no, source = 'bench', source_key = @no, balance_minor = @balance * 100,
              id = (@row := @row + 1)`,
    infileStreamFactory: () => createReadStream(file),
  });
}

async function preparedInserts(database: SqliteFile.Database): Promise<void> {
  const insert = database.prepare(`${INSERT} (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const all = database.transaction((rows: unknown[][]) => {
    for (const row of rows) insert.run(...row);
  });
  for await (const rows of chunks()) all(rows);
}

interface Imported {
  /** Rows per second, once the program has started. */
  readonly rate: number;
  /** Milliseconds. */
  readonly startUp: number;
  /** Megabytes, the most that the process had. */
  readonly peak: number;
}

async function importInto(databaseUrl: string): Promise<Imported> {
  // The tables are there before, as on every night but the first.
  await (await Database.open({ url: databaseUrl }, IMPORT_ENTITIES)).close();
  const mapping = path.join(folder, 'bench.yaml');
  writeFileSync(mapping, MAPPING);
  let peak = 0;
  const program = path.resolve(__dirname, '../src/bulk-import/cli.js');
  // The other ways are timed in a process that runs already.
  const startUp = await timeOf(async () => {
    await once(spawn(process.execPath, [program, '--help'], { stdio: 'ignore' }), 'close');
  });
  const took = await timeOf(async () => {
    const child = spawn(
      process.execPath,
      ['--max-semi-space-size=32', program, ...['--mapping', mapping, '--json', file]],
      {
        env: { DATABASE_URL: databaseUrl, VAR_DIR: folder, DEMO_DATA: 'off', REPLICA_ID: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const timer = setInterval(() => {
      peak = Math.max(peak, peakOf(child.pid));
    }, 100);
    const [exitCode] = await once(child, 'close');
    clearInterval(timer);
    if (exitCode !== 0) throw new Error(stderr);
    const { total } = JSON.parse(stdout);
    if (total.inserted !== ROWS) throw new Error(`it inserted ${total.inserted} of ${ROWS} rows`);
  });
  return { rate: (ROWS * 1000) / (took - startUp), peak, startUp };
}

/** The most memory that a process ever had; 0 where the system does not tell. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

let broken = 0;
function report(promise: string, seen: string, kept: boolean | null = null): void {
  if (kept === false) broken += 1;
  const mark = kept === null ? '       ' : kept ? 'kept   ' : 'BROKEN ';
  process.stdout.write(`${mark} ${promise}: ${seen}\n`);
}
const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en')} rows/s`;
const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
const ratio = (a: number, b: number): string => (a / b).toFixed(2);

async function onMariadb(): Promise<void> {
  const program = findMariadbProgram('mariadbd');
  if (!program) {
    report('MariaDB', 'there is no server on this machine');
    return;
  }
  const server = await startThrowawayMariadb(program);
  try {
    const connection = await createConnection({ uri: server.url, flags: ['+LOCAL_FILES'] });
    await connection.query('CREATE DATABASE bench CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
    await connection.query('USE bench');
    const baseline = async (name: string, run: (connection: Connection) => Promise<void>) => {
      for (const statement of plainTable(' ENGINE=InnoDB')) await connection.query(statement);
      const rate = await rateOf(() => run(connection));
      const [[count]] = (await connection.query('SELECT COUNT(*) AS n FROM plain')) as unknown as [
        [{ n: number }],
      ];
      if (Number(count.n) !== ROWS) throw new Error(`${name} stored ${count.n} of ${ROWS} rows`);
      await connection.query('DROP TABLE plain');
      return rate;
    };
    const inserts: number[] = [];
    const loads: number[] = [];
    const imports: Imported[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      inserts.push(await baseline('multi-row INSERT', multiRowInsert));
      loads.push(await baseline('LOAD DATA', loadData));
      await connection.query('CREATE DATABASE bench_import CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
      imports.push(await importInto(`${server.url}/bench_import`));
      await connection.query('DROP DATABASE bench_import');
    }
    const [insert, load] = [medianOf(inserts), medianOf(loads)];
    const rate = medianOf(imports.map((one) => one.rate));
    const shares = imports.map((one, round) => one.rate / (inserts[round] as number));
    const ofInsert = medianOf(shares);
    const startUp = medianOf(imports.map((one) => one.startUp));
    const peak = Math.max(...imports.map((one) => one.peak));
    report(`MariaDB, median of ${ROUNDS}, multi-row INSERT of plain rows`, perSecond(insert));
    report('MariaDB, LOAD DATA LOCAL INFILE of plain rows', perSecond(load));
    report(
      'MariaDB, npm run import',
      `${perSecond(rate)} after ${(startUp / 1000).toFixed(1)} s of starting`,
    );
    report(
      `at least ${LEAST_OF_INSERT} of the multi-row INSERT`,
      `${ofInsert.toFixed(2)} in the median round (${shares.map((share) => share.toFixed(2)).join(', ')}), ${ratio(rate, load)} of LOAD DATA`,
      ofInsert >= LEAST_OF_INSERT,
    );
    report(`less than ${MOST_MB} MB at ${ROWS} rows`, `${peak.toFixed(0)} MB`, peak < MOST_MB);
    await connection.end();
  } finally {
    await server.stop();
  }
}

async function onSqlite(): Promise<void> {
  const database = new SqliteFile(path.join(folder, 'plain.db'));
  // As the gateway opens its own.
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  for (const statement of plainTable('')) database.exec(statement);
  const insert = await rateOf(() => preparedInserts(database));
  database.close();
  report('SQLite, prepared inserts of plain rows', perSecond(insert));
  const { rate, peak } = await importInto(`sqlite:${path.join(folder, 'import.db')}`);
  report('SQLite, npm run import', `${perSecond(rate)}, ${ratio(rate, insert)} of the prepared inserts`);
  report(`less than ${MOST_MB} MB at ${ROWS} rows`, `${peak.toFixed(0)} MB`, peak < MOST_MB);
}

async function main(): Promise<void> {
  await writeFile();
  await onMariadb();
  await onSqlite();
  process.exitCode = broken > 0 ? 1 : 0;
}

void main();
