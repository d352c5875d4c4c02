import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { importCommand } from '../../../src/bulk-import/import-command';
import { Database } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';

const MAPPING = `
source: crm
sources:
  people: { file: people.csv, delimiter: ";" }
  accounts: { file: accounts.csv, delimiter: ";", encoding: gb18030 }
codes:
  state: { 正常: ACTIVE, 销户: CLOSED }
tables:
  # Written before the subjects that it needs: the load order is not the order of the mapping.
  - target: account_holder
    from: accounts
    key: { column: no }
    fields:
      subject: { lookup: people, match: card, with: owner, take: id }
      account: { column: no }
      role: { const: OWNER }
  - target: account
    from: accounts
    key: { column: no }
    fields:
      accountNo: { column: no }
      kind: { const: PAYMENT }
      status: { code: state, table: state }
      balance: { money: balance, thousands: "," }
      currency: { const: CNY }
      openedOn: { date: opened, format: YYYY/MM/DD }
  - target: subject
    from: people
    where: { deleted: "0" }
    key: { column: id }
    fields:
      kind: { const: PERSON }
      name: { column: name }
`;

const PEOPLE = 'id;name;card;deleted\n1;测试甲;K1;0\n2;测试乙;K2;0\n3;测试丙;K3;1\n';
// `no;owner;state;balance;opened` with 正常 (D5FD B3A3) and 销户 (CFFA BBA7) in GB18030.
const ACCOUNTS = Buffer.concat([
  Buffer.from('no;owner;state;balance;opened\r\n100;K1;'),
  Buffer.from([0xd5, 0xfd, 0xb3, 0xa3]),
  Buffer.from(';1,234.50;2020/02/29\r\n101;K2;'),
  Buffer.from([0xcf, 0xfa, 0xbb, 0xa7]),
  Buffer.from(';0;2021/01/01\r\n'),
]);

class Sink extends Writable {
  text = '';
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

describeOnDatabases('npm run import', (target) => {
  let folder: string;
  // The data keys stay the same from test to test, as the database does.
  let keys: string;
  beforeAll(() => {
    keys = mkdtempSync(path.join(tmpdir(), 'borrower-keys-'));
  });
  afterAll(() => rmSync(keys, { recursive: true, force: true }));
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'borrower-files-'));
    write('crm.yaml', MAPPING);
    write('people.csv', PEOPLE);
    write('accounts.csv', ACCOUNTS);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const at = (name: string) => path.join(folder, name);
  const write = (name: string, content: string | Buffer) => writeFileSync(at(name), content);

  async function run(...words: string[]) {
    const [stdout, stderr] = [new Sink(), new Sink()];
    // The keys stay the same from test to test, as the database does.
    const keys = path.join(tmpdir(), `borrower-import-keys-${process.pid}`);
    const variables = {
      VAR_DIR: keys,
      DATABASE_URL: target.url(),
      DEMO_DATA: 'off',
      BUSINESS_DATE: '2026-06-01',
      REPLICA_ID: '1',
    };
    const all = ['--mapping', at('crm.yaml'), '--rejects', at('rejects.csv'), ...words];
    const exitCode = await importCommand(all, { stdout, stderr }, variables);
    return { exitCode, stdout: stdout.text, stderr: stderr.text };
  }
  const totals = async (...words: string[]) => JSON.parse((await run('--json', ...words)).stdout).total;
  const rejects = () => readFileSync(at('rejects.csv'), 'utf8').trim().split('\r\n').slice(1);

  async function stored<Row>(sql: string): Promise<Row[]> {
    const database = await Database.open({ url: target.url() });
    try {
      return await database.rows<Row>(sql);
    } finally {
      await database.close();
    }
  }

  it('loads a folder, in the order that the tables need, and finds nothing to do the second time', async () => {
    expect(await totals(folder)).toEqual({ read: 6, inserted: 6, updated: 0, unchanged: 0, rejected: 0 });
    expect(await totals(folder)).toEqual({ read: 6, inserted: 0, updated: 0, unchanged: 6, rejected: 0 });
    const rows = await stored<{ status: string; balance_minor: string | number; holder: string }>(
      `SELECT account.status, account.balance_minor, subject.source_key AS holder
         FROM account JOIN account_holder ON account_holder.account_id = account.id
         JOIN subject ON subject.id = account_holder.subject_id ORDER BY account.source_key`,
    );
    expect(rows.map((row) => [row.status, String(row.balance_minor), row.holder])).toEqual([
      ['ACTIVE', '123450', '1'],
      ['CLOSED', '0', '2'],
    ]);
  });

