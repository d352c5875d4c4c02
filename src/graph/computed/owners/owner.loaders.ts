import { sharedLoader } from '../../../platform/loaders';

export interface OwnerPathRecord {
  /** From the owner down to the company. */
  readonly ids: readonly string[];
  /** What each holds of the next, in billionths; null where nobody knows. */
  readonly ppb: readonly (number | null)[];
}

export interface OwnerRecord {
  readonly ownerId: string;
  /** Billionths of the whole; a lower bound unless `isKnown`. */
  readonly partPpb: number;
  readonly isKnown: boolean;
  readonly hasMorePaths: boolean;
  readonly paths: readonly OwnerPathRecord[];
}

export interface OwnershipRecord {
  readonly attributedPpb: number;
  readonly hasUnknown: boolean;
  readonly hasCycle: boolean;
  readonly isOverstated: boolean;
  readonly isTruncated: boolean;
  /** From the company up to who controls it; empty where nobody does. */
  readonly controlPath: readonly string[];
  /** The largest first. */
  readonly owners: readonly OwnerRecord[];
}

/** Null where nobody is known to hold a part; null, too, while nothing has been computed: see `whenComputed`. */
export const ownersOfSubject = sharedLoader<string, OwnershipRecord | null>('owners.ofSubject', {
  absent: () => null,
});
