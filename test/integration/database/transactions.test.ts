import {
  Database,
  isDuplicateKey,
  type Transaction,
  writeAgainOnClash,
} from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';
import { aProbe, openWithProbes, ProbeEntity } from './probe';

describeOnDatabases('a transaction', (target) => {
  let database: Database;
  beforeAll(async () => {
    database = await openWithProbes(target.url());
  });
  beforeEach(() => database.write((transaction) => transaction.run('DELETE FROM probe')));
  afterAll(() => database.close());

  const put = (transaction: Transaction, ...ids: string[]): Promise<void> =>
    transaction.insert(
      ProbeEntity,
      ids.map((id) => aProbe(id)),
    );
  const stored = async (): Promise<string[]> =>
    (await database.rows<{ id: number }>('SELECT id FROM probe ORDER BY id')).map((row) => String(row.id));

  it('that fails takes its own rows back and leaves those of another that ran beside it', async () => {
    const both = latch(2);
    const failing = database.write(async (transaction) => {
      await put(transaction, '1', '2');
      // SQLite lets the other one in only afterwards.
      if (database.dialect === 'mysql') await both();
      throw new Error('changed my mind');
    });
    const good = database.write(async (transaction) => {
      await put(transaction, '3');
      if (database.dialect === 'mysql') await both();
      return 'done';
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await expect(good).resolves.toBe('done');
    expect(await stored()).toEqual(['3']);
  });

  it('shows its rows to itself and to nobody else before it ends', async () => {
    await database.write(async (transaction) => {
      await put(transaction, '1');
      expect(await transaction.rows('SELECT id FROM probe')).toHaveLength(1);
      expect(await stored()).toEqual([]);
    });
    expect(await stored()).toEqual(['1']);
  });

  it('is not joined by a read that begins while it is open', async () => {
    const begun = latch(2);
    const mayEnd = latch(2);
    const writing = database.write(async (transaction) => {
      await put(transaction, '1');
      await begun();
      await mayEnd();
      throw new Error('rolled back');
    });
    await begun();
    expect(await stored()).toEqual([]);
    await mayEnd();
    await expect(writing).rejects.toThrow('rolled back');
    expect(await stored()).toEqual([]);
  });

  it('that fails in SQL does not spoil the next one', async () => {
    await expect(
      database.write((transaction) => transaction.run('INSERT INTO nowhere VALUES (1)')),
    ).rejects.toThrow();
    await database.write((transaction) => put(transaction, '1'));
    expect(await stored()).toEqual(['1']);
  });

  it('is written again until it is through, when many lock the same gap and then fill it', async () => {
    const put1 = () =>
      writeAgainOnClash(database, async (transaction) => {
        const lock = transaction.dialect === 'mysql' ? ' FOR UPDATE' : '';
        const found = await transaction.rows(`SELECT id FROM probe WHERE id = 1${lock}`);
        if (found.length === 0) await put(transaction, '1');
        return found.length === 0;
      });
    const outcomes = await Promise.all(Array.from({ length: 12 }, put1));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('stands among many that are started at once', async () => {
    const ids = Array.from({ length: 40 }, (_, i) => String(i + 1));
    const outcomes = await Promise.allSettled(
      ids.map((id) =>
        database.write(async (transaction) => {
          await put(transaction, id);
          if (Number(id) % 4 === 0) throw new Error('every fourth fails');
        }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(10);
    expect(new Set(await stored())).toEqual(new Set(ids.filter((id) => Number(id) % 4 !== 0)));
  });

  it('tells how many rows a statement changed', async () => {
    await database.write(async (transaction) => {
      await put(transaction, '1', '2', '3');
      expect(await transaction.run("UPDATE probe SET label = 'x' WHERE id > ?", ['1'])).toBe(2);
      expect(await transaction.run('DELETE FROM probe WHERE id = ?', ['9'])).toBe(0);
    });
  });

  it('reports each statement to who listens, until told to stop', async () => {
    const heard: string[] = [];
    const stop = database.onStatement((sql) => heard.push(sql));
    await database.write(async (transaction) => {
      await put(transaction, '1', '2');
      await transaction.rows('SELECT 1');
    });
    await database.rows('SELECT 2');
    stop();
    await database.rows('SELECT 3');
    expect(heard).toEqual([expect.stringMatching(/^INSERT INTO probe /), 'SELECT 1', 'SELECT 2']);
  });

  it('refuses a forgotten value before anything is sent', async () => {
    const forgotten = undefined as unknown as string;
    await expect(database.rows('SELECT ? AS value', [forgotten])).rejects.toThrow('parameter is undefined');
  });

  it.each([
    ['its primary key', aProbe('1', { sourceKey: 'other' })],
    ['another unique key', aProbe('2', { sourceKey: '1' })],
  ])('that repeats %s says so', async (_what, row) => {
    await database.write((transaction) => put(transaction, '1'));
    const error = await database
      .write((transaction) => transaction.insert(ProbeEntity, [row]))
      .catch((e) => e);
    expect(isDuplicateKey(error)).toBe(true);
    expect(await stored()).toEqual(['1']);
  });

  it.each([
    ['a table that is not there', 'INSERT INTO nowhere VALUES (1)'],
    ['a missing value', "INSERT INTO probe (id, flag, source, source_key) VALUES (1, NULL, 'x', 'y')"],
  ])('that fails for %s is not called a repetition', async (_what, sql) => {
    const error = await database.write((transaction) => transaction.run(sql)).catch((e) => e);
    expect(error).toBeInstanceOf(Error);
    expect(isDuplicateKey(error)).toBe(false);
  });

  it('waits for open writes when the database is closed', async () => {
    if (database.dialect === 'mysql') return;
    const other = await Database.open({ url: target.url() }, [ProbeEntity]);
    const writing = other.write((transaction) => put(transaction, '1'));
    await other.close();
    await writing;
    expect(await stored()).toEqual(['1']);
  });
});

it('what is no database error is not called a repetition', () => {
  expect(
    [new Error('ER_DUP_ENTRY'), { code: 'ER_DUP_ENTRY' }, 'ER_DUP_ENTRY', 7].map(isDuplicateKey),
  ).not.toContain(true);
});

/** Lets nobody go on before that many have arrived. */
function latch(count: number): () => Promise<void> {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived === count) open();
    return opened;
  };
}
