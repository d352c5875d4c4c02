import { computedMarkLoaders } from '../../../src/graph/computed/marks/computed-mark.repository';
import { circleMarks, ringMarks } from '../../../src/graph/computed/marks/computed-marks';
import { type Mark, markKey, type markLoader } from '../../../src/graph/marks/mark';
import { MarkRepository } from '../../../src/graph/marks/mark.repository';
import { deviceMarks, lawsuitMarks, loanMarks } from '../../../src/graph/marks/mark-sources';
import { type NodeKey, nodeKey } from '../../../src/graph/node-key';
import { Database } from '../../../src/platform/database';
import { LoaderRegistry } from '../../../src/platform/loaders';
import { describeOnDatabases } from '../../support/databases';
import { ascendingIds, insertRows } from '../../support/graph-rows';

describeOnDatabases('Marks', (target) => {
  const newId = ascendingIds();
  let database: Database;
  let registry: LoaderRegistry;
  beforeAll(async () => {
    database = await Database.open({ url: target.url() });
    registry = new LoaderRegistry([
      ...new MarkRepository(database).loaders,
      ...computedMarkLoaders(database),
    ]);
  }, 60_000);
  afterAll(() => database?.close());

  /** Code and level of each mark on a day; null: as things stand. */
  async function on(
    day: string | null,
    source: ReturnType<typeof markLoader>,
    node: NodeKey,
  ): Promise<string[]> {
    const marks = await registry.forRequest(() => ({})).load(source, markKey(node, day));
    return marks.map(({ code, level }: Mark) => `${code} ${level}`);
  }
  const insert = (table: string, rows: Parameters<typeof insertRows>[2]): Promise<void> =>
    insertRows(database, table, rows);

  async function loan(facts: object, instalments: readonly (readonly [due: string, paid: string | null])[]) {
    const [id, subject] = [newId(), newId()];
    await insert('loan', [
      {
        ...{
          id,
          subject_id: subject,
          loan_no: `L-${id}`,
          product: 'OTHER',
          currency: 'CNY',
          overdue_days: 0,
        },
        ...{ principal_minor: 100, outstanding_minor: 100, term_months: 3, issued_on: '2026-01-10' },
        ...facts,
      },
    ]);
    if (instalments.length > 0)
      await insert(
        'loan_instalment',
        instalments.map(([due_on, paid_on], number) => ({
          ...{ loan_id: id, number, id: newId(), status: paid_on ? 'PAID' : 'DUE', currency: 'CNY' },
          ...{ principal_minor: 1, interest_minor: 0, paid_minor: 0, due_on, paid_on },
        })),
      );
    return { subject: nodeKey('SUBJECT', subject), loan: nodeKey('LOAN', id) };
  }

  it('of a loan are those of the day: overdue then and paid since, or overdue only now', async () => {
    const paid = await loan({ status: 'SETTLED' }, [
      ['2026-02-10', '2026-02-10'],
      ['2026-03-10', '2026-04-05'],
    ]);
    expect(await on(null, loanMarks, paid.subject)).toEqual([]);
    expect(await on('2026-03-10', loanMarks, paid.subject)).toEqual([]);
    expect(await on('2026-03-11', loanMarks, paid.subject)).toEqual(['OVERDUE_LOAN HIGH']);
    expect(await on('2026-04-04', loanMarks, paid.loan)).toEqual(['OVERDUE_LOAN HIGH']);
    expect(await on('2026-04-05', loanMarks, paid.loan)).toEqual([]);

    const lost = await loan({ status: 'WRITTEN_OFF', overdue_days: 130 }, [['2026-02-10', null]]);
    expect(await on(null, loanMarks, lost.subject)).toEqual(['DEFAULTED_LOAN SEVERE']);
    expect(await on('2026-05-11', loanMarks, lost.subject)).toEqual(['OVERDUE_LOAN HIGH']);
    expect(await on('2026-05-12', loanMarks, lost.subject)).toEqual(['OVERDUE_LOAN SEVERE']);
    expect(await on('2026-01-09', loanMarks, lost.subject)).toEqual([]);
    const [mark] = await registry.forRequest(() => ({})).load(loanMarks, markKey(lost.subject, '2026-02-20'));
    expect(mark).toMatchObject({ since: '2026-02-10', text: 'A loan is 10 days overdue.' });
  });

  it('of a case are none before it was filed, and none of what was enforced later', async () => {
    const subject = newId();
    const node = nodeKey('SUBJECT', subject);
    const sued = { subject_id: subject, role: 'DEFENDANT' };
    await insert('lawsuit', [
      { ...sued, id: newId(), stage: 'ENFORCEMENT', filed_on: '2026-03-01', decided_on: '2026-05-01' },
      { ...sued, id: newId(), stage: 'CLOSED', filed_on: '2025-01-01', decided_on: '2026-02-01' },
    ]);
    expect(await on(null, lawsuitMarks, node)).toEqual(['SUED HIGH']);
    expect(await on('2024-12-31', lawsuitMarks, node)).toEqual([]);
    expect(await on('2026-01-31', lawsuitMarks, node)).toEqual(['SUED WATCH']);
    expect(await on('2026-02-01', lawsuitMarks, node)).toEqual([]);
    expect(await on('2026-03-01', lawsuitMarks, node)).toEqual(['SUED WATCH']);
  });

  it('of a device are none before it was seen', async () => {
    const id = newId();
    await insert('device', [
      {
        ...{ id, kind: 'PHONE', emulator: 1, first_seen_at: '2026-03-01 16:00:00.000' },
        ...{ fingerprint_index: Buffer.alloc(32, 7) as never, fingerprint_cell: Buffer.alloc(32) as never },
      },
    ]);
    const node = nodeKey('DEVICE', id);
    expect(await on(null, deviceMarks, node)).toEqual(['EMULATOR HIGH']);
    // The day ends at 16:00 UTC.
    expect(await on('2026-03-01', deviceMarks, node)).toEqual([]);
    expect(await on('2026-03-02', deviceMarks, node)).toEqual(['EMULATOR HIGH']);
  });

  it('of circles and rings are those that were computed by then; of a household a ring is hardly one', async () => {
    const [circle, gang, family, tenant] = [newId(), newId(), newId(), newId()] as const;
    const run = { version: 1, state: 'DONE', as_of: '2026-06-30', rows_read: 1, found: 1 };
    const runs = { CIRCLES: newId(), RINGS: newId() };
    await database.write(async (transaction) => {
      const store = (table: string, row: Readonly<Record<string, string | number | null>>) =>
        transaction.run(
          `INSERT INTO ${table} (${Object.keys(row).join()}) VALUES (${Object.keys(row)
            .map(() => '?')
            .join()})`,
          Object.values(row),
        );
      for (const [part, id] of Object.entries(runs)) {
        await store('graph_computation', { ...run, id, part, started_at: '2026-07-01 00:00:00.000' });
        await store('graph_in_force', { part, computation_id: id });
      }
      const found = { computation_id: runs.CIRCLES, size: 2, kind: 'MUTUAL' };
      await store('guarantee_circle', {
        ...{ ...found, id: '1', anchor_id: circle, guarantee_count: 2, mutual_pairs: 1, defaulted_count: 0 },
      });
      await store('guarantee_circle_member', {
        ...{ circle_id: '1', subject_id: circle, computation_id: runs.CIRCLES, defaulted: 0 },
      });
      for (const [id, subject, household, size] of [
        ['1', gang, null, 3],
        ['2', family, 'FAMILY', 4],
        ['3', tenant, 'ADDRESS', 3],
        // The larger ring of the same kind, of his family, does not hide the gang.
        ['4', gang, 'FAMILY', 8],
      ] as const) {
        const ring = { computation_id: runs.RINGS, kind: 'DEVICE', node_count: 1, density_ppm: 1_000_000 };
        await store('shared_ring', { ...ring, id, anchor_id: id, size, household });
        await store('shared_ring_member', {
          ring_id: id,
          subject_id: subject,
          computation_id: runs.RINGS,
        });
      }
    });
    const node = (subject: string): NodeKey => nodeKey('SUBJECT', subject);
    for (const day of [null, '2026-06-30'])
      expect([
        await on(day, circleMarks, node(circle)),
        await on(day, ringMarks, node(gang)),
        await on(day, ringMarks, node(family)),
        await on(day, ringMarks, node(tenant)),
      ]).toEqual([['GUARANTEE_CIRCLE WATCH'], ['DEVICE_RING HIGH'], ['HOUSEHOLD NONE'], ['HOUSEHOLD WATCH']]);
    for (const source of [circleMarks, ringMarks])
      for (const subject of [circle, gang]) expect(await on('2026-06-29', source, node(subject))).toEqual([]);
  });

  it('of all nodes of a day take one statement for each source', async () => {
    const statements: string[] = [];
    const stop = database.onStatement((sql) => statements.push(sql));
    const loaders = registry.forRequest(() => ({}));
    const nodes = Array.from({ length: 300 }, () => nodeKey('SUBJECT', newId()));
    await Promise.all(nodes.map((node) => loaders.load(loanMarks, markKey(node, '2026-05-31'))));
    stop();
    expect(statements).toHaveLength(1);
  });
});
