import type { FirmFacts } from '../../facts/borrower-facts';
import type { Policy } from '../../policies/policy-file';
import { fraudEvidence, missingOfFraud } from '../fraud-evidence';
import type { Indicator } from '../indicator';
import { type Charter, conclude } from '../judging';

/**
 * Meaning: a firm whose business is not what it seems (欺诈). Formula: the anti-fraud rules, those on trade among them; what they
 * find of neighbours is WATCH at most. Inputs: trade, devices, contact points, network, rings, circles.
 * Source: practice of lenders against rings; numbers from the policy.
 */
const CHARTER: Charter = {
  kind: 'FRAUD',
  version: 'firm-fraud-1',
  nullRule: {
    en: 'Where nothing was computed of rings, or the network is not known, that nothing was found says nothing: UNKNOWN.',
    zh: '关联网络或团伙识别尚未计算时，未发现不代表无风险：未知',
  },
};

export const firmFraud = (facts: FirmFacts, policy: Policy): Indicator =>
  conclude(
    CHARTER,
    {
      evidence: fraudEvidence(facts, policy),
      missing: missingOfFraud(facts),
      isBlind: !facts.network.known || !facts.rings.known,
    },
    facts,
    policy,
  );
