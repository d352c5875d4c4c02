import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { bureauExists } from '../../consent';
import { CatalogueError, daysBetween } from '../../kernel';
import { access, BusinessDateScalar } from '../../platform/graphql';
import { connectionFor, ListArguments } from '../../platform/lists';
import type { RequestContext } from '../../platform/request';
import {
  Contribution,
  ContributionConnection,
  ContributionDay,
  ContributionFilterInput,
  ContributionOrderEnum,
  ContributionStep,
  toContribution,
  toDays,
  toStep,
} from './contribution.type';
import {
  contributionById,
  contributionList,
  countsOfDays,
  stepsOfContribution,
} from './contribution-list.repository';

const MOST_DAYS = 31;

@Resolver(() => Contribution)
export class ContributionsResolver {
  @Extensions(access('report:read'))
  @Query(() => ContributionConnection, {
    description: 'Records that bureaus are owed (报送记录), whatever became of them.',
  })
  async contributions(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => ContributionFilterInput, { nullable: true, description: 'Which records.' })
    input: ContributionFilterInput | null,
    @Arg('orderBy', () => ContributionOrderEnum, { defaultValue: 'CREATED_DESC', description: 'Ordering.' })
    order: string,
    @Ctx() context: RequestContext,
  ) {
    const { bureau = null, state = null, businessDate = null, loanNo = null } = input ?? {};
    if (bureau !== null && !(await context.load(bureauExists, bureau)))
      throw new CatalogueError('UNKNOWN_BUREAU', { field: 'filter.bureau' });
    return connectionFor(context, contributionList, page, toContribution, {
      order,
      filter: { bureau, state, businessDate, loanNo },
    });
  }

  @Extensions(access('report:read'))
  @Query(() => Contribution, {
    nullable: true,
    description: 'A record for a bureau by its id; null when there is none.',
  })
  async contribution(
    @Arg('id', () => ID, { description: 'Id of the record.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Contribution | null> {
    if (!/^\d{1,19}$/.test(id)) throw new CatalogueError('INVALID_ID', { argument: 'id' });
    const record = await context.load(contributionById, id);
    return record && toContribution(record);
  }

  @Extensions(access('report:read'))
  @Query(() => [ContributionDay], {
    description: `How the records of each day stand at each bureau, over ${MOST_DAYS} days at most; days without records are left out.`,
  })
  async contributionDays(
    @Arg('from', () => BusinessDateScalar, { description: 'First business date.' }) from: string,
    @Arg('to', () => BusinessDateScalar, { description: 'Last business date.' }) to: string,
    @Ctx() context: RequestContext,
  ): Promise<ContributionDay[]> {
    const days = daysBetween(from, to) + 1;
    if (days < 1 || days > MOST_DAYS)
      throw new CatalogueError('BAD_USER_INPUT', {
        argument: 'to',
        problem: `must lie 0 to ${MOST_DAYS - 1} days after from`,
      });
    return toDays(await context.load(countsOfDays, `${from} ${to}`), context.clock.businessDate());
  }

  @FieldResolver(() => [ContributionStep], { description: 'Its life, the first step first (时间线).' })
  async timeline(@Root() contribution: Contribution, @Ctx() context: RequestContext) {
    return (await context.load(stepsOfContribution, contribution.key)).map(toStep);
  }
}
