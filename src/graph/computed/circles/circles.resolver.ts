import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Borrower, subjectById, toBorrower } from '../../../borrowers';
import { access, moneyFromInput } from '../../../platform/graphql';
import { connectionFor, ListArguments } from '../../../platform/lists';
import type { RequestContext } from '../../../platform/request';
import { readGroupFilter } from '../groups/group.type';
import { type GraphNotComputed, whenComputed } from '../run/not-computed.type';
import type { CircleKind } from './circle.codes';
import {
  type CircleFilter,
  circleList,
  circlesOfSubject,
  exposureOfCircle,
  guaranteesOfCircle,
  membersOfCircle,
} from './circle.loaders';
import {
  BorrowerGuaranteeCircles,
  BorrowerGuaranteeCirclesResult,
  CircleExposure,
  CircleGuarantee,
  CircleGuaranteeConnection,
  CircleMemberConnection,
  GuaranteeCircle,
  GuaranteeCircleFilterInput,
  GuaranteeCircleMember,
  GuaranteeCirclesResult,
  toCircle,
  toExposure,
  toGuarantee,
  toMember,
} from './circle.type';

@Resolver()
export class GuaranteeCirclesResolver {
  @Extensions(access('borrower:search'))
  @Query(() => GuaranteeCirclesResult, {
    description: 'Guarantee circles (担保圈) of the whole graph, the largest first.',
  })
  guaranteeCircles(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => GuaranteeCircleFilterInput, { nullable: true, description: 'Which circles.' })
    filter: GuaranteeCircleFilterInput | null,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const question = { filter: readFilter(filter) };
    return whenComputed(context, 'CIRCLES', async () =>
      Object.assign(await connectionFor(context, circleList, page, toCircle, question), {
        __typename: 'GuaranteeCircleConnection',
      }),
    );
  }
}

@Resolver(() => Borrower)
export class BorrowerGuaranteeCirclesField {
  @FieldResolver(() => BorrowerGuaranteeCirclesResult, {
    description:
      'The guarantee circle (担保圈) that the subject is in, as last computed over the whole graph.',
  })
  guaranteeCircles(
    @Root() borrower: Borrower,
    @Ctx() context: RequestContext,
  ): Promise<BorrowerGuaranteeCircles | GraphNotComputed> {
    return whenComputed(context, 'CIRCLES', async ({ asOf, computedAt }) => {
      const circles = (await context.load(circlesOfSubject, borrower.subjectId)).map(toCircle);
      return Object.assign(new BorrowerGuaranteeCircles(), { circles, asOf, computedAt });
    });
  }
}

@Resolver(() => GuaranteeCircle)
export class GuaranteeCircleFields {
  @FieldResolver(() => CircleMemberConnection, { description: 'Its members, by their ids.' })
  members(
    @Root() circle: GuaranteeCircle,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, membersOfCircle, page, toMember, { parent: circle.row });
  }

  @FieldResolver(() => CircleGuaranteeConnection, {
    description: 'The guarantees between its members that make it a circle.',
  })
  guarantees(
    @Root() circle: GuaranteeCircle,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, guaranteesOfCircle, page, toGuarantee, { parent: circle.row });
  }

  @Extensions(access('loan:read'))
  @FieldResolver(() => [CircleExposure], {
    description: 'What is at stake, by currency; empty where nobody owes anything here.',
  })
  async exposure(@Root() circle: GuaranteeCircle, @Ctx() context: RequestContext): Promise<CircleExposure[]> {
    return (await context.load(exposureOfCircle, circle.row)).map(toExposure);
  }
}

@Resolver(() => GuaranteeCircleMember)
export class GuaranteeCircleMemberFields {
  @FieldResolver(() => Borrower, { nullable: true, description: 'The member; null when it is no more.' })
  borrower(@Root() member: GuaranteeCircleMember, @Ctx() context: RequestContext): Promise<Borrower | null> {
    return borrowerOf(context, member.subjectId);
  }
}

@Resolver(() => CircleGuarantee)
export class CircleGuaranteeFields {
  @FieldResolver(() => Borrower, { nullable: true, description: 'Who guarantees.' })
  guarantor(@Root() guarantee: CircleGuarantee, @Ctx() context: RequestContext): Promise<Borrower | null> {
    return borrowerOf(context, guarantee.guarantorId);
  }

  @FieldResolver(() => Borrower, { nullable: true, description: 'Whose debt is guaranteed.' })
  debtor(@Root() guarantee: CircleGuarantee, @Ctx() context: RequestContext): Promise<Borrower | null> {
    return borrowerOf(context, guarantee.debtorId);
  }
}

async function borrowerOf(context: RequestContext, subjectId: string): Promise<Borrower | null> {
  const record = await context.load(subjectById, subjectId);
  return record && toBorrower(record);
}

/** @throws CatalogueError that names the field */
function readFilter(filter: GuaranteeCircleFilterInput | null): CircleFilter {
  const { minExposure, withDefaulted } = filter ?? {};
  const amount = minExposure ? moneyFromInput(minExposure, 'filter.minExposure') : null;
  return {
    ...readGroupFilter<CircleKind>(filter),
    minExposure: amount && { minor: amount.minor.toString(), currency: amount.currency },
    withDefaulted: withDefaulted ?? null,
  };
}
