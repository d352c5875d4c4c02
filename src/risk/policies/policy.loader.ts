import { bindRequestLoader, type LoaderBinding, requestLoader } from '../../platform/loaders';
import type { RequestContext } from '../../platform/request';
import type { LenderType } from './dated';
import type { Policies } from './load-policies';
import type { Policy } from './policy-file';

interface PolicyQuestion {
  /** Whose rules; null: those of the kind of lender that the gateway serves. */
  readonly lenderType: LenderType | null;
}

/** The policy of a kind of lender on the business date. Throws BAD_USER_INPUT where there is none. */
export const policyInForce = requestLoader<PolicyQuestion, Policy>('risk.policy', {
  absent: () => {
    throw new Error('a policy is in force or its absence is thrown');
  },
});

export const policyLoader = (policies: Policies): LoaderBinding =>
  bindRequestLoader(policyInForce, async (questions, { clock }: RequestContext) => {
    const day = clock.businessDate();
    return new Map(
      questions.map((question) => [policyInForce.keyOf(question), policies.on(question.lenderType, day)]),
    );
  });
