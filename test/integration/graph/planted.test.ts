import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IMPORT_ENTITIES, loadRecords } from '../../../src/bulk-import';
import type { DemoTarget } from '../../../src/demo/book';
import { type EcosystemSize, sourceOf } from '../../../src/demo/ecosystem/size';
import { wavesOf } from '../../../src/demo/ecosystem/waves';
import type { Pattern } from '../../../src/demo/planted';
import { COMPUTED_ENTITIES, computeGraph } from '../../../src/graph';
import { systemClock } from '../../../src/kernel';
import { DataVault, developmentKeyring } from '../../../src/platform/crypto';
import { Database, idGenerator } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';

const SIZE: EcosystemSize = { accounts: 200, suppliers: 25, dealers: 150, seed: 11 };
/** What ties are made of; bookings and trade are most of the records, and no tie. */
const TARGETS: readonly DemoTarget[] = [
  'subject',
  'account',
  'loan',
  'relation',
  'device',
  'device_use',
  'contact_point',
  'contact_point_use',
];
const waves = [...wavesOf(SIZE)];
const planted = (...patterns: readonly Pattern[]): (readonly string[])[] =>
  waves.flatMap((wave) =>
    wave.planted.filter(({ pattern }) => patterns.includes(pattern)).map(({ members }) => members),
  );
const sorted = (groups: Iterable<readonly string[]>): string[] =>
  [...groups].map((members) => [...members].sort().join(' ')).sort();

