import { ENTITIES } from '../../../src/app/entities';
import { type AuditEvent, AuditTrail } from '../../../src/audit';
import { eventsInChainOrder } from '../../../src/audit/audit-event.repository';
import { type Checkpoint, checkpointOf, readCheckpoint } from '../../../src/audit/checkpoint';
import { verifyChains } from '../../../src/audit/verify-chains';
import { Database, idGenerator } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';

const clock = { now: () => new Date('2026-06-30T04:00:00.123Z'), businessDate: () => '2026-06-30' };

const anEvent = (subjectId: string): AuditEvent => ({
  action: 'PII_READ',
  outcome: 'SHOWN',
  principal: { subject: 'tester', clientId: 'test-client', role: 'analyst', permissions: new Set() },
  correlationId: 'c-1',
  subjectId,
  facts: { fields: ['displayName'], note: '中文' },
});
const someEvents = (count: number): AuditEvent[] =>
  Array.from({ length: count }, (_, n) => anEvent(String(n + 1)));

describeOnDatabases('the audit', (target) => {
  let database: Database;
  let trail: AuditTrail;

  beforeAll(async () => {
    database = await Database.open({ url: target.url() }, ENTITIES);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await sql('DELETE FROM audit_event');
    trail = new AuditTrail(clock, idGenerator(1));
  });

  const sql = (statement: string, values: (string | number)[] = []) =>
    database.write((transaction) => transaction.run(statement, values));
  const record = (events: readonly AuditEvent[], by = trail) =>
    database.write(async (transaction) => by.recordIn(transaction, events));
  // Pages of 3 rows: every walk crosses the end of pages.
  const verify = (checkpoint: Checkpoint | null = null) =>
    verifyChains(eventsInChainOrder(database, 3), checkpoint);
  const idAt = async (position: number): Promise<string> => {
    const [row] = await database.rows<{ id: string | number }>(
      'SELECT id FROM audit_event WHERE position = ?',
      [position],
    );
    return String(row?.id);
  };
  /** Ten events in one stream, by transactions of one to four. */
  const fill = async (): Promise<void> => {
    for (const count of [1, 4, 2, 3]) await record(someEvents(count));
  };

  it('is whole as it was written, and was read page by page', async () => {
    await fill();
    const { events, findings, streams } = await verify();
    expect({ events, findings }).toEqual({ events: 10, findings: [] });
    expect(streams).toEqual([
      { stream: expect.any(String), size: 10, head: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  it('takes one statement for the events of a transaction, however many', async () => {
    await record(someEvents(1));
    for (const count of [1, 50]) {
      const statements: string[] = [];
      const stop = database.onStatement((statement) => statements.push(statement.slice(0, 23)));
      await database.write(async (transaction) => {
        trail.recordIn(transaction, someEvents(count));
        trail.recordIn(transaction, someEvents(1));
      });
      stop();
      expect(statements).toEqual(['INSERT INTO audit_event']);
    }
    expect((await verify()).findings).toEqual([]);
  });

  describe.each<[string, (position: number) => Promise<unknown>, number, RegExp]>([
    [
      'an edited outcome',
      (p) => sql(`UPDATE audit_event SET outcome = 'HIDDEN' WHERE position = ?`, [p]),
      4,
      /changed/,
    ],
    [
      'an edited subject',
      (p) => sql('UPDATE audit_event SET subject_id = 77 WHERE position = ?', [p]),
      4,
      /changed/,
    ],
    [
      'a forgotten subject',
      (p) => sql('UPDATE audit_event SET subject_id = NULL WHERE position = ?', [p]),
      4,
      /changed/,
    ],
    [
      'a moved time',
      (p) => sql(`UPDATE audit_event SET occurred_at = '2026-06-29 04:00:00.123' WHERE position = ?`, [p]),
      4,
      /changed/,
    ],
    ['an edited form', (p) => sql('UPDATE audit_event SET form = 2 WHERE position = ?', [p]), 4, /form 2/],
    ['a deleted row', (p) => sql('DELETE FROM audit_event WHERE position = ?', [p]), 4, /missing/],
    [
      'a deleted row whose gap was closed',
      async (p) => {
        await sql('DELETE FROM audit_event WHERE position = ?', [p]);
        for (let later = p + 1; later <= 10; later += 1)
          await sql('UPDATE audit_event SET position = position - 1 WHERE position = ?', [later]);
      },
      4,
      /changed, inserted or moved/,
    ],
    [
      'an inserted row',
      async (p) => {
        for (let later = 10; later >= p; later -= 1)
          await sql('UPDATE audit_event SET position = position + 1 WHERE position = ?', [later]);
        await sql(
          `INSERT INTO audit_event SELECT 1, stream, ?, occurred_at, action, outcome, caller, client_id, role, subject_id,
                  purpose, correlation_id, facts, form, hash FROM audit_event WHERE position = ?`,
          [p, p - 1],
        );
      },
      4,
      /changed, inserted or moved/,
    ],
    [
      'two rows in the wrong order',
      async (p) => {
        await sql('UPDATE audit_event SET position = 999 WHERE position = ?', [p]);
        await sql('UPDATE audit_event SET position = ? WHERE position = ?', [p, p + 1]);
        await sql('UPDATE audit_event SET position = ? WHERE position = 999', [p + 1]);
      },
      4,
      /changed, inserted or moved/,
    ],
    ['a lost beginning', () => sql('DELETE FROM audit_event WHERE position < 3'), 1, /missing/],
  ])('shows %s', (_name, tamper, position, problem) => {
    it('and names the first bad row', async () => {
      await fill();
      await tamper(4);
      const { findings } = await verify();
      expect(findings).toEqual([
        {
          stream: expect.any(String),
          position,
          id: position === 4 && problem.source !== 'missing' ? await idAt(4) : null,
          problem: expect.stringMatching(problem),
        },
      ]);
    });
  });

  it('does not show by itself that its end was cut off, that a stream is gone or was written anew: a checkpoint does', async () => {
    await fill();
    const { streams } = await verify();
    const checkpoint = checkpointOf(streams, clock.now());
    expect(checkpoint).toMatchObject({ at: '2026-06-30T04:00:00.123Z', size: 10 });
    const outside = readCheckpoint(`10 events\n${JSON.stringify(checkpoint)}\n`);

    await record(someEvents(2));
    expect((await verify(outside)).findings).toEqual([]);

    await sql('DELETE FROM audit_event WHERE position > 8');
    expect((await verify()).findings).toEqual([]);
    expect((await verify(outside)).findings).toMatchObject([
      { position: 9, id: null, problem: expect.stringMatching('missing') },
    ]);

    await sql('DELETE FROM audit_event');
    expect((await verify()).findings).toEqual([]);
    expect((await verify(outside)).findings).toMatchObject([
      { position: 1, id: null, problem: expect.stringMatching('whole stream') },
    ]);

    const gone = streams[0]?.stream as string;
    const others = idGenerator(9);
    const ids = [...Array.from({ length: 10 }, () => others()), gone];
    await record(someEvents(10), new AuditTrail(clock, () => ids.shift() as string));
    expect((await verify()).findings).toEqual([]);
    expect((await verify(outside)).findings).toMatchObject([
      { position: 10, problem: expect.stringMatching('written anew') },
    ]);
  });

  it('refuses a checkpoint that was changed, or is none', () => {
    const checkpoint = checkpointOf([{ stream: '1', size: 2, head: 'ab' }], clock.now());
    const changed = { ...checkpoint, streams: [{ stream: '1', size: 1, head: 'ab' }] };
    expect(() => readCheckpoint(JSON.stringify(changed))).toThrow('does not fit its own head');
    expect(() => readCheckpoint('10 events in 1 streams, 0 streams bad')).toThrow(
      'does not end with a checkpoint',
    );
  });

  it('is whole after transactions that overlapped, in two processes, some of them undone', async () => {
    const other = await Database.open({ url: target.url() }, ENTITIES);
    // The same replica id twice, as when it is left to chance.
    const trails = [
      trail,
      new AuditTrail(
        clock,
        idGenerator(1, () => Date.now() + 5_000),
      ),
    ];
    const databases = [database, other];
    const all = await Promise.allSettled(
      Array.from({ length: 120 }, (_, n) =>
        databases[n % 2]!.write(async (transaction) => {
          trails[n % 2]!.recordIn(transaction, someEvents(1 + (n % 3)));
          if (n % 7 === 0) throw new Error('undone');
          if (n % 11 === 0)
            transaction.beforeCommit(async () => {
              throw new Error('undone after the audit was written');
            });
        }),
      ),
    );
    const kept = all.flatMap((one, n) => (one.status === 'fulfilled' ? [1 + (n % 3)] : []));
    const { events, findings, streams } = await verify();
    expect(findings).toEqual([]);
    expect(events).toBe(kept.reduce((sum, count) => sum + count, 0));
    expect(streams.length).toBeGreaterThan(1);
    await other.close();
  });

  it('is not written when its transaction is undone, and undoes it when it cannot be written', async () => {
    await expect(
      database.write(async (transaction) => {
        trail.recordIn(transaction, someEvents(1));
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    const broken = new AuditTrail(clock, () => 'no id');
    await expect(
      database.write(async (transaction) => {
        await transaction.run('INSERT INTO client_purpose (client_id, purpose) VALUES (?, ?)', ['c', 'P']);
        broken.recordIn(transaction, [{ ...anEvent('1'), outcome: null as never }]);
      }),
    ).rejects.toThrow();
    expect(await database.rows('SELECT 1 AS one FROM client_purpose')).toEqual([]);
    expect((await verify()).events).toBe(0);
  });
});
