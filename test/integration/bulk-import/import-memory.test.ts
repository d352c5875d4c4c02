import { once } from 'node:events';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ImportProcess } from './import-process';

/** `npm run soak:import-memory` takes a million rows. */
const ROWS = Number(process.env.IMPORT_ROWS ?? 20_000);
const MOST_MB = 300;
/** Keys take some fifty megabytes until they go to disk; the rest is what the heap happens to hold at its highest. */
const MOST_GROWTH_MB = 100;

const MAPPING = `
source: memory
sources:
  accounts: { file: accounts.csv }
tables:
  - target: account
    from: accounts
    key: { column: no }
    fields:
      accountNo: { column: no }
      kind: { const: PAYMENT }
      status: { const: ACTIVE }
      # A lookup over the whole file, and the keys that have come: both grow with the rows, on disk.
      balance: { lookup: accounts, match: no, take: balance }
      currency: { const: CNY }
      openedOn: { const: "2020-01-01" }
`;

/** Only Linux tells the most memory that another process ever had. */
const describeWhereMeasured = existsSync('/proc/self/status') ? describe : describe.skip;

describeWhereMeasured('the memory of an import', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'borrower-memory-'));
    writeFileSync(path.join(folder, 'memory.yaml'), MAPPING);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function write(rows: number): Promise<void> {
    const file = createWriteStream(path.join(folder, 'accounts.csv'));
    file.write('no,balance\n');
    for (let i = 0; i < rows; i += 1)
      if (!file.write(`${String((i * 7_919_993) % 1_000_000_007).padStart(16, '0')},${i}.25\n`))
        await once(file, 'drain');
    file.end();
    await once(file, 'close');
  }

  /** Megabytes. */
  async function peakOf(rows: number): Promise<number> {
    await write(rows);
    const { child, ended } = new ImportProcess(
      ['--mapping', path.join(folder, 'memory.yaml'), '--json', path.join(folder, 'accounts.csv')],
      {
        DATABASE_URL: `sqlite:${path.join(folder, `${rows}.db`)}`,
        VAR_DIR: folder,
        BUSINESS_DATE: '2026-06-01',
        DEMO_DATA: 'off',
        REPLICA_ID: '1',
      },
    );
    let peak = 0;
    const timer = setInterval(() => {
      try {
        const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
        peak = Math.max(peak, Number(kilobytes ?? 0) / 1024);
      } catch {
        // It has just ended.
      }
    }, 20);
    const { exitCode, stdout, stderr } = await ended;
    clearInterval(timer);
    if (exitCode !== 0) throw new Error(stderr);
    expect(JSON.parse(stdout).total).toMatchObject({ read: rows, inserted: rows });
    return peak;
  }

  it(
    `is less than ${MOST_MB} MB at ${ROWS} rows, and at most ${MOST_GROWTH_MB} MB more than at a tenth of them`,
    async () => {
      const small = await peakOf(ROWS / 10);
      const large = await peakOf(ROWS);
      process.stdout.write(
        `peak memory: ${small.toFixed(0)} MB at ${ROWS / 10} rows, ${large.toFixed(0)} MB at ${ROWS}\n`,
      );
      expect(small).toBeGreaterThan(20);
      expect(large).toBeLessThan(MOST_MB);
      expect(large - small).toBeLessThan(MOST_GROWTH_MB);
    },
    // On a machine that does much else.
    60_000 + ROWS * 4,
  );
});
