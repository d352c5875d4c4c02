import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import type { AccountKind, AccountStatus } from './account.codes';
import { AccountEntity } from './account.entity';
import { accountNoIndex } from './account-index';

export interface AccountInput extends FromSource {
  /** In its canonical spelling. */
  readonly accountNo: string;
  readonly kind: AccountKind;
  readonly status: AccountStatus;
  readonly balanceMinor: string;
  readonly currency: string;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly regionCode: string | null;
}

export function mergeAccounts(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly AccountInput[],
): Promise<BulkResult> {
  const { vault } = dependencies;
  return mergeRows(transaction, dependencies, AccountEntity, source, inputs, (input, id) => ({
    noIndex: accountNoIndex(vault, input.accountNo),
    noCell: vault.seal(input.accountNo, { table: 'account', column: 'no_cell', row: id }),
    ...input,
  }));
}
