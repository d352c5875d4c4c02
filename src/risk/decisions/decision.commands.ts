import type { InquiryPurpose } from '../../consent';
import { command } from '../../platform/commands';
import type { RepaymentMethod } from '../pricing/schedule';
import type { GuaranteeType } from './case/case-file';
import type { ReviewGround } from './review/standing';

/** What a client wants decided, in its own words. */
export interface DecideRequest {
  /** Global id of the borrower. */
  readonly borrower: string;
  readonly applicationNo: string;
  /** LOAN_APPROVAL if left out. */
  readonly purpose?: InquiryPurpose | null;
  readonly amount: { readonly value: string; readonly currency: string };
  readonly termMonths: number;
  /** EQUAL_INSTALMENT if left out. */
  readonly method?: RepaymentMethod | null;
  /** CREDIT if left out. */
  readonly guarantee?: GuaranteeType | null;
  readonly disputedLoanNos?: readonly string[] | null;
  readonly disputedBureaus?: readonly string[] | null;
}

export interface ReviewRequest {
  /** Id of the decision, as the API gives it. */
  readonly decision: string;
  readonly outcome: 'APPROVE' | 'DECLINE';
  readonly ground: ReviewGround;
  readonly reason: string;
}

/** That the borrower wants a person to look. */
export interface PersonRequest {
  /** Id of the decision, as the API gives it. */
  readonly decision: string;
}

interface Named<Input> {
  readonly input: Input;
  readonly idempotencyKey: string | null;
}

/** Answers the key of the decision. */
export const decide = command<Named<DecideRequest>, string>('decision.decide');

/** Answers the key of the decision that was reviewed. */
export const reviewDecision = command<Named<ReviewRequest>, string>('decision.review');

/** Answers the key of the decision. */
export const requestPerson = command<Named<PersonRequest>, string>('decision.requestPerson');
