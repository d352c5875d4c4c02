import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import type { HolderRole } from './account.codes';
import { AccountHolderEntity } from './account-holder.entity';

export interface AccountHolderInput extends FromSource {
  readonly subjectId: string;
  readonly accountId: string;
  readonly role: HolderRole;
  readonly since: string | null;
}

export function mergeAccountHolders(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly AccountHolderInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, AccountHolderEntity, source, inputs, (input) => input);
}
