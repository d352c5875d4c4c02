/** What an account is for. */
export const ACCOUNT_KINDS = ['PAYMENT', 'SAVINGS', 'CREDIT', 'ECOSYSTEM'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** State of an account. */
export const ACCOUNT_STATUSES = ['ACTIVE', 'DORMANT', 'FROZEN', 'CLOSED'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** How somebody holds an account; a disponent may only draw on it. */
export const HOLDER_ROLES = ['OWNER', 'CO_HOLDER', 'DISPONENT'] as const;
export type HolderRole = (typeof HOLDER_ROLES)[number];

/** CREDIT is money in, DEBIT money out, as the holder sees it. */
export const ENTRY_DIRECTIONS = ['CREDIT', 'DEBIT'] as const;
export type EntryDirection = (typeof ENTRY_DIRECTIONS)[number];
