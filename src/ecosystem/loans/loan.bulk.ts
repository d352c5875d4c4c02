import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import type { LoanProduct, LoanStatus } from './loan.codes';
import { LoanEntity } from './loan.entity';

export interface LoanInput extends FromSource {
  readonly subjectId: string;
  readonly accountId: string | null;
  readonly loanNo: string;
  readonly product: LoanProduct;
  readonly status: LoanStatus;
  readonly principalMinor: string;
  readonly outstandingMinor: string;
  readonly currency: string;
  readonly annualRateMicro: number | null;
  readonly instalmentMinor: string | null;
  readonly termMonths: number;
  readonly issuedOn: string;
  readonly dueOn: string | null;
  readonly overdueDays: number;
}

export function mergeLoans(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly LoanInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, LoanEntity, source, inputs, (input) => input);
}
