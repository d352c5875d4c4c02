import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseMapping } from '../../src/bulk-import/mapping/mapping';
import { planImport } from '../../src/bulk-import/run/import-plan';
import { runImport } from '../../src/bulk-import/run/run-import';
import { systemClock } from '../../src/kernel';
import { idGenerator } from '../../src/platform/database';
import { describeOnDatabases } from '../support/databases';
import { type RunningGateway, startGateway } from '../support/gateway';

const MAPPING = `
source: crm
sources: { people: { file: people.csv } }
tables:
  - target: subject
    from: people
    key: { column: id }
    fields: { kind: { const: PERSON }, name: { column: name } }
`;

const RUNS = `query Imports($filter: ImportFilter, $first: Int, $after: String) {
  imports(filter: $filter, first: $first, after: $after) {
    nodes { id source mapping contentHash state startedAt finishedAt
      counts { read inserted updated unchanged rejected }
      tables { target file fileHash done counts { read inserted } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

describeOnDatabases('Runs of the bulk import', (target) => {
  let running: RunningGateway;
  let folder: string;

  beforeAll(async () => {
    running = await startGateway({ databaseUrl: target.url() });
    folder = mkdtempSync(path.join(tmpdir(), 'borrower-imports-'));
    const mappingFile = path.join(folder, 'crm.yaml');
    writeFileSync(mappingFile, MAPPING);
    const { database, vault } = running.gateway;
    const dependencies = { database, vault, nextId: idGenerator(7), clock: systemClock('2026-06-01') };
    for (const rows of ['1,测试甲\n', '1,测试甲\n2,测试乙\nx\n']) {
      writeFileSync(path.join(folder, 'people.csv'), `id,name\n${rows}`);
      await runImport(dependencies, await planImport(parseMapping(MAPPING, 'crm.yaml'), [folder]), {
        mappingFile,
      });
    }
  }, 60_000);
  afterAll(async () => {
    await running?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are listed to operators, the latest first, with what they were given and what became of it', async () => {
    const { data, errors } = await running.query(RUNS, {}, 'operator');
    expect(errors).toBeUndefined();
    const [last, first] = data.imports.nodes;
    expect(last).toMatchObject({
      source: 'crm',
      mapping: 'crm.yaml',
      state: 'DONE',
      counts: { read: 3, inserted: 1, updated: 0, unchanged: 1, rejected: 1 },
      tables: [{ target: 'subject', file: 'people.csv', done: true, counts: { read: 3, inserted: 1 } }],
    });
    expect(last.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(last.contentHash).not.toBe(first.contentHash);
    expect(last.tables[0].fileHash).not.toBe(first.tables[0].fileHash);
    expect(Date.parse(last.finishedAt)).toBeGreaterThanOrEqual(Date.parse(last.startedAt));
  });

  it('are paged and narrowed', async () => {
    const page = await running.query(RUNS, { first: 1 }, 'operator');
    const { hasNextPage, endCursor } = page.data.imports.pageInfo;
    expect(hasNextPage).toBe(true);
    const next = await running.query(RUNS, { first: 1, after: endCursor }, 'operator');
    expect(next.data.imports.nodes[0].id).not.toBe(page.data.imports.nodes[0].id);
    expect(next.data.imports.pageInfo.hasNextPage).toBe(false);
    for (const filter of [{ state: 'FAILED' }, { source: 'erp' }, { since: '2200-01-01T00:00:00Z' }])
      expect((await running.query(RUNS, { filter }, 'operator')).data.imports.nodes).toEqual([]);
    const { data } = await running.query(
      RUNS,
      { filter: { state: 'DONE', since: '2020-01-01T00:00:00Z' } },
      'operator',
    );
    expect(data.imports.nodes).toHaveLength(2);
  });

  it('are not shown to an analyst', async () => {
    const { errors } = await running.query(RUNS, {}, 'analyst');
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
