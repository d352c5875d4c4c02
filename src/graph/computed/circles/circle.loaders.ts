import type { Money } from '../../../kernel';
import { listLoader } from '../../../platform/lists';
import { sharedLoader } from '../../../platform/loaders';
import type { GroupFilter, GroupRecord } from '../groups/group';
import type { CircleKind } from './circle.codes';

export interface CircleRecord extends GroupRecord<CircleKind> {
  readonly guaranteeCount: number;
  readonly mutualPairs: number;
  readonly defaultedCount: number;
}

export interface CircleFilter extends GroupFilter<CircleKind> {
  readonly minExposure: { readonly minor: string; readonly currency: string } | null;
  readonly withDefaulted: boolean | null;
}

export interface CircleMemberRecord {
  readonly subjectId: string;
  readonly defaulted: boolean;
}

export interface CircleGuaranteeRecord {
  readonly relationId: string;
  readonly guarantorId: string;
  readonly debtorId: string;
  readonly amount: Money | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly evidence: string | null;
}

export interface CircleExposureRecord {
  readonly outstanding: Money;
  readonly guaranteed: Money;
}

/** The largest first. */
export const circleList = listLoader<CircleRecord, CircleFilter>('circles');

/** One at most. Empty, too, while nothing has been computed: see `whenComputed`. */
export const circlesOfSubject = sharedLoader<string, readonly CircleRecord[]>('circles.ofSubject', {
  absent: () => [],
});

/** By the id of the circle's row. */
export const membersOfCircle = listLoader<CircleMemberRecord>('members.ofCircle');

export const guaranteesOfCircle = listLoader<CircleGuaranteeRecord>('guarantees.ofCircle');

/** By currency. */
export const exposureOfCircle = sharedLoader<string, readonly CircleExposureRecord[]>('exposure.ofCircle', {
  absent: () => [],
});
