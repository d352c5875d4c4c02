import { loadRateCaps } from '../../pricing/rate-caps';
import type { CaseFile } from '../case/case-file';
import { loadDecisionPolicy } from '../policy/decision-policy';
import { canonicalJson, hashOf } from './canonical-json';
import { decideFrom } from './decide-from';
import { loadDecisionModel } from './decision-model';

/** What is kept of a decision. Texts. */
export interface KeptDecision {
  readonly caseText: string;
  readonly model: string;
  readonly policy: string;
  readonly rateCaps: string;
}

export interface Replay {
  /** Canonical text of the decision as it is made now. */
  readonly text: string;
  readonly hash: string;
}

/** Makes a decision again, from what is kept of it alone. */
export function replay({ caseText, model, policy, rateCaps }: KeptDecision): Replay {
  const file: CaseFile = JSON.parse(caseText);
  const text = canonicalJson(
    decideFrom(file, {
      model: loadDecisionModel(model, file.kind),
      policy: loadDecisionPolicy(policy),
      rateCaps: loadRateCaps(rateCaps),
    }),
  );
  return { text, hash: hashOf(text) };
}
