import {
  type Database,
  fromSqlInstant,
  type ListShape,
  marks,
  type SqlValue,
} from '../../../platform/database';
import { bindList } from '../../../platform/lists';
import { bindSharedLoader, type LoaderBinding } from '../../../platform/loaders';
import type { RingKind } from './ring.codes';
import {
  MOST_RINGS_OF_SUBJECT,
  membersOfRing,
  nodesOfRing,
  type RingFilter,
  type RingRecord,
  ringList,
  ringsOfSubject,
} from './ring.loaders';

type Big = string | number;

interface RingRow {
  id: Big;
  anchor_id: Big;
  as_of: string;
  finished_at: string;
  kind: RingKind;
  size: number;
  node_count: number;
  density_ppm: number;
}

const RING = 'r.id, r.anchor_id, g.as_of, g.finished_at, r.kind, r.size, r.node_count, r.density_ppm';

const IN_FORCE = 'graph_in_force f JOIN graph_computation g ON g.id = f.computation_id';

export class RingRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindList(ringList, this.database, all, toRing),
      bindSharedLoader(ringsOfSubject, (subjects) => this.ofSubjects(subjects)),
      bindList(membersOfRing, this.database, members, ({ id }: { id: Big }) => String(id)),
      bindList(nodesOfRing, this.database, nodes, ({ id }: { id: Big }) => String(id)),
    ];
  }

  async ofSubjects(subjects: readonly string[]): Promise<Map<string, RingRecord[]>> {
    const rows = await this.database.rows<RingRow & { subject_id: Big }>(
      `SELECT * FROM (
         SELECT m.subject_id, ${RING},
                ROW_NUMBER() OVER (PARTITION BY m.subject_id ORDER BY r.size DESC, r.id) AS place
           FROM ${IN_FORCE} JOIN shared_ring_member m ON m.computation_id = f.computation_id
           JOIN shared_ring r ON r.id = m.ring_id
          WHERE f.part = 'RINGS' AND m.subject_id IN (${marks(subjects.length)})) numbered
        WHERE place <= ${MOST_RINGS_OF_SUBJECT} ORDER BY subject_id, place`,
      subjects,
    );
    const found = new Map<string, RingRecord[]>();
    for (const row of rows) {
      const known = found.get(String(row.subject_id));
      if (known) known.push(toRing(row));
      else found.set(String(row.subject_id), [toRing(row)]);
    }
    return found;
  }
}

function all(_order: string, { memberId, kind, minSize }: RingFilter): ListShape {
  const conditions = [`f.part = 'RINGS'`];
  const values: SqlValue[] = [];
  const where = (sql: string, value: SqlValue) => {
    conditions.push(sql);
    values.push(value);
  };
  if (kind !== null) where('r.kind = ?', kind);
  if (minSize !== null) where('r.size >= ?', minSize);
  if (memberId !== null)
    where(
      'EXISTS (SELECT 1 FROM shared_ring_member m WHERE m.ring_id = r.id AND m.subject_id = ?)',
      memberId,
    );
  return {
    select: RING,
    from: `${IN_FORCE} JOIN shared_ring r ON r.computation_id = f.computation_id`,
    where: conditions.join(' AND '),
    values,
    order: [
      { column: 'r.size', direction: 'DESC' },
      { column: 'r.id', direction: 'DESC' },
    ],
  };
}

const members = (): ListShape & { parent: string } => ({
  select: 'subject_id AS id',
  from: 'shared_ring_member',
  parent: 'ring_id',
  order: [{ column: 'subject_id', direction: 'ASC' }],
});

const nodes = (): ListShape & { parent: string } => ({
  select: 'node_id AS id',
  from: 'shared_ring_node',
  parent: 'ring_id',
  order: [{ column: 'node_id', direction: 'ASC' }],
});

const toRing = (row: RingRow): RingRecord => ({
  id: String(row.id),
  anchorId: String(row.anchor_id),
  asOf: row.as_of,
  computedAt: fromSqlInstant(row.finished_at),
  kind: row.kind,
  size: row.size,
  nodeCount: row.node_count,
  densityPpm: row.density_ppm,
});
