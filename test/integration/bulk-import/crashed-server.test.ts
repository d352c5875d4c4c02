import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { Database } from '../../../src/platform/database';
import {
  findMariadbProgram,
  startThrowawayMariadb,
  type ThrowawayServer,
} from '../../support/throwaway-mariadb';
import { accountsFile, GOES_ON, mappingOfAccounts, wholeCounts } from './dated-accounts';
import { ImportProcess } from './import-process';

// With their indexes they take more than there is room for.
const ROWS = 6000;
const ROOM_MB = 3;
// The place of this row in the index is held by somebody else, so that no import can end before the server does.
const HELD = ROWS - 50;

// All tables in one file that grows by a megabyte, so that it can be given an end; what was committed is on the disk.
const SETTINGS = [
  '--innodb-file-per-table=0',
  '--innodb-autoextend-increment=1',
  '--innodb-flush-log-at-trx-commit=1',
  '--innodb-doublewrite=ON',
];

const rowsOfRun = 'SELECT MAX(rows_read) AS n FROM import_run';

const program = findMariadbProgram('mariadbd');
const suite = program ? describe : describe.skip;

// The server is killed and runs out of disk, so it is one of this suite alone.
suite('an import whose database server dies', () => {
  let server: ThrowawayServer;
  let url: string;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'borrower-crashed-'));
    writeFileSync(path.join(folder, 'crashed.yaml'), mappingOfAccounts('crashed'));
    writeFileSync(path.join(folder, 'accounts.csv'), accountsFile(ROWS));
    server = await startThrowawayMariadb(program!, SETTINGS);
    const connection = await createConnection({ uri: server.url });
    await connection.query('CREATE DATABASE gateway COLLATE utf8mb4_bin');
    await connection.end();
    url = `${server.url}/gateway`;
    await number('SELECT 1 AS n');
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function number(sql: string): Promise<number> {
    const database = await Database.open({ url });
    try {
      const [row] = await database.rows<{ n: number | string | null }>(sql);
      return Number(row?.n ?? 0);
    } finally {
      await database.close();
    }
  }

  /** Resolves as soon as a batch behind so many rows is stored. */
  async function beyond(rows: number): Promise<void> {
    const database = await Database.open({ url });
    try {
      for (;;) {
        const [run] = await database.rows<{ n: number | string }>(rowsOfRun);
        if (Number(run!.n) > rows) return;
        await sleep(1);
      }
    } finally {
      await database.close();
    }
  }

  /** Fills the tablespace to an end that it is given, and sets that so many megabytes further. */
  async function leaveRoom(megabytes: number): Promise<void> {
    const bytes = await number(
      "SELECT FILE_SIZE AS n FROM information_schema.INNODB_SYS_TABLESPACES WHERE NAME = 'innodb_system'",
    );
    const end = Math.ceil(bytes / 2 ** 20) + 1;
    const startWithEnd = async (most: number) => {
      await server.crash();
      await server.startAgain([`--innodb-data-file-path=ibdata1:12M:autoextend:max:${most}M`]);
    };
    await startWithEnd(end);
    const connection = await createConnection({ uri: url });
    try {
      await connection.query('CREATE TABLE filler (b LONGBLOB)');
      await expect(
        (async () => {
          for (;;) await connection.query(`INSERT INTO filler VALUES (REPEAT('x', 60000))`);
        })(),
      ).rejects.toMatchObject({ code: 'ER_RECORD_FILE_FULL' });
    } finally {
      await connection.end();
    }
    await startWithEnd(end + megabytes);
  }

  const begin = () =>
    new ImportProcess(
      [
        ...['--mapping', path.join(folder, 'crashed.yaml'), '--json'],
        ...['--rejects', path.join(folder, 'rejects.csv'), path.join(folder, 'accounts.csv')],
      ],
      {
        DATABASE_URL: url,
        VAR_DIR: folder,
        BUSINESS_DATE: '2026-06-01',
        DEMO_DATA: 'off',
        REPLICA_ID: '1',
      },
    );

  it('says so, and goes on when there is room again, and when the server is up again', async () => {
    await leaveRoom(ROOM_MB);
    const full = await begin().ended;
    expect(full).toMatchObject({ exitCode: 1 });
    expect(full.stderr).toMatch(/the import stopped: the disk is full: .+ \(ER_RECORD_FILE_FULL\)\n/);
    expect(full.stderr).toContain(GOES_ON);
    const before = await number(rowsOfRun);

    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(ROWS);

    await server.crash();
    await server.startAgain();
    const barrier = await createConnection({ uri: url });
    barrier.on('error', () => undefined);
    await barrier.beginTransaction();
    await barrier.query(
      `SELECT 1 FROM account WHERE source = 'crashed' AND source_key = '${HELD}' FOR UPDATE`,
    );
    const running = begin();
    await beyond(before);
    await server.crash();
    const cut = await running.ended;
    barrier.destroy();
    expect(cut).toMatchObject({ exitCode: 1 });
    // A connection that was idle when the server died has no code to tell.
    expect(cut.stderr).toMatch(
      /the import stopped: the database cannot be reached, or closed the connection( \(\w+\))?\n/,
    );
    expect(cut.stderr).toContain(GOES_ON);
    await server.startAgain();
    expect(await number(rowsOfRun)).toBeLessThan(ROWS);
    const whole = await begin().ended;
    expect(whole).toMatchObject({ exitCode: 0 });
    const total = wholeCounts(ROWS);
    expect(JSON.parse(whole.stdout)).toMatchObject({ resumed: true, total });
    expect(await number('SELECT COUNT(*) AS n FROM account')).toBe(total.inserted);
    expect(await number('SELECT COUNT(DISTINCT source_key) AS n FROM account')).toBe(total.inserted);
    const listed = readFileSync(path.join(folder, 'rejects.csv'), 'utf8').trim().split('\r\n').slice(1);
    expect([listed.length, new Set(listed).size]).toEqual([total.rejected, total.rejected]);
  }, 240_000);
});
