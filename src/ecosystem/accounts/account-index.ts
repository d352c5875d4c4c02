import type { DataVault } from '../../platform/crypto';

/** The look-up digest of an account number; spaces between its groups do not count. */
export const accountNoIndex = (vault: DataVault, number: string): Buffer =>
  vault.blindIndex('account.no', number.normalize('NFKC').replace(/\s+/gu, '').toUpperCase());
