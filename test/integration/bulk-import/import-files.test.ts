import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { fictionalResidentId } from '../../../src/demo/identities';
import { Database } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';
import { ImportFolder } from './import-folder';

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

/** The id of a process that has ended. */
const deadProcess = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describeOnDatabases('npm run import', (target) => {
  let files: ImportFolder;
  let folder: string;
  let keys: string;
  beforeAll(() => {
    keys = mkdtempSync(path.join(tmpdir(), 'borrower-keys-'));
  });
  afterAll(() => rmSync(keys, { recursive: true, force: true }));
  beforeEach(() => {
    files = new ImportFolder(target.url(), 'crm.yaml', keys);
    folder = files.path;
    write('crm.yaml', MAPPING);
    write('people.csv', PEOPLE);
    write('accounts.csv', ACCOUNTS);
  });
  afterEach(() => files.remove());

  const at = (name: string) => files.at(name);
  const write = (name: string, content: string | Buffer) => files.write(name, content);
  const run = (...words: string[]) => files.run(...words);
  const totals = (...words: string[]) => files.totals(...words);
  const rejects = () => files.rejects();
  const stored = <Row>(sql: string) => files.stored<Row>(sql);

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
      'people.csv,5,subject,,it has 2 columns instead of 4',
      'people.csv,6,subject,,a quote that opens on this line never closes',
      'people.csv,8,subject.key,9,it repeats the key of line 7',
      'people.csv,9,subject,,a quote that opens on this line never closes',
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
    expect(rejects()).toEqual(['people.csv,5,subject,,the line has bytes of another encoding']);
    expect(await stored(`SELECT id FROM subject WHERE source_key = '9'`)).toEqual([]);
  });

  it('lists what is wrong with the value masked, and gives the rows back to be mended and loaded again', async () => {
    write(
      'crm.yaml',
      MAPPING.replace(
        '{ column: name }',
        '{ column: name }\n      residentId: { column: card }\n      birthDate: { date: deleted, format: YYYY-MM-DD, onBad: "null" }',
      ),
    );
    write('people.csv', 'id;name;card;deleted\n21;"测;试";=99000019900101001Y;0\n22;x\n');
    const { stdout } = await run('--mend', at('mend'), at('people.csv'));
    expect(stdout).toContain('1 x birthDate: it is not written as YYYY-MM-DD (first on line 2)');
    expect(rejects()).toEqual([
      "people.csv,2,subject.residentId,'=99************001Y,It has the wrong number of characters.",
      'people.csv,3,subject,,it has 2 columns instead of 4',
    ]);
    const mend = path.join(at('mend'), '1-subject', 'people.csv');
    expect(statSync(mend).mode & 0o077).toBe(0);
    const rows = readFileSync(mend, 'utf8');
    expect(rows).toBe(
      'id;name;card;deleted;import_reason\n' +
        '21;"测;试";=99000019900101001Y;0;residentId: It has the wrong number of characters.\n22;x\n',
    );
    writeFileSync(mend, rows.replace('=99000019900101001Y', '').replace('22;x\n', '22;测试子;;0;\n'));
    expect(await totals(mend)).toEqual({ read: 2, inserted: 2, updated: 0, unchanged: 0, rejected: 0 });
  });

  it('gives back a line of another encoding byte by byte', async () => {
    const strange = Buffer.from([0x39, 0x3b, 0xb2, 0xe2, 0x3b, 0x4b, 0x3b, 0x30]);
    write('people.csv', Buffer.concat([Buffer.from(PEOPLE), strange]));
    await run('--mend', at('mend'), at('people.csv'));
    expect(readFileSync(path.join(at('mend'), '1-subject', 'people.csv'))).toEqual(
      Buffer.concat([Buffer.from('id;name;card;deleted;import_reason\n'), strange, Buffer.from('\n')]),
    );
  });

  it('sends a contradiction about who somebody is to the review file, and stores nothing of it', async () => {
    const one = fictionalResidentId({ birthDate: '1980-05-06', sequence: 901 });
    const withIds = MAPPING.replace(
      '{ column: name }',
      '{ column: name }\n      residentId: { column: card }',
    );
    write('crm.yaml', withIds);
    write('people.csv', `id;name;card;deleted\n31;林甲;${one};0\n`);
    await run(at('people.csv'));
    write('crm.yaml', withIds.replace('source: crm', 'source: erp'));
    write('people.csv', `id;name;card;deleted\n77;周乙;${one};0\n`);
    const { stdout } = await run('--review', at('review.csv'), at('people.csv'));
    expect(stdout).toContain(`to be reviewed: ${at('review.csv')}`);
    expect(existsSync(at('rejects.csv'))).toBe(false);
    expect(readFileSync(at('review.csv'), 'utf8')).toBe(
      'file,line,field,value,reason\r\n' +
        'people.csv,2,subject.name,周某,the stored subject with the same identifier has another name\r\n',
    );
    expect(await stored(`SELECT 1 FROM subject WHERE source = 'erp'`)).toEqual([]);
  });

  it('refuses a second import of a source, and says who has it', async () => {
    write(
      'people.csv',
      `${PEOPLE}${Array.from({ length: 3000 }, (_, i) => `m${i};测试;M${i};0\n`).join('')}`,
    );
    const results = await Promise.all([run(at('people.csv')), run(at('people.csv'))]);
    expect(results.map(({ exitCode }) => exitCode).sort()).toEqual([0, 2]);
    const refused = results.find(({ exitCode }) => exitCode === 2)!;
    expect(refused.stderr).toMatch(
      /^crm is being imported by .+, process \d+ since 20\d\d-.+Z; if that died, /,
    );
    expect(await stored('SELECT source FROM import_lease')).toEqual([]);
  });

  it('waits for no dead process of this machine, and takes no lease of a living one', async () => {
    const lease = async (holder: string) => {
      const database = await Database.open({ url: target.url() });
      await database.write(async (transaction) => {
        await transaction.run('DELETE FROM import_lease');
        await transaction.run(
          `INSERT INTO import_lease (source, token, holder, taken_at, leased_until) VALUES ('crm', 1, ?, ?, ?)`,
          [holder, new Date(), new Date(Date.now() + 60_000)],
        );
      });
      await database.close();
    };
    await lease(`${hostname()}, process ${deadProcess()}`);
    expect((await run(folder)).exitCode).toBe(0);
    await lease(`another-machine, process ${deadProcess()}`);
    expect(await run(folder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('another-machine'),
    });
    await lease(`${hostname()}, process 1`);
    expect((await run(folder)).exitCode).toBe(2);
    await lease('gone');
    const database = await Database.open({ url: target.url() });
    await database.write((transaction) =>
      transaction.run('UPDATE import_lease SET leased_until = ?', [new Date(0)]),
    );
    await database.close();
    expect((await run(folder)).exitCode).toBe(0);
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

  it.each([
    ['--rejects', '/proc/x/rejects.csv', '/proc/x'],
    ['--review', 'people.csv/review.csv', 'people.csv'],
    ['--mend', 'people.csv/a/b', 'people.csv/a/b'],
  ])('refuses %s %s, whose folder cannot be made', async (flag, place, named) => {
    const before = await stored('SELECT id FROM import_run');
    const { exitCode, stderr } = await run(flag, path.resolve(folder, place), folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/^--[a-z]+: the folder \S+ cannot be made \(E[A-Z]+\)\n$/),
    });
    expect(stderr).toContain(`${flag}: the folder ${path.resolve(folder, named)} `);
    expect(await stored('SELECT id FROM import_run')).toEqual(before);
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

  it('explains a mapping as JSON, and refuses a bad one with nothing on stdout', async () => {
    write('people.csv', PEOPLE.replace('测试乙', '测\0试'));
    const { exitCode, stdout } = await run('--check', '--json', at('people.csv'));
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain('测试甲');
    const { source, tables, leftOut } = JSON.parse(stdout);
    expect({ source, leftOut }).toEqual({ source: 'crm', leftOut: ['account_holder', 'account'] });
    expect(tables).toMatchObject([{ target: 'subject', file: at('people.csv'), columns: 4, key: 'id' }]);
    expect(tables[0].fields).toContainEqual({ name: 'name', from: 'name', form: expect.any(String) });
    expect(tables[0].fields).toContainEqual({ name: 'mobile', from: null, form: expect.any(String) });
    const [problem] = tables[0].head.problems;
    expect(tables[0].head).toEqual({
      read: 2,
      readable: 1,
      emptyColumns: [],
      problems: [{ field: 'name', reason: 'it holds a control character', line: 3, times: 1 }],
      warnings: [],
    });
    // The same facts as in words.
    expect((await run('--check', at('people.csv'))).stdout).toContain(
      `of the first 2 rows 1 can be read\n    1 x name: ${problem.reason} (first on line 3)\n`,
    );
    write('crm.yaml', MAPPING.replace('column: name', 'column: nmae'));
    expect(await run('--check', '--json', folder)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('crm.yaml:'),
    });
  });
});
