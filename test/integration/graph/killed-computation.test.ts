import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Database } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';
import { ascendingIds, insertRows } from '../../support/graph-rows';

const PROGRAM = path.resolve(__dirname, '../../support/killable/compute.cjs');

/** Where the process dies: with the first results, with those of the last part, and at the switch. */
const STEPS = [
  '^INSERT INTO guarantee_circle ',
  '^INSERT INTO ultimate_owner ',
  '^INSERT INTO graph_in_force ',
];

describeOnDatabases('A computation over the whole graph that is killed', (target) => {
  const newId = ascendingIds();
  const folder = mkdtempSync(path.join(tmpdir(), 'killed-computation-'));
  let database: Database;
  beforeAll(async () => {
    database = await Database.open({ url: target.url() });
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const compute = (dieBefore = ''): Promise<number | string | null> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [PROGRAM, '--as-of', '2026-06-30', '--json'], {
        env: {
          PATH: process.env.PATH ?? '',
          NODE_ENV: 'test',
          VAR_DIR: folder,
          DATABASE_URL: target.url(),
          DIE_BEFORE: dieBefore,
        },
        stdio: 'ignore',
      });
      child.on('error', reject);
      child.on('close', (code, signal) => resolve(signal ?? code));
    });

  /** Three who stand in for each other, an owner of a firm, and a telephone of three. */
  async function addOfEach(): Promise<void> {
    const [a, b, c, device] = [newId(), newId(), newId(), newId()] as const;
    const relation = (from: string, kind: string, to: string, weight: number | null = null) => ({
      ...{ id: newId(), from_subject_id: from, kind, to_subject_id: to },
      ...{ weight, weight_unit: weight === null ? null : 'PERCENT' },
    });
    await insertRows(database, 'relation', [
      relation(a, 'GUARANTOR', b),
      relation(b, 'GUARANTOR', c),
      relation(c, 'GUARANTOR', a),
      relation(a, 'SHAREHOLDER', b, 60),
    ]);
    await insertRows(
      database,
      'device_use',
      [a, b, c].map((subject_id) => ({ id: newId(), subject_id, device_id: device, times: 1 })),
    );
  }

  /** What a reader sees: with each result whatever hangs on it. */
  async function inForce(): Promise<Record<string, number>> {
    const sizes = async (sql: string) => {
      const [row] = await database.rows<{ n: number | string }>(sql);
      return Number(row?.n);
    };
    const of = (part: string) => `graph_in_force f JOIN graph_computation g ON g.id = f.computation_id
      AND f.part = '${part}' AND g.state = 'DONE'`;
    return {
      circleMembers: await sizes(
        `SELECT COUNT(*) AS n FROM ${of('CIRCLES')} JOIN guarantee_circle c ON c.computation_id = g.id
           JOIN guarantee_circle_member m ON m.circle_id = c.id
           JOIN guarantee_circle_edge e ON e.circle_id = c.id AND e.guarantor_id = m.subject_id`,
      ),
      ringMembers: await sizes(
        `SELECT COUNT(*) AS n FROM ${of('RINGS')} JOIN shared_ring r ON r.computation_id = g.id
           JOIN shared_ring_member m ON m.ring_id = r.id JOIN shared_ring_node n ON n.ring_id = r.id`,
      ),
      owners: await sizes(
        `SELECT COUNT(*) AS n FROM ${of('OWNERS')} JOIN ultimate_ownership c ON c.computation_id = g.id
           JOIN ultimate_owner o ON o.computation_id = g.id AND o.company_id = c.company_id`,
      ),
    };
  }

  it('leaves what was computed before it to be read, and the next run has everything', async () => {
    await addOfEach();
    expect(await compute()).toBe(0);
    const before = { circleMembers: 3, ringMembers: 3, owners: 1 };
    expect(await inForce()).toEqual(before);
    await addOfEach();
    for (const step of STEPS) {
      expect([step, await compute(step)]).toEqual([step, 'SIGKILL']);
      expect([step, await inForce()]).toEqual([step, before]);
    }
    // The lease of a process that is no more is not waited for.
    expect(await compute()).toBe(0);
    expect(await inForce()).toEqual({ circleMembers: 6, ringMembers: 6, owners: 2 });
    const left = await database.rows(`SELECT id FROM graph_computation WHERE state <> 'DONE'`);
    expect([left, await database.rows('SELECT name FROM graph_lease')]).toEqual([[], []]);
  }, 60_000);
});
