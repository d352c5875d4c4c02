import { type Database, marks } from '../../../platform/database';
import type { LoaderBinding } from '../../../platform/loaders';
import { bindMarks, type Mark } from '../../marks/mark';
import { type NodeKey, nodeKey, nodeKind, nodeRow } from '../../node-key';
import type { CircleKind } from '../circles/circle.codes';
import { inForce } from '../groups/group.repository';
import type { HouseholdTie, RingKind } from '../rings/ring.codes';
import { circleMarks, ringMarks } from './computed-marks';

interface CircleRow {
  subject_id: string | number;
  kind: CircleKind;
  size: number;
  defaulted_count: number;
  as_of: string;
}

interface RingRow {
  node_id: string | number;
  is_subject: number;
  kind: RingKind;
  size: number;
  node_count: number;
  household: HouseholdTie | null;
  as_of: string;
}

export const computedMarkLoaders = (database: Database): LoaderBinding[] => [
  bindMarks(circleMarks, async (nodes, day) => {
    const run = inForce('CIRCLES', day);
    const rows = await database.rows<CircleRow>(
      `SELECT m.subject_id, c.kind, c.size, c.defaulted_count, g.as_of
         FROM ${run.sql}
         JOIN guarantee_circle_member m ON m.computation_id = f.computation_id
         JOIN guarantee_circle c ON c.id = m.circle_id
        WHERE m.subject_id IN (${marks(nodes.length)})`,
      [...run.values, ...nodes.map(nodeRow)],
    );
    return new Map(rows.map((row) => [nodeKey('SUBJECT', String(row.subject_id)), [circleMark(row)]]));
  }),
  bindMarks(ringMarks, async (nodes, day) => {
    const subjects = nodes.filter((node) => nodeKind(node) === 'SUBJECT').map(nodeRow);
    const things = nodes.filter((node) => nodeKind(node) !== 'SUBJECT').map(nodeRow);
    const branches = [
      { table: 'shared_ring_member', column: 'subject_id', isSubject: 1, ids: subjects },
      { table: 'shared_ring_node', column: 'node_id', isSubject: 0, ids: things },
    ].filter(({ ids }) => ids.length > 0);
    const run = inForce('RINGS', day);
    const rows = await database.rows<RingRow>(
      branches
        .map(
          ({ table, column, isSubject, ids }) => `SELECT * FROM (
             SELECT m.${column} AS node_id, ${isSubject} AS is_subject, r.kind, r.size, r.node_count, r.household, g.as_of,
                    ROW_NUMBER() OVER (PARTITION BY m.${column}, r.kind
                      ORDER BY CASE WHEN r.household IS NULL THEN 0 ELSE 1 END, r.size DESC, r.id) AS place
               FROM ${run.sql}
               JOIN ${table} m ON m.computation_id = f.computation_id
               JOIN shared_ring r ON r.id = m.ring_id
              WHERE m.${column} IN (${marks(ids.length)})) of_${column} WHERE place = 1`,
        )
        .join(' UNION ALL '),
      branches.flatMap(({ ids }) => [...run.values, ...ids]),
    );
    const found = new Map<NodeKey, Mark[]>();
    for (const row of rows.sort((a, b) => (a.kind < b.kind ? -1 : 1))) {
      const kind =
        Number(row.is_subject) === 1 ? 'SUBJECT' : row.kind === 'DEVICE' ? 'DEVICE' : 'CONTACT_POINT';
      const node = nodeKey(kind, String(row.node_id));
      const known = found.get(node);
      if (known) known.push(ringMark(row));
      else found.set(node, [ringMark(row)]);
    }
    return found;
  }),
];

const CIRCLE_ZH: Readonly<Record<CircleKind, string>> = { MUTUAL: '互保', JOINT: '联保', RING: '循环担保' };

const circleMark = ({ kind, size, defaulted_count, as_of }: CircleRow): Mark => ({
  code: 'GUARANTEE_CIRCLE',
  level: defaulted_count > 0 ? 'HIGH' : 'WATCH',
  text: `It is in a guarantee circle of ${size}, of whom ${defaulted_count} are in default.`,
  textZh: `${CIRCLE_ZH[kind]}担保圈成员（${size} 户，违约 ${defaulted_count} 户）`,
  since: null,
  evidence: `computed as of ${as_of}`,
});

const THINGS: Readonly<Record<RingKind, readonly [text: string, zh: string]>> = {
  DEVICE: ['device', '设备'],
  MOBILE: ['mobile number', '手机号'],
  ADDRESS: ['address', '地址'],
  EMAIL: ['mailbox', '邮箱'],
  WIFI: ['wireless network', '无线网络'],
  LANDLINE: ['landline number', '固定电话'],
};

/** Shared contacts lead to a look at most: families and offices have them, too. Of a household a telephone says nothing. */
const ringMark = ({ kind, size, node_count, household, as_of }: RingRow): Mark =>
  household === null
    ? {
        code: kind === 'DEVICE' ? 'DEVICE_RING' : 'CONTACT_RING',
        level: kind === 'DEVICE' ? 'HIGH' : 'WATCH',
        text: `It belongs to a ring of ${size} that share ${node_count} of one kind: ${THINGS[kind][0]}.`,
        textZh: `${size} 户共用${THINGS[kind][1]}（${node_count} 个）`,
        since: null,
        evidence: `computed as of ${as_of}`,
      }
    : {
        code: 'HOUSEHOLD',
        level: household === 'FAMILY' ? 'NONE' : 'WATCH',
        text: `It belongs to a household of ${size}, ${HOUSEHOLDS[household][0]}, that share ${node_count} of one kind: ${THINGS[kind][0]}.`,
        textZh: `${size} 人家庭（${HOUSEHOLDS[household][1]}）共用${THINGS[kind][1]}（${node_count} 个）`,
        since: null,
        evidence: `computed as of ${as_of}`,
      };

const HOUSEHOLDS: Readonly<Record<HouseholdTie, readonly [text: string, zh: string]>> = {
  FAMILY: ['who are relatives', '亲属关系'],
  ADDRESS: ['who have one address', '同一住址'],
};
