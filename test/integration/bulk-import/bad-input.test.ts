import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describeOnDatabases } from '../../support/databases';
import { ImportFolder } from './import-folder';

/** Every name is of the one source that a test makes up, so that the tests share a database. */
const mapping = (source: string, encoding: string) => `
source: ${source}
sources:
  people: { file: people.csv, delimiter: ";", encoding: ${encoding} }
  more: { file: more.csv, delimiter: ";" }
  accounts: { file: accounts.csv, delimiter: ";" }
codes:
  states: { 正常: ACTIVE }
tables:
  - target: subject
    from: people
    key: { column: id }
    fields: { kind: { const: PERSON }, name: { column: name }, birthDate: { date: born, format: YYYY-MM-DD } }
  - target: subject
    from: more
    key: { column: id }
    fields: { kind: { const: PERSON }, name: { column: name } }
  - target: account
    from: accounts
    key: { column: no }
    fields:
      accountNo: { column: no }
      kind: { const: PAYMENT }
      status: { code: state, table: states }
      balance: { money: balance }
      currency: { const: CNY }
      openedOn: { date: opened, format: YYYY/MM/DD }
  - target: account_holder
    from: accounts
    key: { column: no }
    fields: { subject: { column: owner }, account: { column: no }, role: { const: OWNER } }
`;

const PEOPLE = 'id;name;born';
const ACCOUNTS = 'no;owner;state;balance;opened';
const OPEN_QUOTE = 'a quote that opens on this line never closes';
const NO_DATE = 'it is no date that exists';
const MEGABYTE = 1024 * 1024;

