import type { LoanProduct } from '../../ecosystem';
import type { BusinessDate, Sensitive } from '../../kernel';

/**
 * Whom a loan was given to. Nothing here may be of the kinds that the law keeps from bureaus, or lets them have under a
 * consent of its own only (征信业管理条例 Art. 14): no income, no assets, no biometrics.
 */
export interface ContributedSubject {
  readonly name: Sensitive<string>;
  readonly scheme: 'RESIDENT_ID' | 'PASSPORT';
  readonly identifier: Sensitive<string>;
  /** Mainland number of 11 digits. */
  readonly mobile: Sensitive<string> | null;
  readonly email: Sensitive<string> | null;
  /** Where post reaches the subject, and where he lives. */
  readonly mailAddress: Sensitive<string> | null;
  readonly residence: Sensitive<string> | null;
  /** Six digits. */
  readonly postcode: string | null;
  readonly employer: Sensitive<string> | null;
}

export interface ContributedGuarantor {
  readonly name: Sensitive<string>;
  readonly scheme: 'RESIDENT_ID' | 'PASSPORT';
  readonly identifier: Sensitive<string>;
  readonly amountMinor: bigint;
  readonly released: boolean;
}

export const TERM_FREQUENCIES = [
  'DAY',
  'WEEK',
  'MONTH',
  'QUARTER',
  'HALF_YEAR',
  'YEAR',
  'ONCE',
  'IRREGULAR',
  'OTHER',
] as const;
export type TermFrequency = (typeof TERM_FREQUENCIES)[number];

export type ContributedSecurity = 'CREDIT' | 'MORTGAGE' | 'PLEDGE' | 'GUARANTEE' | 'COMBINED' | 'OTHER';

/** What does not change from event to event, save by an extension. Amounts are fen (CNY). */
export interface ContributedLoan {
  /** Business account at the bureaus; the loan's own number where the source has no other. */
  readonly accountNo: string;
  readonly product: LoanProduct;
  readonly security: ContributedSecurity;
  /** ISO 4217; bureaus take CNY. */
  readonly currency: string;
  readonly principalMinor: bigint;
  readonly instalmentMinor: bigint;
  readonly appliedOn: BusinessDate;
  readonly issuedOn: BusinessDate;
  /** Last day of the contract. */
  readonly dueOn: BusinessDate;
  readonly termCount: number;
  readonly months: number;
  readonly frequency: TermFrequency;
  /** Every due date, ascending; empty for a fixed cycle of `cycleDays`. */
  readonly dueDates: readonly BusinessDate[];
  readonly cycleDays: number | null;
  readonly firstDueOn: BusinessDate;
  readonly graceDays: number;
  /** GB/T 2260 of the place of business, down to the prefecture at least. */
  readonly areaCode: string;
  readonly guarantors: readonly ContributedGuarantor[];
}

/** What a record needs beside the event. The identity is in clear: records are sealed by whoever stores them. */
export interface ContributionFacts {
  readonly subject: ContributedSubject;
  readonly loan: ContributedLoan;
  /** When the record is made; bureaus are told it as the time of upload. */
  readonly madeAt: Date;
}
