import type { BorrowerFacts } from '../facts/borrower-facts';
import { FactError, problemsIn } from '../facts/problems';
import type { Policy } from '../policies/policy-file';
import { firmFraud } from './firms/fraud';
import { firmMultiPlatform } from './firms/multi-platform';
import { firmOverIndebtedness } from './firms/over-indebtedness';
import { firmOverdue } from './firms/overdue';
import type { Indicator } from './indicator';
import { personFraud } from './persons/fraud';
import { personMultiPlatform } from './persons/multi-platform';
import { personOverIndebtedness } from './persons/over-indebtedness';
import { personOverdue } from './persons/overdue';

/**
 * The four indicators of a borrower, in the order of their kinds. Pure: the same facts and policy give the same answer.
 * @throws FactError with the places of what cannot be: NaN, infinities, negative numbers, days in the future
 */
export function assess(facts: BorrowerFacts, policy: Policy): readonly Indicator[] {
  const problems = problemsIn(facts, facts.asOf);
  if (problems.length > 0) throw new FactError(problems);
  return facts.kind === 'PERSON'
    ? [
        personFraud(facts, policy),
        personMultiPlatform(facts, policy),
        personOverIndebtedness(facts, policy),
        personOverdue(facts, policy),
      ]
    : [
        firmFraud(facts, policy),
        firmMultiPlatform(facts, policy),
        firmOverIndebtedness(facts, policy),
        firmOverdue(facts, policy),
      ];
}
