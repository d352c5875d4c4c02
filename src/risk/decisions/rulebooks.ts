import { loadRateCaps } from '../pricing/rate-caps';
import rateCaps from '../pricing/rate-caps.json';
import type { CaseFile } from './case/case-file';
import type { Rulebook } from './core/decide-from';
import { loadDecisionModel } from './core/decision-model';
import policy from './demo/decision-policy.json';
import firmModel from './demo/firm.scorecard.json';
import personModel from './demo/person.scorecard.json';
import { loadDecisionPolicy } from './policy/decision-policy';

/** What this gateway decides by, for each kind of borrower. */
export type Rulebooks = Readonly<Record<CaseFile['kind'], Rulebook>>;

/**
 * The models, policy and caps that come with the gateway.
 * @throws ScorecardError or PolicyError where one of them cannot be used
 */
export function shippedRulebooks(): Rulebooks {
  const shared = { policy: loadDecisionPolicy(policy), rateCaps: loadRateCaps(rateCaps) };
  return {
    PERSON: { model: loadDecisionModel(personModel, 'PERSON'), ...shared },
    ENTERPRISE: { model: loadDecisionModel(firmModel, 'ENTERPRISE'), ...shared },
  };
}

/** The texts to keep of a rulebook: from them it is made again, whatever the gateway decides by then. */
export const textsOf = ({ model, policy, rateCaps }: Rulebook) =>
  [
    { kind: 'MODEL', fingerprint: model.fingerprint, content: JSON.stringify(model.file) },
    { kind: 'POLICY', fingerprint: policy.fingerprint, content: JSON.stringify(policy.file) },
    { kind: 'RATE_CAPS', fingerprint: rateCaps.fingerprint, content: JSON.stringify(rateCaps.file) },
  ] as const;
