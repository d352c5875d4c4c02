import { listLoader } from '../../platform/lists';
import { sharedLoader } from '../../platform/loaders';
import type { DealerLevel } from './dealer.codes';
import type { DealerRecord } from './dealer.records';

export interface DealerFilter {
  readonly level?: DealerLevel | null;
  readonly namePrefix?: string | null;
}

export const dealerById = sharedLoader<string, DealerRecord | null>('dealer.byId', { absent: () => null });

/** Longest standing first. */
export const dealershipsOfSubject = listLoader<DealerRecord>('dealerships.ofSubject');

export const dealerList = listLoader<DealerRecord, DealerFilter>('dealers');
