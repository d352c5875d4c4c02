import { Arg, Args, Ctx, Extensions, Query, Resolver } from 'type-graphql';
import { bureauExists } from '../../../consent';
import { addDays, CatalogueError, daysBetween } from '../../../kernel';
import { access } from '../../../platform/graphql';
import { connectionFor, ListArguments } from '../../../platform/lists';
import type { RequestContext } from '../../../platform/request';
import type { Span } from '../judging';
import { findingList } from './reconciliation.loader';
import {
  ReconciliationFilterInput,
  ReconciliationFindingConnection,
  toReconciliationFinding,
} from './reconciliation.type';

// The events of a month are compared at each request; the command has no such bound.
const MOST_DAYS = 31;

@Resolver()
export class ReconciliationResolver {
  @Extensions(access('report:read'))
  @Query(() => ReconciliationFindingConnection, {
    description: `What does not fit between what happened to loans and what bureaus were told (对账), over ${MOST_DAYS} days at most. A month is looked at when its last day is one of them. What the loan book shows and no event was stored of is compared by the month here; \`npm run report -- --reconcile\` compares it by the day.`,
  })
  async reconciliation(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => ReconciliationFilterInput, { nullable: true, description: 'Which findings.' })
    input: ReconciliationFilterInput | null,
    @Ctx() context: RequestContext,
  ) {
    const { bureau = null, kind = null } = input ?? {};
    const span = spanOf(input ?? {}, context.clock.businessDate());
    if (bureau !== null && !(await context.load(bureauExists, bureau)))
      throw new CatalogueError('UNKNOWN_BUREAU', { field: 'filter.bureau' });
    return connectionFor(context, findingList, page, toReconciliationFinding, {
      filter: { bureau, kind, span },
    });
  }
}

/** @throws CatalogueError INVALID_FILTER */
function spanOf(filter: ReconciliationFilterInput, today: string): Span {
  const to = filter.to ?? today;
  const from = filter.from ?? addDays(to, 1 - MOST_DAYS);
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > MOST_DAYS)
    throw new CatalogueError('INVALID_FILTER', {
      field: 'filter.to',
      problem: `must lie 0 to ${MOST_DAYS - 1} days after from`,
    });
  return { from, to };
}
