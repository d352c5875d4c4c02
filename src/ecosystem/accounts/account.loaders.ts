import { listLoader } from '../../platform/lists';
import { sharedLoader } from '../../platform/loaders';
import type { AccountStatus } from './account.codes';
import type { AccountRecord, LedgerEntryRecord, StandingOrderRecord } from './account.records';

export interface AccountFilter {
  readonly status?: AccountStatus | null;
}

export const accountById = sharedLoader<string, AccountRecord | null>('account.byId', { absent: () => null });

/** Newest first. */
export const accountsOfSubject = listLoader<AccountRecord>('accounts.ofSubject');

/** Ordered by the day of opening. */
export const accountList = listLoader<AccountRecord, AccountFilter>('accounts');

/** Newest booking first. */
export const ledgerOfAccount = listLoader<LedgerEntryRecord>('ledgerEntries.ofAccount');

export const standingOrdersOfAccount = listLoader<StandingOrderRecord>('standingOrders.ofAccount');
