import type { BorrowerFacts } from '../facts/borrower-facts';
import { FRAUD_RULES } from '../fraud/rules';
import type { Policy } from '../policies/policy-file';
import type { Evidence, MissingInput } from './indicator';
import { missingReports, unless } from './judging';

/** What the anti-fraud rules find, and what they could not look at. */
export const fraudEvidence = (facts: BorrowerFacts, policy: Policy): Evidence[] =>
  FRAUD_RULES.flatMap((rule) => rule.find(facts, policy.limits.fraud));

export const missingOfFraud = (facts: BorrowerFacts): MissingInput[] => [
  ...unless(facts.network, 'NETWORK', { en: 'The network around him', zh: '关联网络' }),
  ...unless(facts.rings, 'RINGS', { en: 'The search for rings', zh: '团伙识别' }),
  ...unless(facts.circles, 'CIRCLES', { en: 'The search for guarantee circles', zh: '担保圈识别' }),
  ...(facts.kind === 'ENTERPRISE'
    ? unless(facts.trade, 'TRADE', { en: 'Trade', zh: '贸易数据' })
    : missingReports(facts)),
];
