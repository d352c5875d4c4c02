import type { InquiryPurpose } from '../../consent';
import { requestLoader } from '../../platform/loaders';
import type { BorrowerFacts } from './borrower-facts';

export interface FactsQuestion {
  readonly subjectId: string;
  /**
   * What the stored reports may be used for: only those fetched for it, under a consent to it, are read. Null: none are.
   */
  readonly purpose: InquiryPurpose | null;
}

/** All that is judged of a borrower, on the business date; null for a subject that is no more. Never asks a bureau. */
export const factsOfBorrower = requestLoader<FactsQuestion, BorrowerFacts | null>('risk.facts', {
  absent: () => null,
});
