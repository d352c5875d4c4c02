import { isOwnConduct } from '../policy/decision-policy';
import type { RuleHit } from './decision';

/** Findings about himself for which no policy may decline, beside those for which one may. */
const OF_HIMSELF =
  /^(CREDIT_UTILISATION|CONCENTRATION|KINDS_OF_INSTITUTIONS|(TIMES_OF|NIGHT|BANK|NON_BANK)_APPLICATIONS.*)$/;

/**
 * Whether a reason may be told to the borrower: what the decision itself says, what his own score and conduct say, and what
 * is not known. Not what speaks of others, whose affairs are not his to know, nor a suspicion of fraud, which would warn
 * who is to be caught; nor a finding that is new here.
 */
export function isForBorrower(code: string, rules: readonly RuleHit[]): boolean {
  const indicator = rules.find((rule) => rule.code === code)?.indicator ?? null;
  if (indicator === null) return true;
  if (indicator === 'FRAUD') return false;
  return isOwnConduct(code) || OF_HIMSELF.test(code) || code === `${indicator}_UNKNOWN`;
}
