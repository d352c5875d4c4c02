import type { FirmFacts } from '../../facts/borrower-facts';
import type { Policy } from '../../policies/policy-file';
import { fraudIndicator } from '../fraud-indicator';
import type { Indicator } from '../indicator';
import type { Charter } from '../judging';

/**
 * Meaning: a firm whose business is not what it seems (欺诈). Formula: the anti-fraud rules, those on trade among them; what they
 * find of neighbours is WATCH at most. Inputs: trade, devices, contact points, network, rings, circles.
 * Source: practice of lenders against rings; numbers from the policy.
 */
const CHARTER: Charter = {
  kind: 'FRAUD',
  version: 'firm-fraud-2',
  nullRule: {
    en: 'Where nothing was computed of rings, or the network or the trade cannot be read, that nothing was found says nothing: UNKNOWN.',
    zh: '关联网络或贸易数据不可用、或团伙识别尚未计算时，未发现不代表无风险：未知',
  },
};

export const firmFraud = (facts: FirmFacts, policy: Policy): Indicator =>
  fraudIndicator(CHARTER, facts, policy);
