import type { CaseFile } from '../case/case-file';
import { decideFrom, type Rulebook } from '../core/decide-from';
import type { Decision } from '../core/decision';

/** What the shadow came to, or why it could not decide. JSON. */
export type ShadowOutcome =
  | { readonly form: 1; readonly decision: Decision; readonly failure: null }
  | { readonly form: 1; readonly decision: null; readonly failure: string };

/** Decides a case by a rulebook on trial. Never throws: whatever goes wrong there must not touch the decision. */
export function shadowOf(file: CaseFile, rulebook: Rulebook): ShadowOutcome {
  try {
    return { form: 1, decision: decideFrom(file, rulebook), failure: null };
  } catch (error) {
    return { form: 1, decision: null, failure: error instanceof Error ? error.message : 'unknown' };
  }
}
