import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';
import { ImportProcess } from './import-process';

/** `npm run soak:import` kills a hundred times. */
const KILLS = Number(process.env.IMPORT_KILLS ?? 2);
const ROWS = KILLS > 10 ? 12_000 : 3000;
const WRONG_EVERY = 100;
// Every fourth kill comes within this time of the start, the others after so many more rows.
const EARLY_MS = 1500;
const FURTHEST_ROWS = 2000;

const mapping = (source: string) => `
source: ${source}
sources:
  people: { file: people.csv }
tables:
  - target: subject
    from: people
    key: { column: id }
    fields: { kind: { const: PERSON }, name: { column: name }, birthDate: { date: born, format: YYYY-MM-DD } }
  - target: account
    from: people
    key: { column: id }
    fields:
      accountNo: { column: id }
      kind: { const: PAYMENT }
      status: { const: ACTIVE }
      balance: { money: balance }
      currency: { const: CNY }
      openedOn: { date: born, format: YYYY-MM-DD }
`;

const row = (i: number) => `${i},测试${i},${i % WRONG_EVERY === 0 ? '2001-02-30' : '2001-02-03'},${i}.50\n`;

describeOnDatabases('an import that is killed', (target) => {
  let folder: string;
  let database: Database;
  beforeAll(async () => {
    database = await Database.open({ url: target.url() });
    folder = mkdtempSync(path.join(tmpdir(), 'borrower-killed-'));
    const rows = Array.from({ length: ROWS }, (_, i) => row(i + 1));
    writeFileSync(path.join(folder, 'people.csv'), `id,name,born,balance\n${rows.join('')}`);
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const rowsOf = async (source: string) => {
    const [row] = await database.rows<{ n: number | string | null }>(
      'SELECT MAX(rows_read) AS n FROM import_run WHERE source = ?',
      [source],
    );
    return Number(row!.n ?? 0);
  };

  /** Kills at a moment that chance chose; false when the import ended first. */
  async function kill(running: ImportProcess, source: string, chance: () => number): Promise<boolean> {
    let hasEnded = false;
    void running.ended.then(() => {
      hasEnded = true;
    });
    const began = Date.now();
    const early = chance() < 0.25 ? chance() * EARLY_MS : null;
    const rows = (await rowsOf(source)) + chance() * FURTHEST_ROWS;
    while (!hasEnded) {
      if (early === null ? (await rowsOf(source)) >= rows : Date.now() - began >= early) {
        await sleep(chance() * 20);
        return running.child.kill('SIGKILL');
      }
      await sleep(5);
    }
    return false;
  }

  const begin = (source: string) => {
    writeFileSync(path.join(folder, `${source}.yaml`), mapping(source));
    return new ImportProcess(
      [
        ...['--mapping', path.join(folder, `${source}.yaml`), '--json'],
        ...['--rejects', path.join(folder, `${source}-rejects.csv`), path.join(folder, 'people.csv')],
      ],
      {
        DATABASE_URL: target.url(),
        VAR_DIR: folder,
        BUSINESS_DATE: '2026-06-01',
        DEMO_DATA: 'off',
        REPLICA_ID: '1',
      },
    );
  };

  /** A kill may come after the last batch, before the program has said so. */
  const isDone = async (source: string) => {
    const [run] = await database.rows<{ n: number | string }>(
      `SELECT COUNT(*) AS n FROM import_run WHERE source = ? AND state = 'DONE'`,
      [source],
    );
    return Number(run!.n) > 0;
  };

  /** Every row is there once, was counted once, in one run, and every reject is listed once. */
  async function check(source: string) {
    const wrong = ROWS / WRONG_EVERY;
    const counts = await database.rows<Record<string, number | string>>(
      `SELECT t.target, t.rows_read, t.rows_inserted, t.rows_updated, t.rows_unchanged, t.rows_rejected
        FROM import_table t JOIN import_run r ON r.id = t.run_id WHERE r.source = ? ORDER BY t.run_id, t.table_no`,
      [source],
    );
    expect(counts.map(({ target, ...each }) => [target, ...Object.values(each).map(Number)])).toEqual([
      ['subject', ROWS, ROWS - wrong, 0, 0, wrong],
      ['account', ROWS, ROWS - wrong, 0, 0, wrong],
    ]);
    for (const table of ['subject', 'account']) {
      const [stored] = await database.rows<{ n: number | string; keys: number | string }>(
        `SELECT COUNT(*) AS n, COUNT(DISTINCT source_key) AS \`keys\` FROM ${table} WHERE source = ?`,
        [source],
      );
      expect([Number(stored!.n), Number(stored!.keys)]).toEqual([ROWS - wrong, ROWS - wrong]);
    }
    const listed = readFileSync(path.join(folder, `${source}-rejects.csv`), 'utf8')
      .trim()
      .split('\r\n')
      .slice(1);
    expect(listed).toHaveLength(2 * wrong);
    expect(new Set(listed).size).toBe(2 * wrong);
  }

  it(
    `goes on behind the last batch: ${KILLS} kills, no row lost, doubled or counted twice`,
    async () => {
      let seed = 20_260_601;
      const random = () => {
        seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
        return seed / 2 ** 31;
      };
      let kills = 0;
      let resumed = 0;
      for (let n = 1; kills < KILLS; n += 1) {
        const source = `killed${n}`;
        for (;;) {
          const running = begin(source);
          const isKilled = kills < KILLS && (await kill(running, source, random));
          const { exitCode, stdout, stderr } = await running.ended;
          if (isKilled && exitCode === null) {
            kills += 1;
            if (!(await isDone(source))) continue;
          } else {
            if (exitCode !== 0) throw new Error(stderr);
            if (JSON.parse(stdout).resumed) resumed += 1;
          }
          await check(source);
          break;
        }
      }
      expect(kills).toBe(KILLS);
      expect(resumed).toBeGreaterThan(0);
    },
    60_000 + KILLS * 30_000,
  );
});
