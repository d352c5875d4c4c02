import type { BorrowerFacts } from '../facts/borrower-facts';
import { FRAUD_RULES } from '../fraud/rules';
import type { Policy } from '../policies/policy-file';
import type { Indicator } from './indicator';
import { type Charter, conclude, missingReports, unless } from './judging';

/** What the anti-fraud rules find, and what they could not look at; of a person or a firm, as its charter says. */
export function fraudIndicator(charter: Charter, facts: BorrowerFacts, policy: Policy): Indicator {
  const { network, rings, circles } = facts;
  return conclude(
    charter,
    {
      evidence: FRAUD_RULES.flatMap((rule) => rule.find(facts, policy.limits.fraud)),
      missing: [
        ...unless(network, 'NETWORK', { en: 'The network around him', zh: '关联网络' }),
        ...unless(rings, 'RINGS', { en: 'The search for rings', zh: '团伙识别' }),
        ...unless(circles, 'CIRCLES', { en: 'The search for guarantee circles', zh: '担保圈识别' }),
        ...(facts.kind === 'ENTERPRISE'
          ? unless(facts.trade, 'TRADE', { en: 'Trade', zh: '贸易数据' })
          : missingReports(facts)),
      ],
      isBlind: !network.known || !rings.known || (facts.kind === 'ENTERPRISE' && !facts.trade.known),
    },
    facts,
    policy,
  );
}
