import type { PersonFacts } from '../../facts/borrower-facts';
import type { Policy } from '../../policies/policy-file';
import { fraudIndicator } from '../fraud-indicator';
import type { Indicator } from '../indicator';
import type { Charter } from '../judging';

/**
 * Meaning: is not who he seems, or does not mean to pay (欺诈). Formula: the anti-fraud rules, each of which may find evidence;
 * what it finds of neighbours is WATCH at most. Inputs: devices, contact points, network, rings, circles, stored reports.
 * Source: practice of lenders against rings; numbers from the policy.
 */
const CHARTER: Charter = {
  kind: 'FRAUD',
  version: 'person-fraud-1',
  nullRule: {
    en: 'Where nothing was computed of rings, or the network is not known, that nothing was found says nothing: UNKNOWN.',
    zh: '关联网络或团伙识别尚未计算时，未发现不代表无风险：未知',
  },
};

export const personFraud = (facts: PersonFacts, policy: Policy): Indicator =>
  fraudIndicator(CHARTER, facts, policy);
