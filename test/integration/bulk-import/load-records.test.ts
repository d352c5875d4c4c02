import { fictionalCreditCode, fictionalMobile, fictionalResidentId } from '../../../src/demo/identities';
import { describeOnDatabases } from '../../support/databases';
import { ImportBench } from './import-bench';

const person = (key: string, more: Record<string, string | null> = {}) => ({
  key,
  kind: 'PERSON',
  name: null,
  ...more,
});

const account = (key: string, more: Record<string, string | null> = {}) => ({
  key,
  accountNo: `6200${key}`,
  kind: 'PAYMENT',
  status: 'ACTIVE',
  balance: '12.50',
  currency: 'CNY',
  openedOn: '2020-02-29',
  ...more,
});

describeOnDatabases('loading records', (target) => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await ImportBench.open(target.url());
  });
  afterAll(() => bench.close());

  it('loads, finds nothing to do the second time, and updates what changed', async () => {
    const rows = [account('A1'), account('A2')];
    expect(await bench.load('account', rows)).toMatchObject({
      read: 2,
      inserted: 2,
      updated: 0,
      unchanged: 0,
      rejected: 0,
    });
    expect(await bench.load('account', rows)).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
    const changed = [account('A1', { balance: '13.50' }), account('A2')];
    expect(await bench.load('account', changed)).toMatchObject({ inserted: 0, updated: 1, unchanged: 1 });
    const stored = await bench.database.rows<{ balance_minor: number | string }>(
      `SELECT balance_minor FROM account WHERE source_key = 'A1'`,
    );
    expect(stored.map((row) => String(row.balance_minor))).toEqual(['1350']);
  });

  it('takes the same number of statements for a batch of 2 and of 200', async () => {
    const statements = async (size: number, prefix: string) => {
      const keys = Array.from({ length: size }, (_, i) => `${prefix}${i}`);
      const seen: string[] = [];
      const stop = bench.database.onStatement((sql) => seen.push(sql));
      await bench.load(
        'subject',
        keys.map((key) => person(key)),
      );
      await bench.load(
        'account',
        keys.map((key) => account(key)),
      );
      await bench.load(
        'account_holder',
        keys.map((key) => ({ key, subject: key, account: key, role: 'OWNER' })),
      );
      stop();
      return seen.length;
    };
    expect(await statements(200, 'many-')).toBe(await statements(2, 'few-'));
  });

  it('rejects a record with all that is wrong with it, and loads the others', async () => {
    const loaded = await bench.load('account', [
      account('B1', { balance: '1,000.00', openedOn: '2023-02-30', status: 'OPEN' }),
      account('B2'),
      account('B2', { balance: '1.00' }),
      account('', {}),
      account('B5', { balance: '0.001' }),
      account('B6', { colour: 'red' }),
      account('B7', { currency: null }),
    ]);
    expect(loaded).toMatchObject({ read: 7, inserted: 1, rejected: 6 });
    expect(loaded.rejects.map(({ line, field }) => `${line} ${field}`)).toEqual([
      '1 status',
      '1 balance',
      '1 openedOn',
      '3 key',
      '4 key',
      '5 balance',
      '6 colour',
      '7 balance',
      '7 currency',
    ]);
    expect(JSON.stringify(loaded.rejects)).not.toContain('1,000.00');
  });

  it('rejects a record whose parent is not stored, and finds a parent of another source', async () => {
    await bench.load('subject', [person('P1')], { source: 'crm' });
    await bench.load('account', [account('C1')]);
    const holder = { account: 'C1', role: 'OWNER' };
    const loaded = await bench.load('account_holder', [
      { key: '1', subject: 'P1', ...holder },
      { key: '2', subject: 'crm:P1', ...holder },
    ]);
    expect(loaded.rejects).toEqual([
      { line: 1, field: 'subject', reason: 'the subject that it names is not stored' },
    ]);
    expect(loaded.inserted).toBe(1);
  });

  it('moves a loan to another borrower when its source says so', async () => {
    await bench.load('subject', [person('L1'), person('L2')]);
    const loan = (subject: string) => ({
      key: 'loan-1',
      subject,
      loanNo: 'LN-1',
      product: 'CONSUMER',
      status: 'CURRENT',
      principal: '100.00',
      outstanding: '50.00',
      currency: 'CNY',
      annualRate: '0.085',
      termMonths: '12',
      issuedOn: '2026-01-05',
      overdueDays: '0',
    });
    await bench.load('loan', [loan('L1')]);
    expect(await bench.load('loan', [loan('L2')])).toMatchObject({ updated: 1 });
    expect(await bench.load('loan', [loan('L2')])).toMatchObject({ unchanged: 1 });
    const rows = await bench.database.rows<{ source_key: string; annual_rate_micro: number }>(
      `SELECT subject.source_key, loan.annual_rate_micro FROM loan JOIN subject ON subject.id = loan.subject_id
        WHERE loan.source_key = 'loan-1'`,
    );
    expect(rows).toEqual([{ source_key: 'L2', annual_rate_micro: 85000 }]);
  });

  it('keeps a device with its fingerprint once', async () => {
    const device = (key: string, fingerprint: string) => ({
      key,
      kind: 'PHONE',
      fingerprint,
      emulator: 'false',
    });
    expect(await bench.load('device', [device('d1', 'fp-1'), device('d2', 'fp-2')])).toMatchObject({
      inserted: 2,
    });
    const again = await bench.load('device', [
      device('d1', 'fp-1'),
      device('d3', 'fp-2'),
      device('d4', 'fp-4'),
      device('d5', 'fp-4'),
    ]);
    expect(again).toMatchObject({ inserted: 1, unchanged: 1, rejected: 2 });
    expect(await bench.count('device')).toBe(3);
  });

  it('leaves no personal text in clear in the database', async () => {
    await bench.load('subject', [
      person('S1', { name: '测试甲', birthDate: '1990-01-02', mobile: fictionalMobile(77) }),
    ]);
    await bench.load('account', [account('S1')]);
    const [subject] = await bench.database.rows<Record<string, unknown>>(
      `SELECT * FROM subject WHERE source_key = 'S1'`,
    );
    const [stored] = await bench.database.rows<Record<string, unknown>>(
      `SELECT * FROM account WHERE source_key = 'S1'`,
    );
    const identifiers = await bench.database.rows<Record<string, unknown>>(
      'SELECT * FROM subject_identifier WHERE subject_id = ?',
      [String(subject!.id)],
    );
    const bytes = [subject, stored, ...identifiers].flatMap((row) =>
      Object.values(row!).map((cell) => (Buffer.isBuffer(cell) ? cell.toString('utf8') : String(cell))),
    );
    for (const clear of ['测试甲', '1990-01-02', fictionalMobile(77), '6200S1'])
      expect(bytes.filter((cell) => cell.includes(clear))).toEqual([]);
    expect(identifiers.map((row) => row.scheme).sort()).toEqual(['EXTERNAL', 'MOBILE']);
    const place = { table: 'subject', column: 'name_cell', row: String(subject!.id) };
    expect(bench.vault.sensitive(subject!.name_cell as Buffer, place).reveal()).toBe('测试甲');
  });
});

