import type { InquiryPurpose } from '../../../consent';
import type { BusinessDate } from '../../../kernel';
import type { MissingReason } from '../../facts/fact';
import type { IndicatorKind, RiskLevel } from '../../indicators/indicator';
import type { RepaymentMethod } from '../../pricing/schedule';

/** What secures a loan (担保方式). */
export const GUARANTEE_TYPES = ['CREDIT', 'MORTGAGE', 'PLEDGE', 'GUARANTEE', 'COMBINED', 'OTHER'] as const;
export type GuaranteeType = (typeof GUARANTEE_TYPES)[number];

/** What is asked for. Amounts in JSON are minor units as text. */
export interface LoanRequest {
  readonly applicationNo: string;
  readonly purpose: InquiryPurpose;
  readonly amountMinor: string;
  readonly currency: string;
  readonly termMonths: number;
  readonly method: RepaymentMethod;
  readonly guarantee: GuaranteeType;
}

/** One thing that is known of the borrower, or known to be missing, and where that comes from. */
export interface Input {
  readonly value: number | string | null;
  /** Why there is no value; null where there is one. */
  readonly missing: MissingReason | null;
  readonly source: string;
  readonly observedAt: string | null;
  readonly consentNo: string | null;
}

/** What one bureau had to say, or why it said nothing. */
export interface BureauStanding {
  readonly bureau: string;
  /** Null: its report is in the case. NO_RECORD is an answer, too. */
  readonly missing: MissingReason | null;
  readonly observedAt: string | null;
  readonly consentNo: string | null;
}

/** What an indicator found. */
export interface Signal {
  readonly kind: IndicatorKind;
  readonly code: string;
  readonly level: RiskLevel | 'UNKNOWN';
  readonly en: string;
  readonly zh: string;
  readonly value: string | null;
  readonly threshold: string | null;
  readonly source: string;
  readonly reference: string | null;
  readonly version: string;
  readonly policyVersion: string;
}

/** What a borrower disputes (异议): it is left out of the judgement, and shown. */
export interface Disputed {
  readonly kind: 'LOAN' | 'BUREAU';
  /** Number of the loan, or code of the bureau. */
  readonly reference: string;
}

/**
 * Everything that a decision looks at, and nothing else: a decision follows from it, the model and the policies alone.
 * It is JSON, so that what is stored is what was judged.
 */
export interface CaseFile {
  readonly form: 1;
  readonly subjectId: string;
  readonly kind: 'PERSON' | 'ENTERPRISE';
  readonly asOf: BusinessDate;
  readonly request: LoanRequest;
  /** By the names of `DECISION_FEATURES`: what a model may look at. */
  readonly features: Readonly<Record<string, Input>>;
  /** What the limit is made of, in the currency of the request; minor units as text. */
  readonly means: Readonly<Record<string, Input>>;
  /** Those that cover such borrowers. */
  readonly bureaus: readonly BureauStanding[];
  readonly signals: readonly Signal[];
  readonly disputed: readonly Disputed[];
}