describeOnDatabases('bad input', (target) => {
  let files: ImportFolder;
  let source: string;
  beforeAll(() => {
    files = new ImportFolder(target.url(), 'bad.yaml');
  });
  afterAll(() => files.remove());

  const begin = (encoding = 'utf-8') => {
    source = `s${randomUUID().slice(0, 8)}`;
    files.clear('people.csv', 'more.csv', 'accounts.csv', 'people.csv.gz', 'rejects.csv');
    files.write('bad.yaml', mapping(source, encoding));
  };
  beforeEach(() => begin());

  /** Loads one file, and gives the keys that are stored of it with what was told of the others: `line field reason`. */
  async function load(file: 'people' | 'more' | 'accounts', content: string | Buffer) {
    files.write(`${file}.csv`, content);
    return loaded(`${file}.csv`);
  }

  async function loaded(...names: string[]) {
    const { exitCode, stdout, stderr } = await files.run(...names.map((name) => files.at(name)));
    expect({ exitCode, stderr: stderr.replace(/^\w+: \d+ rows of .*\n/gm, '') }).toEqual({
      exitCode: 0,
      stderr: '',
    });
    const of = (table: string) =>
      files.stored<{ key: string }>(
        `SELECT source_key AS \`key\` FROM ${table} WHERE source = '${source}' ORDER BY source_key`,
      );
    return {
      subjects: (await of('subject')).map(({ key }) => key),
      accounts: (await of('account')).map(({ key }) => key),
      holders: (await of('account_holder')).map(({ key }) => key),
      told: files.rejects().map((line) => line.replace(/^\w+\.csv,/, '')),
      stdout,
    };
  }

  it('rejects a torn last line', async () => {
    const { subjects, told } = await load('people', `${PEOPLE}\n1;测试甲;1990-01-02\n2;测试`);
    expect(subjects).toEqual(['1']);
    expect(told).toEqual(['3,subject,,it has 2 columns instead of 3']);
  });

  it('takes a last line without line end that has all columns, and warns of it', async () => {
    const { subjects, stdout } = await load('people', `${PEOPLE}\n1;测试甲;1990-01-02\n2;测试乙;1990-01-02`);
    expect(subjects).toEqual(['1', '2']);
    expect(stdout).toContain(
      '1 x the file stops without a line end: its last row may be cut off (first on line 3)',
    );
  });

  it('drops a byte order mark', async () => {
    const { subjects, told } = await load('people', `\ufeff${PEOPLE}\n1;测试甲;1990-01-02\n`);
    expect([subjects, told]).toEqual([['1'], []]);
  });

  it('rejects a NUL and other control characters, in a text, a number and a key', async () => {
    const { subjects, told } = await load(
      'people',
      `${PEOPLE}\n1;测\0试;\n2\0;测试;\n3;测试;1990-01-0\u00002\n`,
    );
    expect(subjects).toEqual([]);
    expect(told).toEqual([
      '2,subject.name,测某,it holds a control character',
      '3,subject.key,9?,it holds a control character or has spaces around it',
      '4,subject.birthDate,9999-99-9?9,it is not written as YYYY-MM-DD',
    ]);
  });

  it('takes LF and CRLF mixed; a carriage return alone is a reject, and in the header a refusal', async () => {
    const { subjects, told } = await load('people', `${PEOPLE}\r\n1;测试甲;\n2;测试乙;\r\n3;测\r试;\n`);
    expect(subjects).toEqual(['1', '2']);
    expect(told).toEqual(['4,subject.name,测某,it holds a control character']);
    files.write('people.csv', `${PEOPLE}\r1;测试甲;\r2;测试乙;\r`);
    expect(await files.run(files.at('people.csv'))).toMatchObject({
      exitCode: 2,
      stderr: `${files.at('people.csv')}: its lines end with a carriage return alone; make it a line feed\n`,
    });
  });

  it('rejects the line of a quote that never closes, and goes on behind it', async () => {
    const many = Array.from({ length: 150 }, (_, i) => `${i + 3};测试;\n`).join('');
    const { subjects, told } = await load('people', `${PEOPLE}\n1;"测试甲;\n2;测试乙;\n${many}`);
    expect(subjects).toHaveLength(151);
    expect(told).toEqual([`2,subject,,${OPEN_QUOTE}`]);
  });

  it('rejects 10 MB in one field, on one line and over many lines, and goes on behind it', async () => {
    const long = 'x'.repeat(10 * MEGABYTE);
    const lines = `${'y'.repeat(MEGABYTE / 2)}\n`.repeat(20);
    const { subjects, told } = await load(
      'people',
      `${PEOPLE}\n1;${long};\n2;测试乙;\n3;"${lines}";\n4;测试丁;\n`,
    );
    expect(subjects).toEqual(['2', '4']);
    expect(told[0]).toBe('2,subject,,the line is longer than 1 MiB');
    expect(told[1]).toBe(`4,subject,,${OPEN_QUOTE}`);
    expect(
      told.slice(2).every((line) => line.endsWith('it has 1 column instead of 3') || line.includes('quote')),
    ).toBe(true);
  });

  it('rejects lines of another encoding; a whole file in UTF-8 that the mapping calls otherwise is refused', async () => {
    const strange = Buffer.concat([Buffer.from('2;'), iconv.encode('测试', 'gb18030'), Buffer.from(';\n')]);
    const { subjects, told } = await load(
      'people',
      Buffer.concat([Buffer.from(`${PEOPLE}\n1;测试甲;\n`), strange]),
    );
    expect(subjects).toEqual(['1']);
    expect(told).toEqual(['3,subject,,the line has bytes of another encoding']);
    const refusal = async () =>
      (await files.run(files.at('people.csv'))).stderr.replace(`${files.path}/`, '');
    files.write('people.csv', Buffer.from(`\ufeff${PEOPLE}\n1;测试甲;\n`, 'utf16le'));
    expect(await refusal()).toBe(
      'people.csv is in UTF-16, which is not read line by line; save it as UTF-8\n',
    );
    files.write('people.csv', iconv.encode('编号;姓名\n', 'gb18030'));
    expect(await refusal()).toBe(
      'people.csv:1: the line has bytes of another encoding, and the mapping says utf-8\n',
    );
    begin('gb18030');
    files.write('people.csv', `${PEOPLE}\n1;借款人风险网关;\n`);
    expect(await files.run(files.at('people.csv'))).toMatchObject({
      exitCode: 2,
      stderr: `${files.at('people.csv')} is in UTF-8, and the mapping says gb18030\n`,
    });
    expect(
      (await load('people', iconv.encode(`${PEOPLE}\n1;借款人风险网关;\n`, 'gb18030'))).subjects,
    ).toEqual(['1']);
  });

  it('rejects dates that do not exist, and births of tomorrow', async () => {
    const { subjects, told } = await load(
      'people',
      `${PEOPLE}\n1;测试;2001-02-30\n2;测试;0000-00-00\n3;测试;0000-01-01\n4;测试;1900-02-29\n5;测试;2000-02-29\n6;测试;2026-06-02\n`,
    );
    expect(subjects).toEqual(['5']);
    expect(told).toEqual([
      `2,subject.birthDate,9999-99-99,${NO_DATE}`,
      `3,subject.birthDate,9999-99-99,${NO_DATE}`,
      '4,subject.birthDate,9999-99-99,it lies before the year 1800',
      `5,subject.birthDate,9999-99-99,${NO_DATE}`,
      '7,subject.birthDate,9999-99-99,it lies in the future',
    ]);
  });

  it('rejects an unknown code, a number with thousands separators that the mapping does not name, and all at once', async () => {
    await load('people', `${PEOPLE}\n1;测试甲;\n`);
    const { accounts, holders, told } = await load(
      'accounts',
      `${ACCOUNTS}\n101;1;正常;1234.50;2020/01/01\n102;1;冻结;1,234.50;2020/01/01\n`,
    );
    expect([accounts, holders]).toEqual([['101'], ['101']]);
    expect(told).toEqual([
      '3,account.status,字字,it is not in the code table states',
      '3,account.balance,"9,999.99","it has thousands separators, and the mapping names none (`thousands`)"',
      '3,account_holder.account,999,the account that it names is not stored',
    ]);
  });

  it('reads thousands separators where the mapping names them', async () => {
    await load('people', `${PEOPLE}\n1;测试甲;\n`);
    files.write(
      'bad.yaml',
      mapping(source, 'utf-8').replace('{ money: balance }', '{ money: balance, thousands: "," }'),
    );
    expect((await load('accounts', `${ACCOUNTS}\n101;1;正常;1,234.50;2020/01/01\n`)).told).toEqual([]);
    const [row] = await files.stored<{ n: string | number }>(
      `SELECT balance_minor AS n FROM account WHERE source = '${source}'`,
    );
    expect(String(row!.n)).toBe('123450');
  });

  it('rejects a key that comes again inside a file', async () => {
    const { subjects, told } = await load('people', `${PEOPLE}\n1;测试甲;\n2;测试乙;\n1;测试丙;\n`);
    expect(subjects).toEqual(['1', '2']);
    expect(told).toEqual(['4,subject.key,9,it repeats the key of line 2']);
  });

  it('rejects a key that comes again in another file of the same target, also when it was interrupted between', async () => {
    files.write('people.csv', `${PEOPLE}\n1;测试甲;\n2;测试乙;\n`);
    files.write('more.csv', 'id;name\n3;测试丙\n2;测试丁\n');
    const first = await loaded('people.csv', 'more.csv');
    expect(first.subjects).toEqual(['1', '2', '3']);
    expect(first.told).toEqual(['3,subject.key,9,it repeats the key of line 3 of people.csv']);
    await files.change(
      `UPDATE import_run SET state = 'STOPPED' WHERE source = '${source}'`,
      `UPDATE import_table SET state = 'LOADING', taken = 0, rows_read = 0, rows_unchanged = 0, rows_inserted = 0,
          rows_rejected = 0 WHERE table_no = 1 AND run_id = (SELECT MAX(id) FROM import_run WHERE source = '${source}')`,
    );
    const again = await loaded('people.csv', 'more.csv');
    expect(again.stdout).toContain('went on behind the last batch');
    expect(again.stdout).toMatch(/^subject +2 +0 +0 +1 +1$/m);
  });

  it('rejects a row whose parent is not stored', async () => {
    const { accounts, holders, told } = await load('accounts', `${ACCOUNTS}\n101;9;正常;1;2020/01/01\n`);
    expect([accounts, holders]).toEqual([['101'], []]);
    expect(told).toEqual(['2,account_holder.subject,9,the subject that it names is not stored']);
  });

  it('rejects formula text, in a text and in a key; a sign before a number is none', async () => {
    const { subjects, told } = await load(
      'people',
      `${PEOPLE}\n1;=cmd|' /C calc'!A0;\n2;@SUM(1);\n3;+1+cmd|x;\n4;-12;\n5;-;\n=6;测试;\n`,
    );
    expect(subjects).toEqual(['4', '5']);
    expect(told.map((line) => line.split(',').with(2, '').join())).toEqual([
      '2,subject.name,,it begins like a formula',
      '3,subject.name,,it begins like a formula',
      '4,subject.name,,it begins like a formula',
      '7,subject.key,,it begins like a formula',
    ]);
  });

  it('stops at a packed file that was cut off, keeps what came before, and takes the whole one then', async () => {
    const rows = Array.from({ length: 2000 }, (_, i) => `${i};${randomUUID()};\n`).join('');
    const whole = gzipSync(`${PEOPLE}\n${rows}`);
    files.write('people.csv.gz', whole.subarray(0, -1000));
    const { exitCode, stderr } = await files.run(files.at('people.csv.gz'));
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`the import stopped: ${files.at('people.csv.gz')} cannot be read (Z_BUF_ERROR)`);
    files.write('people.csv.gz', whole);
    const { subjects, stdout } = await loaded('people.csv.gz');
    expect(subjects).toHaveLength(2000);
    const [, inserted, unchanged] = /^subject +2000 +(\d+) +0 +(\d+) +0$/m.exec(stdout)!;
    expect(Number(unchanged)).toBeGreaterThanOrEqual(500);
    expect(Number(inserted)).toBeGreaterThan(0);
  });
});
