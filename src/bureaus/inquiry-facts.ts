import type { InquiryPurpose } from '../consent';
import type { Money, Sensitive } from '../kernel';
import type { IdentityScheme } from '../kernel/identity';

/** Who is asked about. Only the connector looks at the clear values, when it writes the message. */
export interface InquiredSubject {
  readonly name: Sensitive<string>;
  readonly scheme: IdentityScheme;
  readonly identifier: Sensitive<string>;
  /** Mainland number of 11 digits; null when none is known. */
  readonly mobile: Sensitive<string> | null;
}

/** What an application for credit says, in our own codes; some bureaus ask for it. */
export interface ApplicationFacts {
  readonly loanPurpose: string | null;
  readonly guaranteeType: string | null;
  readonly customerType: string | null;
  readonly amount: Money | null;
  /** Sent under a consent of its own only. */
  readonly monthlyIncome: Money | null;
}

export interface BureauInquiry {
  /** Ours; the bureau is told it as the request's id. */
  readonly inquiryId: string;
  readonly subject: InquiredSubject;
  readonly purpose: InquiryPurpose;
  readonly consentNo: string;
  /** Null where the reason is a loan. */
  readonly application: ApplicationFacts | null;
  /** Number of the loan that is the reason; null where it is an application. */
  readonly loanNo: string | null;
  /** Categories of special data that the subject agreed to have sent to this bureau, in a consent of their own. */
  readonly specialCategories: readonly string[];
}

/** What is known of an inquiry before it is reserved. */
export type InquiryFacts = Omit<BureauInquiry, 'inquiryId'> & { readonly inquiryId?: string };
