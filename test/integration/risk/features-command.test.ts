import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { featuresCommand } from '../../../src/risk/features/features-command';
import { ImportBench } from '../bulk-import/import-bench';

describe('npm run features', () => {
  let folder: string;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'features-'));
    url = `sqlite:${path.join(folder, 'ledger.db')}`;
    const bench = await ImportBench.open(url);
    await bench.load('subject', [{ key: 'A', kind: 'PERSON' }]);
    await bench.load('account', [
      {
        key: 'A',
        accountNo: 'A',
        kind: 'PAYMENT',
        status: 'ACTIVE',
        balance: '0.00',
        currency: 'CNY',
        openedOn: '2025-01-01',
      },
    ]);
    const loan = (key: string, issuedOn: string, account: string | null) => ({
      key,
      subject: 'A',
      account,
      loanNo: key,
      product: 'CONSUMER',
      status: 'CURRENT',
      principal: '1000.00',
      outstanding: '0.00',
      currency: 'CNY',
      instalment: null,
      termMonths: '12',
      issuedOn,
      overdueDays: '0',
    });
    await bench.load('loan', [
      loan('L,1', '2026-03-01', 'A'),
      loan('first', '2025-02-01', 'A'),
      loan('elsewhere', '2026-03-01', null),
    ]);
    await bench.load('ledger_entry', [
      {
        key: '1',
        account: 'A',
        bookedOn: '2026-02-28',
        direction: 'CREDIT',
        kind: 'TRANSFER_IN',
        amount: '12.50',
        balance: '12.50',
        currency: 'CNY',
      },
    ]);
    await bench.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function run(words: readonly string[], environment: Record<string, string> = {}) {
    let text = '';
    const stream = new Writable({
      write(chunk, _encoding, done) {
        text += chunk;
        done();
      },
    });
    const code = await featuresCommand(
      words,
      { stdout: stream, stderr: stream },
      { NODE_ENV: 'test', DATABASE_URL: url, VAR_DIR: folder, ...environment },
    );
    return { code, text };
  }

  it('writes a row for each loan on an account, with empty cells for what is not known', async () => {
    const out = path.join(folder, 'out.csv');
    const { code, text } = await run(['--out', out]);
    expect({ code, text }).toEqual({ code: 0, text: '2 loans, 1 of them without a booking before\n' });
    const [header, ...rows] = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(header?.split(',').slice(0, 8)).toEqual([
      'loanNo',
      'issuedOn',
      'status',
      'currency',
      'principal',
      'termMonths',
      'instalment',
      'historyDays',
    ]);
    expect(rows.sort()).toEqual([
      '"L,1",2026-03-01,CURRENT,CNY,1000.00,12,,1,1,12.5,12.5,12.5,12.5,0,0,12.5,0,12.5,1,0,0,0,0',
      `first,2025-02-01,CURRENT,CNY,1000.00,12,${','.repeat(16)}`,
    ]);
  });

  it('tells a command line or configuration that is at fault from work that failed', async () => {
    expect(await run([])).toMatchObject({ code: 2, text: expect.stringContaining('--out') });
    expect(await run(['--out', 'x'], { DATABASE_URL: 'oracle://x' })).toMatchObject({ code: 2 });
    expect(await run(['--out', path.join(folder, 'none', 'x.csv')])).toEqual({
      code: 1,
      text: 'no features were written: ENOENT\n',
    });
  });
});
