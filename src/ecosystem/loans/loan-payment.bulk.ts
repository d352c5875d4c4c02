import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import { LoanPaymentEntity } from './loan-payment.entity';

export interface LoanPaymentInput extends FromSource {
  readonly loanId: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly paidAt: Date;
  readonly channel: string | null;
}

export function mergeLoanPayments(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly LoanPaymentInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, LoanPaymentEntity, source, inputs, (input) => input);
}
