import { bindRequestLoader, type LoaderBinding, requestLoader } from '../../platform/loaders';
import type { RequestContext } from '../../platform/request';
import { type FactsQuestion, factsOfBorrower } from '../facts/facts.loader';
import { gatherFacts } from '../facts/gather';
import type { LenderType } from '../policies/dated';
import type { Policies } from '../policies/load-policies';
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

export const assessmentLoaders = (policies: Policies): LoaderBinding[] => [
  bindRequestLoader(factsOfBorrower, (questions, context: RequestContext) => gatherFacts(questions, context)),
  bindRequestLoader(indicatorsOfBorrower, async (questions, context: RequestContext) => {
    const policyOf = (lenderType: LenderType | null) => policies.on(lenderType, context.clock.businessDate());
    for (const { lenderType } of questions) policyOf(lenderType);
    return new Map(
      await Promise.all(
        questions.map(async (question) => {
          const { lenderType, subjectId, purpose } = question;
          const facts = await context.load(factsOfBorrower, { subjectId, purpose });
          return [
            indicatorsOfBorrower.keyOf(question),
            facts === null ? [] : assess(facts, policyOf(lenderType)),
          ] as const;
        }),
      ),
    );
  }),
];
