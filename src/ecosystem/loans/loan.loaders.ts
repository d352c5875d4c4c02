import { listLoader } from '../../platform/lists';
import { sharedLoader } from '../../platform/loaders';
import type { LoanStatus } from './loan.codes';
import type { InstalmentRecord, LoanPaymentRecord, LoanRecord } from './loan.records';

export interface LoanFilter {
  readonly status?: LoanStatus | null;
}

export const loanById = sharedLoader<string, LoanRecord | null>('loan.byId', { absent: () => null });

/** Newest first. */
export const loansOfSubject = listLoader<LoanRecord>('loans.ofSubject');
export const loanList = listLoader<LoanRecord, LoanFilter>('loans');
export const instalmentsOfLoan = listLoader<InstalmentRecord>('instalments.ofLoan');
export const paymentsOfLoan = listLoader<LoanPaymentRecord>('payments.ofLoan');