describeOnDatabases('What is hidden in a generated ecosystem', (on) => {
  let database: Database;
  let keyOf: Map<string, string>;
  const folder = mkdtempSync(path.join(tmpdir(), 'planted-'));

  beforeAll(async () => {
    database = await Database.open({ url: on.url() }, [...IMPORT_ENTITIES, ...COMPUTED_ENTITIES]);
    const dependencies = {
      database,
      vault: new DataVault(developmentKeyring(path.join(folder, 'keyring.json'))),
      nextId: idGenerator(1),
      clock: systemClock('2026-06-30'),
    };
    for (const target of TARGETS) {
      const records = waves.flatMap((wave) => wave.records[target]);
      const loaded = await loadRecords(dependencies, {
        source: sourceOf(SIZE),
        target,
        records: records.map((values, line) => ({ line, values })),
        batchSize: 2_000,
      });
      expect(loaded).toMatchObject({ inserted: records.length });
    }
    await computeGraph(dependencies);
    const rows = await database.rows<{ id: string | number; source_key: string }>(
      'SELECT id, source_key FROM subject',
    );
    keyOf = new Map(rows.map(({ id, source_key }) => [String(id), source_key]));
  }, 120_000);
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const key = (id: string | number): string => keyOf.get(String(id)) as string;

  async function groups(sql: string): Promise<string[]> {
    const rows = await database.rows<{ group_id: string | number; subject_id: string | number }>(sql);
    const found = new Map<string, string[]>();
    for (const row of rows) {
      const group = String(row.group_id);
      found.set(group, [...(found.get(group) ?? []), key(row.subject_id)]);
    }
    return sorted(found.values());
  }

  it.each([
    ['MUTUAL', 'MUTUAL_GUARANTEE'],
    ['JOINT', 'JOINT_GUARANTEE'],
    ['RING', 'GUARANTEE_RING'],
  ] as const)('are the %s circles, those and no others', async (kind, pattern) => {
    expect(planted(pattern).length).toBeGreaterThan(0);
    const found = await groups(
      `SELECT m.circle_id AS group_id, m.subject_id FROM guarantee_circle c
         JOIN guarantee_circle_member m ON m.circle_id = c.id WHERE c.kind = '${kind}'`,
    );
    expect(found).toEqual(sorted(planted(pattern)));
  });

  it('are among the rings behind one device, each a ring of its own beside families and shops', async () => {
    expect(planted('DEVICE_RING').length).toBeGreaterThan(0);
    const found = await groups(
      `SELECT m.ring_id AS group_id, m.subject_id FROM shared_ring r
         JOIN shared_ring_member m ON m.ring_id = r.id WHERE r.kind = 'DEVICE'`,
    );
    expect(found).toEqual(expect.arrayContaining(sorted(planted('DEVICE_RING'))));
  });

  it('are told from households: of those no ring behind an emulator is one, and the families are', async () => {
    const rings = await database.rows<{ household: string | null; source_key: string }>(
      `SELECT r.household, d.source_key FROM shared_ring r JOIN shared_ring_node n ON n.ring_id = r.id
         JOIN device d ON d.id = n.node_id WHERE r.kind = 'DEVICE'`,
    );
    const tiesOf = (device: RegExp) =>
      rings.filter(({ source_key }) => device.test(source_key)).map(({ household }) => household);
    const gangs = tiesOf(/^phone-ring-/);
    const families = tiesOf(/^phone-\d+-shared$/);
    expect([gangs.length > 0, new Set(gangs)]).toEqual([true, new Set([null])]);
    expect([families.length > 0, families.filter((tie) => tie === null)]).toEqual([true, []]);
  });

  it('are the firms of one room', async () => {
    expect(planted('SHARED_OFFICE').length).toBeGreaterThan(0);
    const found = await groups(
      `SELECT m.ring_id AS group_id, m.subject_id FROM shared_ring r
         JOIN shared_ring_member m ON m.ring_id = r.id WHERE r.kind = 'ADDRESS'`,
    );
    expect(found).toEqual(expect.arrayContaining(sorted(planted('SHARED_OFFICE'))));
  });

  it('are the owners behind chains, circles of holdings and unknown shares, and those at a quarter', async () => {
    const rows = await database.rows<{
      company_id: string | number;
      owner_id: string | number;
      part_ppb: number;
      is_known: number;
      has_cycle: number;
      control_path: string;
    }>(
      `SELECT o.company_id, o.owner_id, o.part_ppb, o.is_known, c.has_cycle, c.control_path FROM ultimate_owner o
         JOIN ultimate_ownership c ON c.computation_id = o.computation_id AND c.company_id = o.company_id`,
    );
    const owners = new Map(
      rows.map((row) => [
        `${key(row.company_id)} ${key(row.owner_id)}`,
        {
          part: row.part_ppb,
          known: Number(row.is_known) === 1,
          cycle: Number(row.has_cycle) === 1,
          control: (JSON.parse(row.control_path) as string[]).map(key),
        },
      ]),
    );
    const percentOf = new Map<string, number>();
    for (const { fromSubject, toSubject, kind, weight } of waves.flatMap(({ records }) => records.relation))
      if (kind === 'SHAREHOLDER' && weight != null)
        percentOf.set(`${fromSubject} ${toSubject}`, Number(weight) / 100);
    const part = (from: string, to: string) => percentOf.get(`${from} ${to}`) ?? 0;
    const cross = planted('CROSS_HOLDING');
    for (const [firm, holding, owner] of [...planted('OWNER_CHAIN'), ...cross] as [
      string,
      string,
      string,
    ][]) {
      const round = 1 - part(firm, holding) * part(holding, firm);
      expect(owners.get(`${firm} ${owner}`)).toEqual({
        part: Math.round((part(owner, holding) * part(holding, firm) * 1e9) / round),
        known: true,
        cycle: cross.some(([first]) => first === firm),
        control: [firm, holding, owner],
      });
    }
    for (const [firm, partner] of planted('UNKNOWN_SHARE'))
      expect(owners.get(`${firm} ${partner}`)).toMatchObject({ part: 0, known: false });
    for (const [firm, atLine, below] of planted('QUARTER_LINE'))
      expect([owners.get(`${firm} ${atLine}`)?.part, owners.get(`${firm} ${below}`)?.part]).toEqual([
        250_000_000, 240_000_000,
      ]);
    for (const pattern of ['OWNER_CHAIN', 'CROSS_HOLDING', 'UNKNOWN_SHARE', 'QUARTER_LINE'] as const)
      expect(planted(pattern).length).toBeGreaterThan(0);
  });
});
