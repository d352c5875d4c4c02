import type { PersonFacts } from '../../facts/borrower-facts';
import type { Policy } from '../../policies/policy-file';
import { ownArrears, reportedArrears } from '../arrears';
import type { Indicator } from '../indicator';
import { type Charter, conclude, hasAnswer, missingReports, unless } from '../judging';

/**
 * Meaning: does not pay as agreed, now or as a habit (逾期违约). Formula: days, instalments and amount overdue of each own
 * loan, a lender's hard rules on 24 months, what bureaus say of the same, special trades. Inputs: own loans, stored reports.
 * Source: rules of domain practice on reports of 上海资信, all numbers from the policy.
 */
const CHARTER: Charter = {
  kind: 'OVERDUE',
  version: 'person-overdue-1',
  nullRule: {
    en: 'Without a loan here and without any answer of a bureau nothing is known of how he pays: UNKNOWN.',
    zh: '本机构无借款且无任何征信答复时，还款习惯未知',
  },
};

export const personOverdue = (facts: PersonFacts, policy: Policy): Indicator =>
  conclude(
    CHARTER,
    {
      evidence: [
        ...ownArrears(facts, policy.limits.person.overdue),
        ...reportedArrears(facts, policy.limits.person.overdue),
      ],
      missing: [
        ...unless(facts.loans, 'LOANS', { en: 'Loans of the own book', zh: '本机构借款' }),
        ...missingReports(facts),
      ],
      isBlind: !hasAnswer(facts) && !(facts.loans.known && facts.loans.value.length > 0),
    },
    facts,
    policy,
  );
