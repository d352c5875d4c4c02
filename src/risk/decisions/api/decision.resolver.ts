import {
  Arg,
  Args,
  Ctx,
  Extensions,
  FieldResolver,
  GraphQLISODateTime,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Borrower, subjectById, toBorrower } from '../../../borrowers';
import { CatalogueError } from '../../../kernel';
import { access } from '../../../platform/graphql';
import { connectionFor, ListArguments } from '../../../platform/lists';
import type { RequestContext } from '../../../platform/request';
import { maskedUnlessPermitted } from '../../../security';
import { replay } from '../core/replay';
import { decide, requestPerson, reviewDecision } from '../decision.commands';
import { keyOfDecision } from '../decision-id';
import { standingOf } from '../review/standing';
import {
  decisionById,
  decisionList,
  decisionsOfSubject,
  reviewRequestOfDecision,
  reviewsOfDecision,
  rulebookContent,
  type StoredDecision,
} from '../storage/decision.loaders';
import { DecisionOutcomeEnum, DecisionStateEnum } from './decision.enums';
import { DecideInput, DecisionFilterInput, ReviewDecisionInput } from './decision.input';
import { DecisionReplay, DecisionReview } from './decision.parts';
import { Decision, DecisionConnection, toDecision } from './decision.type';
import { DecisionEvidence, evidenceOf } from './evidence.type';

const KEY_DESCRIPTION =
  "The client's own name for this request, 1 to 64 printable ASCII characters without blanks, such as a UUID: a repeat under the same name within a week is answered from the first, and does nothing twice.";

