import type { Money } from '../../kernel';
import type { InstalmentStatus, LoanProduct, LoanStatus } from './loan.codes';

export interface LoanRecord {
  readonly id: string;
  readonly subjectId: string;
  readonly loanNo: string;
  readonly product: LoanProduct;
  readonly status: LoanStatus;
  readonly principal: Money;
  readonly outstanding: Money;
  readonly instalment: Money | null;
  /** In millionths: 85000 is 8.5 % a year. */
  readonly annualRateMicro: number | null;
  readonly termMonths: number;
  readonly issuedOn: string;
  readonly dueOn: string | null;
  readonly overdueDays: number;
}

export interface InstalmentRecord {
  readonly id: string;
  readonly number: number;
  readonly status: InstalmentStatus;
  readonly principal: Money;
  readonly interest: Money;
  readonly paid: Money;
  readonly dueOn: string;
  readonly paidOn: string | null;
}

export interface LoanPaymentRecord {
  readonly id: string;
  readonly amount: Money;
  readonly paidAt: Date;
  readonly channel: string | null;
}
