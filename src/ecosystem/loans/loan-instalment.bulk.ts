import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import type { InstalmentStatus } from './loan.codes';
import { LoanInstalmentEntity } from './loan-instalment.entity';

export interface LoanInstalmentInput extends FromSource {
  readonly loanId: string;
  readonly number: number;
  readonly status: InstalmentStatus;
  readonly principalMinor: string;
  readonly interestMinor: string;
  readonly paidMinor: string;
  readonly currency: string;
  readonly dueOn: string;
  readonly paidOn: string | null;
}

export function mergeLoanInstalments(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly LoanInstalmentInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, LoanInstalmentEntity, source, inputs, (input) => input);
}