  it('keeps a record of every run, with a hash of what it was given', async () => {
    const before = (await stored('SELECT id FROM import_run')).length;
    await run(folder);
    write('people.csv', `${PEOPLE}4;测试丁;K4;0\n`);
    await run(folder);
    const runs = await stored<{ state: string; mapping: string; rows_read: number; content_hash: Buffer }>(
      'SELECT * FROM import_run ORDER BY id',
    );
    expect(runs.slice(before).map(({ state, mapping, rows_read }) => [state, mapping, rows_read])).toEqual([
      ['DONE', 'crm.yaml', 6],
      ['DONE', 'crm.yaml', 7],
    ]);
    expect(runs.at(-1)!.content_hash).not.toEqual(runs.at(-2)!.content_hash);
  });

  it('updates what changed and says so', async () => {
    await run(folder);
    write('people.csv', PEOPLE.replace('测试乙', '测试戊'));
    expect(await totals(folder)).toMatchObject({ updated: 1, unchanged: 5 });
  });

  it('rejects what is wrong with its line and reason, and loads the rest', async () => {
    write('people.csv', `${PEOPLE}5;测试己\n6;"测试庚;K6;0\n7;测试辛;K7;0\n7;测试壬;K8;0\n8;"torn`);
    const { exitCode, stdout } = await run(folder);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^subject +7 +1 +/m);
    expect(rejects()).toEqual([
      'people.csv,5,subject,it has 2 columns instead of 4',
      'people.csv,6,subject,a quote that opens on this line never closes',
      'people.csv,8,subject.key,it repeats the key of line 7',
      'people.csv,9,subject,a quote that opens on this line never closes',
    ]);
  });

  it('rejects the lines of another encoding, and writes nothing of them', async () => {
    write(
      'people.csv',
      Buffer.concat([
        Buffer.from(PEOPLE),
        Buffer.from('9;'),
        Buffer.from([0xb2, 0xe2]),
        Buffer.from(';K9;0\n'),
      ]),
    );
    await run(folder);
    expect(rejects()).toEqual(['people.csv,5,subject,the line has bytes of another encoding']);
    expect(await stored(`SELECT id FROM subject WHERE source_key = '9'`)).toEqual([]);
  });

  it('refuses a mapping that names a column that is not there, with its place, before anything is loaded', async () => {
    const before = await stored('SELECT id FROM import_run');
    write('crm.yaml', MAPPING.replace('{ column: name }', '{ column: fullname }'));
    const { exitCode, stderr } = await run(folder);
    expect(exitCode).toBe(2);
    expect(stderr).toBe('crm.yaml:33:15: people has no column fullname; it has id, name, card, deleted\n');
    expect(await stored('SELECT id FROM import_run')).toEqual(before);
  });

  it('refuses an encoding that it does not know, and a header of another encoding', async () => {
    write('crm.yaml', MAPPING.replace('gb18030', 'klingon'));
    expect(await run(folder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^crm\.yaml:5:\d+: `encoding`/),
    });
    write('crm.yaml', MAPPING);
    write('people.csv', Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x0a]));
    expect(await run(folder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/people\.csv:1: the line has bytes of another encoding/),
    });
  });

  it('refuses a folder without a file, a file that the mapping does not name, and wrong options', async () => {
    rmSync(at('people.csv'));
    expect(await run(folder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('people.csv is not in'),
    });
    expect(await run(at('crm.yaml'))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('no source of crm.yaml'),
    });
    expect(await run(at('nothing.csv'))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('does not exist'),
    });
    expect(await run(folder, '--max-rejects', 'few')).toMatchObject({ exitCode: 2 });
    expect(await run()).toMatchObject({ exitCode: 2 });
  });

  it('takes single files and leaves the others out, unless a lookup needs them', async () => {
    const { stdout } = await run(at('people.csv'));
    expect(stdout).toContain('left out, because their files were not given: account_holder, account');
    expect(await run(at('accounts.csv'))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^crm\.yaml:4:3: a lookup needs people\.csv/),
    });
  });

  it('unpacks a file that ends in .gz', async () => {
    rmSync(at('people.csv'));
    write('people.csv.gz', gzipSync(`${PEOPLE}10;测试癸;K10;0\n`));
    expect(await totals(folder)).toMatchObject({ read: 7, rejected: 0 });
  });

  it('stops when more rows are rejected than allowed', async () => {
    write('people.csv', `${PEOPLE}x\nx\nx\n`);
    expect(await run('--max-rejects', '3', folder)).toMatchObject({ exitCode: 0 });
    const { exitCode, stderr } = await run('--max-rejects', '2', folder);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('stopped: more than 2 rows were rejected');
    const [last] = await stored<{ state: string }>('SELECT state FROM import_run ORDER BY id DESC LIMIT 1');
    expect(last!.state).toBe('FAILED');
  });

  it('explains a mapping without opening the database', async () => {
    const before = await stored('SELECT id FROM import_run');
    const { exitCode, stdout } = await run('--check', folder);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('status = code state, table state    [ACTIVE | DORMANT | FROZEN | CLOSED]');
    expect(stdout).toContain('of the first 2 rows 2 can be read');
    expect(stdout).not.toContain('测试甲');
    expect(await stored('SELECT id FROM import_run')).toEqual(before);
  });
});
