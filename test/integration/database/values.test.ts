import {
  type Database,
  fromNullableSqlInstant,
  type Incoming,
  idGenerator,
  likePrefix,
  mergeBySource,
} from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';
import { aProbe, openWithProbes, ProbeEntity, type ProbeRow } from './probe';

/** One more than the last integer that a double tells from its neighbours. */
const BEYOND = 9_007_199_254_740_993n;
const LARGEST = 2n ** 63n - 1n;

describeOnDatabases('a stored value', (target) => {
  let database: Database;
  beforeAll(async () => {
    database = await openWithProbes(target.url());
  });
  beforeEach(() => database.write((transaction) => transaction.run('DELETE FROM probe')));
  afterAll(() => database.close());

  const insert = (...rows: ProbeEntity[]): Promise<void> =>
    database.write((transaction) => transaction.insert(ProbeEntity, rows));
  const all = (): Promise<ProbeRow[]> => database.rows<ProbeRow>('SELECT * FROM probe ORDER BY id');
  const labels = async (): Promise<Record<string, string | null>> =>
    Object.fromEntries((await all()).map((row) => [String(row.id), row.label]));

  it.each([0n, 1n, -1n, BEYOND - 2n, BEYOND - 1n, BEYOND, -BEYOND, LARGEST, -LARGEST - 1n])(
    'of %s comes back exact, inside and outside a transaction',
    async (amount) => {
      await insert(aProbe('1', { amountMinor: String(amount) }));
      const [outside] = await all();
      expect(String(outside?.amount_minor)).toBe(String(amount));
      await database.write(async (transaction) => {
        const [inside] = await transaction.rows<ProbeRow>('SELECT * FROM probe');
        expect(String(inside?.amount_minor)).toBe(String(amount));
      });
    },
  );

  it('is summed beyond 2^53 without rounding', async () => {
    await insert(aProbe('1', { amountMinor: String(BEYOND) }), aProbe('2', { amountMinor: '2' }));
    const [row] = await database.rows<{ total: string | number }>(
      `SELECT CAST(SUM(amount_minor) AS ${database.dialect === 'sqlite' ? 'INTEGER' : 'SIGNED'}) AS total FROM probe`,
    );
    expect(String(row?.total)).toBe(String(BEYOND + 2n));
  });

  it('with a key beyond 2^53 is not taken for its neighbour', async () => {
    const ids = [0n, 1n, 2n, 3n].map((step) => String(LARGEST - 3n + step)) as [
      string,
      string,
      string,
      string,
    ];
    await insert(...ids.map((id) => aProbe(id, { label: id })));
    const found = async (condition: string, values: (string | bigint)[]): Promise<(string | null)[]> =>
      (await database.rows<ProbeRow>(`SELECT * FROM probe WHERE ${condition} ORDER BY id`, values)).map(
        (r) => r.label,
      );
    expect(await found('id = ?', [ids[1]])).toEqual([ids[1]]);
    expect(await found('id = ?', [BigInt(ids[1])])).toEqual([ids[1]]);
    expect(await found('id IN (?, ?)', [ids[0], ids[2]])).toEqual([ids[0], ids[2]]);
    expect(await found('id > ?', [ids[1]])).toEqual([ids[2], ids[3]]);
    expect(await found('(id = ? AND label < ?) OR (id < ?)', [ids[1], '0', ids[1]])).toEqual([ids[0]]);
  });

  it.each([
    '2026-06-30T23:59:59.999Z',
    '2026-03-29T01:30:00.001Z',
    '1970-01-01T00:00:00.000Z',
    '2093-01-01T00:00:00.010Z',
  ])('of %s comes back to the millisecond', async (instant) => {
    await insert(aProbe('1', { seenAt: new Date(instant) }));
    const [row] = await all();
    expect(fromNullableSqlInstant(row?.seen_at ?? null)?.toISOString()).toBe(instant);
    expect(await database.rows('SELECT id FROM probe WHERE seen_at = ?', [new Date(instant)])).toHaveLength(
      1,
    );
  });

  it.each(['林清', '𠮷野家 😀', "'; DROP TABLE probe; --", 'a\\b"c\n', '', ' x '])(
    'of %j comes back the same',
    async (label) => {
      await insert(aProbe('1', { label, flag: true, rowHash: Buffer.from([0, 255, 39, 92]) }));
      const [row] = await database.rows<ProbeRow & { row_hash: Buffer }>(
        'SELECT * FROM probe WHERE label = ?',
        [label],
      );
      expect(row).toMatchObject({ label, flag: 1, amount_minor: null, seen_at: null });
      expect([...(row?.row_hash ?? [])]).toEqual([0, 255, 39, 92]);
    },
  );

  it('is looked up by its beginning, byte by byte and without wildcards', async () => {
    await insert(
      ...['Haier', 'haier', 'Ha_er', 'Ha%', 'H', '海尔智家', '海信'].map((label, i) =>
        aProbe(String(i + 1), { label }),
      ),
    );
    const beginning = async (text: string): Promise<(string | null)[]> =>
      (
        await database.rows<ProbeRow>("SELECT * FROM probe WHERE label LIKE ? ESCAPE '!' ORDER BY id", [
          likePrefix(text),
        ])
      ).map((row) => row.label);
    expect(await beginning('Ha_')).toEqual(['Ha_er']);
    expect(await beginning('Ha%')).toEqual(['Ha%']);
    expect(await beginning('海尔')).toEqual(['海尔智家']);
  });

  it('is inserted with more rows than a statement takes', async () => {
    const statements: string[] = [];
    const stop = database.onStatement((sql) => statements.push(sql));
    await insert(...Array.from({ length: 2_500 }, (_, i) => aProbe(String(i + 1))));
    stop();
    expect(statements).toHaveLength(3);
    const [row] = await database.rows<{ count: number }>('SELECT COUNT(*) AS count FROM probe');
    expect(Number(row?.count)).toBe(2_500);
  });

  it('is overwritten in the named columns when its key exists', async () => {
    await insert(aProbe('1', { label: 'old', amountMinor: '1' }));
    await database.write((transaction) =>
      transaction.insert(
        ProbeEntity,
        [aProbe('1', { label: 'new', amountMinor: '2' }), aProbe('2', { label: 'second' })],
        { key: ['id'], update: ['label'] },
      ),
    );
    expect(await all()).toEqual([
      expect.objectContaining({ label: 'new', amount_minor: 1 }),
      expect.objectContaining({ label: 'second' }),
    ]);
  });

  it('is overwritten in all but key and id when asked for the rest', async () => {
    await insert(aProbe('1', { sourceKey: 'k', label: 'old', amountMinor: '1' }));
    await database.write((transaction) =>
      transaction.insert(ProbeEntity, [aProbe('7', { sourceKey: 'k', label: 'new', amountMinor: '2' })], {
        key: ['source', 'sourceKey'],
        update: 'rest',
      }),
    );
    expect(await all()).toEqual([
      expect.objectContaining({ id: 1, label: 'new', amount_minor: 2, source_key: 'k' }),
    ]);
  });

  it('is kept when its key exists and nothing is to be overwritten', async () => {
    await insert(aProbe('1', { label: 'old' }));
    await database.write((transaction) =>
      transaction.insert(ProbeEntity, [aProbe('1', { label: 'new' }), aProbe('2', { label: 'second' })], {
        key: ['id'],
        update: [],
      }),
    );
    expect(await labels()).toEqual({ 1: 'old', 2: 'second' });
  });

  describe('from a source', () => {
    const nextId = idGenerator(1);
    const incoming = (sourceKey: string, label: string): Incoming<ProbeEntity> => ({
      sourceKey,
      rowHash: Buffer.from(label.padEnd(16).slice(0, 16)),
      build: (id) => aProbe(id, { sourceKey, label, rowHash: Buffer.from(label.padEnd(16).slice(0, 16)) }),
    });
    const merge = (...batch: Incoming<ProbeEntity>[]) =>
      database.write((transaction) => mergeBySource(transaction, ProbeEntity, 'test', batch, nextId));
    const bySourceKey = async (): Promise<Record<string, string | null>> =>
      Object.fromEntries(
        (
          await database.rows<{ source_key: string; label: string }>('SELECT source_key, label FROM probe')
        ).map((row) => [row.source_key, row.label]),
      );

    it('is inserted, overwritten or left alone by what its source says now', async () => {
      expect(await merge(incoming('a', 'one'), incoming('b', 'two'))).toMatchObject({
        inserted: 2,
        updated: 0,
        unchanged: 0,
      });
      const second = await merge(incoming('a', 'one'), incoming('b', 'changed'), incoming('c', 'three'));
      expect(second).toMatchObject({ inserted: 1, updated: 1, unchanged: 1 });
      expect(await bySourceKey()).toEqual({ a: 'one', b: 'changed', c: 'three' });
    });

    it('changes nothing the second time, and keeps its ids', async () => {
      const first = await merge(incoming('a', 'one'), incoming('b', 'two'));
      const before = await all();
      const again = await merge(incoming('a', 'one'), incoming('b', 'two'));
      expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
      expect(again.ids).toEqual(first.ids);
      expect(await all()).toEqual(before);
      expect(new Set(before.map((row) => String(row.id)))).toEqual(new Set(first.ids.values()));
    });

    it('keeps its id when it changes', async () => {
      const first = await merge(incoming('a', 'one'));
      const second = await merge(incoming('a', 'changed'));
      expect(second.ids.get('a')).toBe(first.ids.get('a'));
      expect(await labels()).toEqual({ [first.ids.get('a') as string]: 'changed' });
    });

    it('takes the last of several rows with one key', async () => {
      expect(await merge(incoming('a', 'one'), incoming('a', 'two'))).toMatchObject({
        inserted: 1,
        updated: 0,
        unchanged: 0,
      });
      expect(await bySourceKey()).toEqual({ a: 'two' });
    });

    it('tells keys apart by case and accent', async () => {
      expect(await merge(...['k', 'K', 'é', 'e'].map((key) => incoming(key, key)))).toMatchObject({
        inserted: 4,
      });
      expect(await bySourceKey()).toEqual({ k: 'k', K: 'K', é: 'é', e: 'e' });
    });

    it('does not touch the rows of another source', async () => {
      await insert(aProbe('1', { source: 'other', sourceKey: 'a', label: 'theirs' }));
      expect(await merge(incoming('a', 'ours'))).toMatchObject({ inserted: 1 });
      expect(await all()).toHaveLength(2);
      expect((await labels())[1]).toBe('theirs');
    });

    it('of an empty batch needs no statement', async () => {
      const statements: string[] = [];
      const stop = database.onStatement((sql) => statements.push(sql));
      expect(await merge()).toMatchObject({ inserted: 0, updated: 0, unchanged: 0 });
      stop();
      expect(statements).toEqual([]);
    });
  });
});
