import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describeOnDatabases } from '../../support/databases';
import { ImportFolder } from './import-folder';

const MAPPING = `
source: events
sources:
  people: { file: people.ndjson, form: ndjson, encoding: gb18030, columns: [id, profile.name, profile.born, card] }
  accounts: { file: accounts.ndjson, form: ndjson, columns: [no, owner, balance, opened] }
tables:
  - target: subject
    from: people
    key: { column: id }
    fields:
      kind: { const: PERSON }
      name: { column: profile.name }
      birthDate: { date: profile.born, format: YYYY-MM-DD }
  - target: account
    from: accounts
    key: { column: no }
    fields:
      accountNo: { column: no }
      kind: { const: PAYMENT }
      status: { const: ACTIVE }
      balance: { money: balance }
      currency: { const: CNY }
      openedOn: { date: opened, format: YYYY-MM-DD }
  - target: account_holder
    from: accounts
    key: { column: no }
    fields:
      subject: { lookup: people, match: card, with: owner, take: id }
      account: { column: no }
      role: { const: OWNER }
`;

const LONG_NO = '6200000000000000017';
const person = (id: number, name: string, born = '1990-01-02') =>
  `{"id":${id},"profile":{"name":"${name}","born":"${born}"},"card":"K${id}"}\n`;
const account = (no: string, owner: string, balance: string) =>
  `{"no":${no},"owner":"${owner}","balance":${balance},"opened":"2020-02-29"}\n`;

describeOnDatabases('an import of JSON lines', (target) => {
  let files: ImportFolder;
  beforeAll(() => {
    files = new ImportFolder(target.url(), 'events.yaml');
    files.write('events.yaml', MAPPING);
    files.write('people.ndjson', iconv.encode(person(1, '测试甲') + person(2, '测试乙'), 'gb18030'));
    files.write('accounts.ndjson.gz', gzipSync(account(LONG_NO, 'K1', '0.10') + account('18', 'K2', '1E7')));
  });
  afterAll(() => files.remove());

  it('explains the paths, and says which of them the head of the file does not have', async () => {
    files.write('other.yaml', MAPPING.replaceAll('profile.born', 'profile.birth'));
    const { exitCode, stdout } = await files.run('--mapping', files.at('other.yaml'), '--check', files.path);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('subject <- people.ndjson (4 columns)');
    expect(stdout).toContain('  name = profile.name');
    expect(stdout).toContain('    empty in all of them: profile.birth');
    expect(stdout).toContain('  of the first 2 rows 2 can be read');
  });

  it('loads them, packed and in another encoding, and finds nothing to do the second time', async () => {
    const nothing = { read: 6, inserted: 0, updated: 0, unchanged: 0, rejected: 0 };
    expect(await files.totals(files.path)).toEqual({ ...nothing, inserted: 6 });
    expect(await files.totals(files.path)).toEqual({ ...nothing, unchanged: 6 });
    const rows = await files.stored<{ source_key: string; balance_minor: string | number; holder: string }>(
      `SELECT account.source_key, account.balance_minor, subject.source_key AS holder
         FROM account JOIN account_holder ON account_holder.account_id = account.id
         JOIN subject ON subject.id = account_holder.subject_id ORDER BY subject.source_key`,
    );
    expect(rows.map((row) => [row.source_key, String(row.balance_minor), row.holder])).toEqual([
      [LONG_NO, '10', '1'],
      ['18', '1000000000', '2'],
    ]);
  });

  it('rejects what is wrong with line and reason, gives it back with the reason, and takes it mended', async () => {
    const strange = Buffer.concat([
      Buffer.from('{"id":5,"profile":{"name":"'),
      Buffer.from([0x81, 0x22, 0x7d, 0x0a]),
    ]);
    files.write(
      'people.ndjson',
      Buffer.concat([
        iconv.encode(person(1, '测试甲') + person(3, '测试丙', '1990-02-30'), 'gb18030'),
        strange,
        Buffer.from('{"id":6,"profile":["x"]}\n{"id":{"no":7}}\n{"id":8,"profile":{"name":"'),
      ]),
    );
    const words = ['--mend', files.at('mend'), files.at('people.ndjson')];
    expect(await files.totals(...words)).toMatchObject({ read: 6, unchanged: 1, inserted: 1, rejected: 4 });
    expect(files.rejects()).toEqual([
      'people.ndjson,2,subject.birthDate,9999-99-99,it is no date that exists',
      'people.ndjson,3,subject,,the line has bytes of another encoding',
      'people.ndjson,5,subject,,"id is an object or a list, not a value"',
      'people.ndjson,6,subject,,the line is no JSON',
    ]);
    const mend = files.at('mend/1-subject/people.ndjson');
    const [first, ...others] = iconv.decode(readFileSync(mend), 'gb18030').split('\n');
    expect(first).toBe(
      `${person(3, '测试丙', '1990-02-30').trim().slice(0, -1)},"import_reason":"birthDate: it is no date that exists"}`,
    );
    expect(others).toHaveLength(4);
    files.write('people.ndjson', iconv.encode(`${first!.replace('02-30', '02-03')}\n`, 'gb18030'));
    expect(await files.totals(files.at('people.ndjson'))).toMatchObject({
      read: 1,
      inserted: 1,
      rejected: 0,
    });
  });

  it('gives a row back with the last reason alone', async () => {
    files.write(
      'people.ndjson',
      '{"id":9,"profile":{"name":"x","born":"0000-01-01"},"import_reason":"\\"old\\""}\n',
    );
    await files.run('--mend', files.at('again'), files.at('people.ndjson'));
    expect(readFileSync(files.at('again/1-subject/people.ndjson'), 'utf8')).toBe(
      '{"id":9,"profile":{"name":"x","born":"0000-01-01"},"import_reason":"birthDate: it lies before the year 1800"}\n',
    );
  });
});
