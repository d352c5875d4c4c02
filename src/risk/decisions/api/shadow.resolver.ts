import { Arg, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type BusinessDate, CatalogueError, daysBetween } from '../../../kernel';
import { access, BusinessDateScalar } from '../../../platform/graphql';
import type { RequestContext } from '../../../platform/request';
import type { Decision as Decided } from '../core/decision';
import { differencesOf } from '../shadow/differences';
import { shadowCounts, shadowOfDecision } from '../shadow/shadow.loaders';
import { rulebookContent } from '../storage/decision.loaders';
import { Decision } from './decision.type';
import {
  DecisionShadow,
  DecisionShadowGroup,
  DecisionShadowSummary,
  DecisionShadowVersion,
} from './shadow.type';

/** A year: what ran longer in the shadow is not news. */
const LONGEST_PERIOD = 366;

@Resolver(() => Decision)
export class DecisionShadowField {
  @Extensions(access('decision:shadow'))
  @FieldResolver(() => DecisionShadow, {
    nullable: true,
    description:
      'What a model or policy on trial would have decided (影子运行); null where none ran beside this decision. It never touched it.',
  })
  async shadow(@Root() { stored }: Decision, @Ctx() context: RequestContext): Promise<DecisionShadow | null> {
    const shadow = await context.load(shadowOfDecision, stored.id);
    if (!shadow) return null;
    const { decision, failure } = shadow.outcome();
    const decided = JSON.parse(stored.decisionText()) as Decided;
    const [model, policy] = await Promise.all([
      versionOf(shadow.model, context),
      versionOf(shadow.policy, context),
    ]);
    return Object.assign(new DecisionShadow(), {
      outcome: decision?.outcome ?? null,
      failure,
      score: decision?.score.points ?? null,
      model,
      policy,
      differences: decision ? differencesOf(decided, decision) : [],
    });
  }
}

@Resolver()
export class DecisionShadowResolver {
  @Extensions(access('decision:shadow'))
  @Query(() => DecisionShadowSummary, {
    description: 'How often a model or policy on trial would have decided otherwise (影子运行对比).',
  })
  async decisionShadows(
    @Arg('from', () => BusinessDateScalar, { description: 'First business date of the decisions.' })
    from: BusinessDate,
    @Arg('to', () => BusinessDateScalar, { description: 'Last business date, at most a year on.' })
    to: BusinessDate,
    @Ctx() context: RequestContext,
  ): Promise<DecisionShadowSummary> {
    if (to < from || daysBetween(from, to) > LONGEST_PERIOD)
      throw new CatalogueError('INVALID_FILTER', {
        field: 'to',
        problem: `must be a day from \`from\` to ${LONGEST_PERIOD} days later`,
      });
    const counts = await context.load(shadowCounts, { from, to });
    const sum = (some: typeof counts) => some.reduce((total, { decisions }) => total + decisions, 0);
    const groups = await Promise.all(
      counts.map(async ({ model, policy, ...count }) =>
        Object.assign(new DecisionShadowGroup(), count, {
          model: await versionOf(model, context),
          policy: await versionOf(policy, context),
        }),
      ),
    );
    return Object.assign(new DecisionShadowSummary(), {
      from,
      to,
      decisions: sum(counts),
      agreeing: sum(counts.filter(({ decided, shadow }) => decided === shadow)),
      differing: sum(counts.filter(({ decided, shadow }) => shadow !== null && decided !== shadow)),
      failed: sum(counts.filter(({ shadow }) => shadow === null)),
      groups,
    });
  }
}

/** A model or policy by its fingerprint: its content was kept with the first decision that it judged. */
async function versionOf(fingerprint: string, context: RequestContext): Promise<DecisionShadowVersion> {
  const content = await context.load(rulebookContent, fingerprint);
  const { name } = JSON.parse(content ?? '{"name":""}') as { name: string };
  return Object.assign(new DecisionShadowVersion(), { name, fingerprint });
}
