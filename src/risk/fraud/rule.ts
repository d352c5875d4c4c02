import type { BorrowerFacts } from '../facts/borrower-facts';
import type { Bilingual, Evidence } from '../indicators/indicator';
import type { Limits } from '../policies/policy-file';

export type FraudLimits = Limits['fraud'];

/** One thing that fraud shows itself by. Pure: it finds its evidence in the facts, or none. */
export interface FraudRule {
  /** Of its evidence, too. */
  readonly code: string;
  readonly name: Bilingual;
  /** Why it speaks of fraud, and what honest people may do the same. */
  readonly reason: Bilingual;
  find(facts: BorrowerFacts, limits: FraudLimits): Evidence[];
}
