import type { Database } from '../../../platform/database';
import { bindList } from '../../../platform/lists';
import type { LoaderBinding } from '../../../platform/loaders';
import { bindGroups, type GroupRow, type Groups, listOfGroup, toGroup } from '../groups/group.repository';
import type { HouseholdTie, RingKind } from './ring.codes';
import {
  membersOfRing,
  nodesOfRing,
  type RingFilter,
  type RingRecord,
  ringList,
  ringsOfSubject,
} from './ring.loaders';

interface RingRow extends GroupRow<RingKind> {
  readonly node_count: number;
  readonly density_ppm: number;
  readonly household: HouseholdTie | null;
}

const RINGS: Groups<RingRow, RingRecord, RingFilter> = {
  part: 'RINGS',
  name: 'shared_ring',
  members: 'shared_ring_member',
  memberOf: 'ring_id',
  columns: ['node_count', 'density_ppm', 'household'],
  toItem: (row) => ({
    ...toGroup(row),
    nodeCount: row.node_count,
    densityPpm: row.density_ppm,
    household: row.household,
  }),
  all: ringList,
  narrowedBy: ({ isHousehold }) =>
    isHousehold === null ? [] : [{ sql: `r.household IS ${isHousehold ? 'NOT NULL' : 'NULL'}`, values: [] }],
  ofSubject: ringsOfSubject,
  // Who is in more is a tester of telephones, or a shop.
  mostOfSubject: 50,
};

const toId = ({ id }: { id: string | number }): string => String(id);

export const ringLoaders = (database: Database): LoaderBinding[] => [
  ...bindGroups(database, RINGS),
  bindList(
    membersOfRing,
    database,
    () => listOfGroup('shared_ring_member', 'ring_id', 'subject_id AS id', ['subject_id']),
    toId,
  ),
  bindList(
    nodesOfRing,
    database,
    () => listOfGroup('shared_ring_node', 'ring_id', 'node_id AS id', ['node_id']),
    toId,
  ),
];
