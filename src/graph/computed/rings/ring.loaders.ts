import { listLoader } from '../../../platform/lists';
import { sharedLoader } from '../../../platform/loaders';
import type { GroupFilter, GroupRecord } from '../groups/group';
import type { HouseholdTie, RingKind } from './ring.codes';

export interface RingRecord extends GroupRecord<RingKind> {
  readonly nodeCount: number;
  /** Part of the pairs of members that share something, in millionths. */
  readonly densityPpm: number;
  /** What makes its members a household, of which sharing says little; null where nothing does. */
  readonly household: HouseholdTie | null;
}

export interface RingFilter extends GroupFilter<RingKind> {
  readonly isHousehold: boolean | null;
}

/** The largest first. */
export const ringList = listLoader<RingRecord, RingFilter>('rings');

/** The largest first. Empty, too, while nothing has been computed: see `whenComputed`. */
export const ringsOfSubject = sharedLoader<string, readonly RingRecord[]>('rings.ofSubject', {
  absent: () => [],
});

/** Ids of subjects, by the id of the ring's row. */
export const membersOfRing = listLoader<string>('members.ofRing');

/** Ids of devices or contact points, by the id of the ring's row. */
export const nodesOfRing = listLoader<string>('nodes.ofRing');
