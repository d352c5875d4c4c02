import type { FirmFacts } from '../../facts/borrower-facts';
import type { Policy } from '../../policies/policy-file';
import type { Indicator } from '../indicator';
import { type Charter, conclude, hasAnswer, missingReports, rowAt, unless } from '../judging';
import { ownLender, ownLoansLately } from '../persons/multi-platform';

/**
 * Meaning: a firm that borrows from many lenders at once (多头借贷). Formula: distinct creditors that relations tell, and
 * this lender; own loans within 90 days. Inputs: relations, own loans. Source: domain practice; numbers from the policy.
 */
const CHARTER: Charter = {
  kind: 'MULTI_PLATFORM',
  version: 'firm-multi-platform-1',
  nullRule: {
    en: 'Bureaus do not cover firms: other lenders are UNKNOWN unless relations tell of them.',
    zh: '征信机构不覆盖企业；除关系数据所示外，其他机构借款未知',
  },
};

export function firmMultiPlatform(facts: FirmFacts, policy: Policy): Indicator {
  const limits = policy.limits.firm.multiPlatform;
  const { network } = facts;
  const creditors = network.known ? new Set(network.value.creditors).size : 0;
  return conclude(
    CHARTER,
    {
      evidence: [
        ...(network.known
          ? rowAt(
              'OPEN_LENDERS',
              limits.openLenders,
              { en: 'Creditors of the firm, this lender among them.', zh: '债权机构数（含本机构）' },
              { value: creditors + ownLender(facts), origin: network, nodes: network.value.creditors },
            )
          : []),
        ...ownLoansLately(facts, limits.ownLoansIn90Days),
      ],
      missing: [
        ...missingReports(facts),
        ...unless(network, 'RELATIONS', { en: 'Relations', zh: '关系数据' }),
        ...unless(facts.loans, 'LOANS', { en: 'Loans of the own book', zh: '本机构借款' }),
      ],
      isBlind: !hasAnswer(facts) && creditors === 0,
    },
    facts,
    policy,
  );
}
