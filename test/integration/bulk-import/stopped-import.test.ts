import { existsSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteFile from 'better-sqlite3';
import { Database } from '../../../src/platform/database';
import { ExactSqlite } from '../../../src/platform/database/exact-sqlite';
import { describeOnDatabases } from '../../support/databases';
import { accountsFile, GOES_ON, mappingOfAccounts, wholeCounts } from './dated-accounts';
import { ImportFolder } from './import-folder';

const ROWS = 3000;

/** Stands between an import and its server, and can be cut. */
class Line {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  /** @returns the URL of the same database through this line */
  async to(url: string): Promise<string> {
    const target = new URL(url);
    const port = Number(target.port);
    const server = createServer((near) => {
      const far = createConnection(port, target.hostname);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.on('error', () => to.destroy()).on('close', () => to.destroy());
        from.pipe(to);
      }
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    target.port = String((server.address() as { port: number }).port);
    return target.href;
  }

  cut(): void {
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

describeOnDatabases('an import that cannot go on', (target) => {
  const onSqlite = target.dialect === 'sqlite' ? it : () => undefined;
  const onMariadb = target.dialect === 'mariadb' ? it : () => undefined;
  const whereFullDevice = existsSync('/dev/full') ? it : it.skip;
  let files: ImportFolder;
  let source = 'stopped0';
  let database: Database;

  beforeAll(async () => {
    database = await Database.open({ url: target.url() });
    files = new ImportFolder(target.url(), 'stopped.yaml');
    files.write('accounts.csv', accountsFile(ROWS));
  });
  beforeEach(() => {
    source = `stopped${Number(source.slice('stopped'.length)) + 1}`;
    files.write('stopped.yaml', mappingOfAccounts(source));
    files.clear('rejects.csv');
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await database.close();
    files.remove();
  });

  /** Resolves when the first batches of a run are stored. */
  async function underWay(running: ReturnType<ImportFolder['run']>): Promise<void> {
    let ended = '';
    void running.then(({ stderr }) => {
      ended = `it ended before: ${stderr}`;
    });
    for (;;) {
      if (ended !== '') throw new Error(ended);
      const rows = await database.rows<{ n: number | string }>(
        'SELECT rows_read AS n FROM import_run WHERE source = ?',
        [source],
      );
      if (Number(rows[0]?.n ?? 0) > 0) return;
      await sleep(1);
    }
  }

  async function goesOn(): Promise<void> {
    const { exitCode, stdout, stderr } = await files.run('--json', files.at('accounts.csv'));
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    const total = wholeCounts(ROWS);
    expect(JSON.parse(stdout)).toMatchObject({ resumed: true, total });
    const [stored] = await database.rows<{ n: number | string }>(
      'SELECT COUNT(*) AS n FROM account WHERE source = ?',
      [source],
    );
    expect(Number(stored!.n)).toBe(total.inserted);
    const listed = files.rejects();
    expect([listed.length, new Set(listed).size]).toEqual([total.rejected, total.rejected]);
  }

  whereFullDevice(
    'stops when its list of rejects cannot be written, and stores nothing that it did not list',
    async () => {
      const { exitCode, stderr } = await files.run('--rejects', '/dev/full', files.at('accounts.csv'));
      expect(exitCode).toBe(1);
      expect(stderr).toBe(
        `the import stopped: /dev/full cannot be written: the disk is full (ENOSPC)\n${GOES_ON}`,
      );
      expect(await database.rows('SELECT 1 FROM account WHERE source = ?', [source])).toEqual([]);
      await goesOn();
    },
  );

  onSqlite('stops when the disk of the database is full', async () => {
    const [pages] = await database.rows<{ page_count: number }>('PRAGMA page_count');
    onOpening(`max_page_count = ${pages!.page_count + 150}`);
    const { exitCode, stderr } = await files.run(files.at('accounts.csv'));
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^the import stopped: the disk is full: .+ \(SQLITE_FULL\)\n/m);
    expect(stderr).toContain(GOES_ON);
    jest.restoreAllMocks();
    await goesOn();
  });

  onSqlite('stops when another program keeps the database locked, and starts nothing then', async () => {
    onOpening('busy_timeout = 20');
    const other = new SqliteFile(target.url().slice('sqlite:'.length));
    try {
      const running = files.run(files.at('accounts.csv'));
      await underWay(running);
      other.exec('BEGIN IMMEDIATE');
      const { exitCode, stderr } = await running;
      expect(exitCode).toBe(1);
      expect(stderr).toContain(
        `the import stopped: another program held the lock of the database for too long (SQLITE_BUSY)\n${GOES_ON}`,
      );
      const second = await files.run(files.at('accounts.csv'));
      expect(second).toMatchObject({
        exitCode: 1,
        stderr:
          'nothing was loaded: another program held the lock of the database for too long (SQLITE_BUSY)\n',
      });
      other.exec('ROLLBACK');
    } finally {
      other.close();
    }
    // The lease could not be given back; of this process it is waited for.
    await database.write((transaction) => transaction.run('DELETE FROM import_lease'));
    await goesOn();
  });

  onMariadb('stops when the server is gone, and starts nothing then', async () => {
    const line = new Line();
    const far = new ImportFolder(await line.to(target.url()), 'stopped.yaml', files.at('var'));
    try {
      for (const name of ['stopped.yaml', 'accounts.csv']) far.copy(name, files);
      const running = far.run('--rejects', files.at('rejects.csv'), far.at('accounts.csv'));
      await underWay(running);
      line.cut();
      const { exitCode, stderr } = await running;
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/the import stopped: the database cannot be reached, or closed the connection/);
      expect(stderr).toContain(GOES_ON);
      const second = await far.run(far.at('accounts.csv'));
      expect(second).toMatchObject({
        exitCode: 1,
        stderr: expect.stringMatching(
          /^nothing was loaded: the database cannot be reached, .* \(ECONNREFUSED\)\n$/,
        ),
      });
    } finally {
      far.remove();
    }
    await database.write((transaction) => transaction.run('DELETE FROM import_lease'));
    await goesOn();
  });
});

/** Says something more to each SQLite connection that is opened. */
function onOpening(pragma: string): void {
  const say = ExactSqlite.prototype.pragma;
  jest.spyOn(ExactSqlite.prototype, 'pragma').mockImplementation(function (this: ExactSqlite, ...words) {
    const result = say.apply(this, words);
    if (words[0] === 'busy_timeout = 5000') say.call(this, pragma);
    return result;
  });
}
