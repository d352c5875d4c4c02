import { listLoader } from '../../../platform/lists';
import { sharedLoader } from '../../../platform/loaders';
import type { RingKind } from './ring.codes';

export interface RingRecord {
  /** Of this computation; the next one gives the ring another. */
  readonly id: string;
  /** The shared thing with the smallest id, which no other ring has. */
  readonly anchorId: string;
  readonly asOf: string;
  readonly computedAt: Date;
  readonly kind: RingKind;
  readonly size: number;
  readonly nodeCount: number;
  /** Part of the pairs of members that share something, in millionths. */
  readonly densityPpm: number;
}

export interface RingFilter {
  readonly memberId: string | null;
  readonly kind: RingKind | null;
  readonly minSize: number | null;
}

/** The largest first. */
export const ringList = listLoader<RingRecord, RingFilter>('rings');

/** More than this of one subject are not told: he is a tester of telephones, or a shop. */
export const MOST_RINGS_OF_SUBJECT = 50;

/** The largest first. Empty, too, while nothing has been computed: see `whenComputed`. */
export const ringsOfSubject = sharedLoader<string, readonly RingRecord[]>('rings.ofSubject', {
  absent: () => [],
});

/** Ids of subjects, by the id of the ring's row. */
export const membersOfRing = listLoader<string>('members.ofRing');

/** Ids of devices or contact points, by the id of the ring's row. */
export const nodesOfRing = listLoader<string>('nodes.ofRing');