describeOnDatabases('resolving who a record is about', (target) => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await ImportBench.open(target.url());
  });
  afterAll(() => bench.close());

  const resident = (sequence: number) => fictionalResidentId({ birthDate: '1980-05-06', sequence });

  it('knows one person in three roles, from three sources, as one subject', async () => {
    const rows = { kind: 'PERSON', name: '测试乙', residentId: resident(501) };
    await bench.load('subject', [{ key: '1', ...rows }], { source: 'accounts' });
    const joined = await bench.load('subject', [{ key: 'rep-9', ...rows, mobile: fictionalMobile(501) }], {
      source: 'suppliers',
    });
    await bench.load('subject', [{ key: 'g', ...rows, name: '测 试 乙' }], { source: 'guarantees' });
    expect(joined).toMatchObject({ inserted: 0, updated: 1 });
    expect(await bench.count('subject')).toBe(1);

    await bench.load('account', [account('R1')], { source: 'accounts' });
    await bench.load('account_holder', [{ key: 'h', subject: '1', account: 'R1', role: 'OWNER' }], {
      source: 'accounts',
    });
    await bench.load(
      'subject',
      [{ key: 'firm', kind: 'ENTERPRISE', name: '测试有限公司', creditCode: fictionalCreditCode(501) }],
      { source: 'suppliers' },
    );
    await bench.load(
      'relation',
      [
        { key: 'r1', fromSubject: 'rep-9', kind: 'LEGAL_REPRESENTATIVE', toSubject: 'firm' },
        { key: 'r2', fromSubject: 'guarantees:g', kind: 'GUARANTOR', toSubject: 'firm' },
      ],
      { source: 'suppliers' },
    );
    const [roles] = await bench.database.rows<{ subjects: number }>(
      `SELECT COUNT(DISTINCT subject_id) AS subjects FROM (
         SELECT subject_id FROM account_holder UNION ALL SELECT from_subject_id FROM relation) roles`,
    );
    expect(Number(roles!.subjects)).toBe(1);
  });

  it('changes nothing when the sources are loaded again', async () => {
    const rows = { kind: 'PERSON', name: '测试乙', residentId: resident(501) };
    for (const [source, key, more] of [
      ['accounts', '1', {}],
      ['suppliers', 'rep-9', { mobile: fictionalMobile(501) }],
      ['guarantees', 'g', {}],
    ] as const)
      expect(await bench.load('subject', [{ key, ...rows, ...more }], { source })).toMatchObject({
        updated: 0,
        unchanged: 1,
      });
  });

  it('joins two rows of one batch that carry the same resident id', async () => {
    const before = await bench.count('subject');
    const row = { kind: 'PERSON', name: '测试丙', residentId: resident(502) };
    const loaded = await bench.load('subject', [
      { key: 'x1', ...row },
      { key: 'x2', ...row },
    ]);
    expect(loaded).toMatchObject({ inserted: 1, updated: 1 });
    expect(await bench.count('subject')).toBe(before + 1);
  });

  it('rejects the same id with another name or kind or birth date, and changes nothing', async () => {
    const id = { residentId: resident(503) };
    await bench.load('subject', [{ key: 'c1', kind: 'PERSON', name: '测试丁', ...id }], { source: 'one' });
    const before = await bench.database.rows(
      'SELECT * FROM subject_identifier ORDER BY subject_id, scheme, issuer',
    );
    const loaded = await bench.load(
      'subject',
      [
        { key: 'c2', kind: 'PERSON', name: '测试戊', ...id },
        { key: 'c3', kind: 'PERSON', name: '测试丁', birthDate: '1981-05-06', ...id },
        { key: 'c4', kind: 'ENTERPRISE', name: '测试丁', sameAs: 'one:c1' },
        { key: 'c5', kind: 'PERSON', name: '测试丁', birthDate: '1981-05-06', sameAs: 'one:c1' },
        { key: 'c6', kind: 'PERSON', name: '测试丁', residentId: resident(504), sameAs: 'one:c1' },
      ],
      { source: 'two' },
    );
    expect(loaded.rejects.map(({ line, field }) => [line, field])).toEqual([
      [1, 'name'],
      [2, 'birthDate'],
      [3, 'kind'],
      [4, 'birthDate'],
      [5, 'residentId'],
    ]);
    expect(JSON.stringify(loaded.rejects)).not.toMatch(/测试|1981/);
    expect(
      await bench.database.rows('SELECT * FROM subject_identifier ORDER BY subject_id, scheme, issuer'),
    ).toEqual(before);
  });

  it('rejects a row whose identifiers belong to two subjects', async () => {
    await bench.load(
      'subject',
      [
        { key: 'm1', kind: 'PERSON', residentId: resident(505) },
        { key: 'm2', kind: 'PERSON', passport: 'E00000505' },
      ],
      { source: 'one' },
    );
    const loaded = await bench.load(
      'subject',
      [{ key: 'm', kind: 'PERSON', residentId: resident(505), passport: 'E00000505' }],
      { source: 'two' },
    );
    expect(loaded.rejects).toEqual([
      { line: 1, field: 'identifiers', reason: 'its identifiers belong to different stored subjects' },
    ]);
  });

  it('keeps each person once when two imports bring the same people at the same time', async () => {
    const before = await bench.count('subject');
    const people = (prefix: string) =>
      Array.from({ length: 100 }, (_, i) => ({
        key: `${prefix}${i}`,
        kind: 'PERSON',
        residentId: resident(700 + i),
      }));
    const loads = await Promise.all([
      bench.load('subject', people('a'), { source: 'left', batchSize: 100 }),
      bench.load('subject', people('b').toReversed(), { source: 'right', batchSize: 100 }),
    ]);
    expect(loads.map(({ rejected }) => rejected)).toEqual([0, 0]);
    expect(await bench.count('subject')).toBe(before + 100);
  });

  it('keeps two people apart who share a mobile', async () => {
    const before = await bench.count('subject');
    const mobile = fictionalMobile(600);
    await bench.load('subject', [
      { key: 's1', kind: 'PERSON', mobile },
      { key: 's2', kind: 'PERSON', mobile },
    ]);
    expect(await bench.count('subject')).toBe(before + 2);
  });

  it('fills what is unknown from a second source, and lets the first correct itself', async () => {
    const id = { kind: 'PERSON', residentId: resident(506) };
    await bench.load('subject', [{ key: 'f1', ...id }], { source: 'one' });
    expect(
      await bench.load('subject', [{ key: 'f', ...id, name: '测试己' }], { source: 'two' }),
    ).toMatchObject({ updated: 1 });
    const nameOf = async () => {
      const [row] = await bench.database.rows<{ id: string; name_cell: Buffer; sex: string }>(
        `SELECT id, name_cell, sex FROM subject WHERE source = 'one' AND source_key = 'f1'`,
      );
      return bench.vault
        .sensitive(row!.name_cell, { table: 'subject', column: 'name_cell', row: String(row!.id) })
        .reveal();
    };
    expect(await nameOf()).toBe('测试己');
    expect(
      await bench.load('subject', [{ key: 'f1', ...id, name: '测试庚' }], { source: 'one' }),
    ).toMatchObject({ updated: 1 });
    expect(await nameOf()).toBe('测试庚');
  });
});
