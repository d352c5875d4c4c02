import type { Database } from '../../../platform/database';
import { bindList } from '../../../platform/lists';
import { bindSharedLoader, type LoaderBinding } from '../../../platform/loaders';
import {
  type GroupRow,
  type GroupTable,
  groupList,
  groupsOfSubjects,
  listOfGroup,
  toGroup,
} from '../groups/group.repository';
import type { HouseholdTie, RingKind } from './ring.codes';
import {
  MOST_RINGS_OF_SUBJECT,
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

const RINGS: GroupTable = {
  part: 'RINGS',
  name: 'shared_ring',
  members: 'shared_ring_member',
  memberOf: 'ring_id',
  columns: ['node_count', 'density_ppm', 'household'],
};

const toId = ({ id }: { id: string | number }): string => String(id);

export const ringLoaders = (database: Database): LoaderBinding[] => [
  bindList(ringList, database, all, toRing),
  bindSharedLoader(ringsOfSubject, (subjects) =>
    groupsOfSubjects(database, RINGS, subjects, MOST_RINGS_OF_SUBJECT, toRing),
  ),
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

function all(_order: string, { isHousehold, ...filter }: RingFilter) {
  const tie = isHousehold === null ? [] : [`r.household IS ${isHousehold ? 'NOT NULL' : 'NULL'}`];
  return groupList(
    RINGS,
    filter,
    tie.map((sql) => ({ sql, values: [] })),
  );
}

const toRing = (row: RingRow): RingRecord => ({
  ...toGroup(row),
  nodeCount: row.node_count,
  densityPpm: row.density_ppm,
  household: row.household,
});