@Resolver()
export class DecisionResolver {
  @Extensions(access('decision:make'))
  @Mutation(() => Decision, {
    description:
      'Decides on a loan that somebody asks for (授信决策), from what is stored of him: no bureau is asked, and one that is missing leads to REVIEW. Kept with all that it was made from.',
  })
  async decide(
    @Arg('input', () => DecideInput, { description: 'The loan.' }) input: DecideInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Decision> {
    const key = await context.run(decide, { input, idempotencyKey: idempotencyKey ?? null });
    return toDecision(await stored(key, context));
  }

  @Extensions(access('decision:review'))
  @Mutation(() => Decision, {
    description:
      'Records what a person found of a decision (人工复核). To turn what was decided takes two people (双人复核).',
  })
  async reviewDecision(
    @Arg('input', () => ReviewDecisionInput, { description: 'What was found.' }) input: ReviewDecisionInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Decision> {
    const key = await context.run(reviewDecision, { input, idempotencyKey: idempotencyKey ?? null });
    return toDecision(await stored(key, context));
  }

  @Extensions(access('decision:make'))
  @Mutation(() => Decision, {
    description:
      'Records that the borrower does not want a machine alone to decide (申请人工复核, PIPL 24): it is OPEN until a person has looked, and until then what was decided holds.',
  })
  async requestDecisionReview(
    @Arg('decision', () => ID, { description: 'Id of the decision.' }) decision: string,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Decision> {
    const named = { input: { decision }, idempotencyKey: idempotencyKey ?? null };
    return toDecision(await stored(await context.run(requestPerson, named), context));
  }

  @Extensions(access('decision:read'))
  @Query(() => DecisionConnection, { description: 'All decisions (授信决策), the last one first.' })
  decisions(
    @Arg('filter', () => DecisionFilterInput, { nullable: true, description: 'Which of them; null: all.' })
    filter: DecisionFilterInput | null | undefined,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, decisionList, page, toDecision, {
      filter: { outcome: filter?.outcome ?? null, state: filter?.state ?? null },
    });
  }

  @Extensions(access('decision:read'))
  @Query(() => DecisionReplay, {
    description:
      'Makes a decision again (回放), from the case, model and policies that are stored of it: what the gateway decides by now does not matter.',
  })
  async replayDecision(
    @Arg('id', () => ID, { description: 'Id of the decision.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<DecisionReplay> {
    const decision = await stored(keyOfDecision(id, 'id'), context);
    const [model, policy, rateCaps] = await Promise.all(
      [decision.model, decision.policy, decision.rateCaps].map((each) => context.load(rulebookContent, each)),
    );
    const made = replay({
      caseText: decision.caseText(),
      model: model!,
      policy: policy!,
      rateCaps: rateCaps!,
    });
    return Object.assign(new DecisionReplay(), {
      identical: made.text === decision.decisionText(),
      storedHash: decision.hash,
      replayedHash: made.hash,
      canonical: made.text,
    });
  }
}

/** @throws CatalogueError UNKNOWN_DECISION */
async function stored(key: string, context: RequestContext): Promise<StoredDecision> {
  const decision = await context.load(decisionById, key);
  if (!decision) throw new CatalogueError('UNKNOWN_DECISION', { argument: 'id' });
  return decision;
}

@Resolver(() => Decision)
export class DecisionFields {
  @Extensions(access('decision:read'))
  @FieldResolver(() => Borrower, {
    nullable: true,
    description: 'Who asked for the loan (申请人); null when he is no more.',
  })
  async borrower(@Root() { stored }: Decision, @Ctx() context: RequestContext): Promise<Borrower | null> {
    const record = await context.load(subjectById, stored.subjectId);
    return record && toBorrower(record);
  }

  @Extensions(access('decision:read'))
  @FieldResolver(() => [DecisionReview], { description: 'What people found of it, in that order.' })
  async reviews(@Root() { stored }: Decision, @Ctx() context: RequestContext): Promise<DecisionReview[]> {
    const reviews = await context.load(reviewsOfDecision, stored.id);
    const about = { type: 'Borrower', id: stored.subjectId } as const;
    return reviews.map(({ number, outcome, ground, by, at, reason }) =>
      Object.assign(new DecisionReview(), {
        number,
        outcome,
        ground,
        reason: maskedUnlessPermitted(context, about, 'decisionReview.reason', reason, () => '***'),
        reviewedBy: by,
        reviewedAt: at,
      }),
    );
  }

  @Extensions(access('decision:read'))
  @FieldResolver(() => [DecisionEvidence], {
    description:
      'The figures that it was made from (决策依据), from the stored case: those of the score, then those of the limit. What was found beside them stands in `rules`.',
  })
  evidence(@Root() { stored }: Decision): DecisionEvidence[] {
    return evidenceOf(JSON.parse(stored.caseText()), JSON.parse(stored.decisionText()));
  }

  @Extensions(access('decision:read'))
  @FieldResolver(() => DecisionOutcomeEnum, { description: 'What holds now, after its reviews (最终结果).' })
  async standing(@Root() { stored }: Decision, @Ctx() context: RequestContext) {
    return standingOf(stored.outcome, await context.load(reviewsOfDecision, stored.id)).outcome;
  }

  @Extensions(access('decision:read'))
  @FieldResolver(() => DecisionStateEnum, { description: 'How far it has come.' })
  async state(@Root() { stored }: Decision, @Ctx() context: RequestContext) {
    const [reviews, requestedAt] = await Promise.all([
      context.load(reviewsOfDecision, stored.id),
      context.load(reviewRequestOfDecision, stored.id),
    ]);
    return standingOf(stored.outcome, reviews, requestedAt !== null).state;
  }

  @Extensions(access('decision:read'))
  @FieldResolver(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the borrower asked for a person (申请人工复核时间); null where he did not.',
  })
  reviewRequestedAt(@Root() { stored }: Decision, @Ctx() context: RequestContext): Promise<Date | null> {
    return context.load(reviewRequestOfDecision, stored.id);
  }

  @Extensions(access('decision:read'))
  @FieldResolver(() => String, {
    description:
      'What to tell the borrower of his rights (告知文本): he may ask for an explanation and refuse a decision made by a machine alone (PIPL 24); `requestDecisionReview` is the way to a person.',
  })
  rights(): string {
    return '您有权要求对本决定予以说明，并有权拒绝仅通过自动化决策的方式作出决定，可申请人工复核。 You may ask for an explanation of this decision, and may refuse a decision that a machine made alone: ask for a person to look at it.';
  }
}

@Resolver(() => Borrower)
export class BorrowerDecisionsField {
  @Extensions(access('decision:read'))
  @FieldResolver(() => DecisionConnection, {
    description: 'Decisions on loans that he asked for (授信决策), the last one first.',
  })
  decisions(
    @Root() borrower: Borrower,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, decisionsOfSubject, page, toDecision, { parent: borrower.subjectId });
  }
}
