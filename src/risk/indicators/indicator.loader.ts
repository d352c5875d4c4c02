import { bindRequestLoader, type LoaderBinding, requestLoader } from '../../platform/loaders';
import type { RequestContext } from '../../platform/request';
import { type FactsQuestion, factsOfBorrower } from '../facts/facts.loader';
import { gatherFacts } from '../facts/gather';
import { suspicionLoader } from '../facts/sources/suspicions';
import type { LenderType } from '../policies/dated';
import { policyInForce } from '../policies/policy.loader';
import type { Policy } from '../policies/policy-file';
import { assess } from './assess';
import type { Indicator } from './indicator';

export interface IndicatorQuestion extends FactsQuestion {
  /** Whose rules; null: those of the kind of lender that the gateway serves. */
  readonly lenderType: LenderType | null;
}

/** The four indicators in the order of their kinds; none of a subject that is no more. Never asks a bureau. */
export const indicatorsOfBorrower = requestLoader<IndicatorQuestion, readonly Indicator[]>(
  'risk.indicators',
  {
    absent: () => [],
  },
);

export const assessmentLoaders: readonly LoaderBinding[] = [
  suspicionLoader,
  bindRequestLoader(factsOfBorrower, (questions, context: RequestContext) => gatherFacts(questions, context)),
  bindRequestLoader(indicatorsOfBorrower, async (questions, context: RequestContext) => {
    // Before anything is read: a kind of lender without a policy is the caller's mistake.
    const kinds = [...new Set(questions.map(({ lenderType }) => lenderType))];
    const policies = new Map(
      await Promise.all(
        kinds.map(
          async (lenderType) => [lenderType, await context.load(policyInForce, { lenderType })] as const,
        ),
      ),
    );
    return new Map(
      await Promise.all(
        questions.map(async (question) => {
          const { lenderType, subjectId, purpose } = question;
          const facts = await context.load(factsOfBorrower, { subjectId, purpose });
          return [
            indicatorsOfBorrower.keyOf(question),
            facts === null ? [] : assess(facts, policies.get(lenderType) as Policy),
          ] as const;
        }),
      ),
    );
  }),
];
