import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Borrower, subjectById, toBorrower } from '../../../borrowers';
import { contactPointById, deviceById, toContactPoint, toDevice } from '../../../ecosystem';
import { access } from '../../../platform/graphql';
import { connectionFor, ListArguments } from '../../../platform/lists';
import type { RequestContext } from '../../../platform/request';
import { readGroupFilter } from '../groups/group.type';
import { type GraphNotComputed, whenComputed } from '../run/not-computed.type';
import type { RingKind } from './ring.codes';
import { membersOfRing, nodesOfRing, ringList, ringsOfSubject } from './ring.loaders';
import {
  BorrowerSharedRings,
  BorrowerSharedRingsResult,
  SharedRing,
  SharedRingFilterInput,
  SharedRingMember,
  SharedRingMemberConnection,
  SharedRingsResult,
  SharedRingThing,
  SharedRingThingConnection,
  SharedThing,
  toRing,
} from './ring.type';

@Resolver()
export class SharedRingsResolver {
  @Extensions(access('borrower:search'))
  @Query(() => SharedRingsResult, {
    description: 'Rings of subjects that share devices or contact points (关联团伙), the largest first.',
  })
  sharedRings(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => SharedRingFilterInput, { nullable: true, description: 'Which rings.' })
    filter: SharedRingFilterInput | null,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const question = {
      filter: { ...readGroupFilter<RingKind>(filter), isHousehold: filter?.isHousehold ?? null },
    };
    return whenComputed(context, 'RINGS', async () =>
      Object.assign(await connectionFor(context, ringList, page, toRing, question), {
        __typename: 'SharedRingConnection',
      }),
    );
  }
}

@Resolver(() => Borrower)
export class BorrowerSharedRingsField {
  @FieldResolver(() => BorrowerSharedRingsResult, {
    description:
      'With whom the subject shares devices and contact points (关联团伙), as last computed over the whole graph.',
  })
  sharedRings(
    @Root() borrower: Borrower,
    @Ctx() context: RequestContext,
  ): Promise<BorrowerSharedRings | GraphNotComputed> {
    return whenComputed(context, 'RINGS', async ({ asOf, computedAt }) => {
      const rings = (await context.load(ringsOfSubject, borrower.subjectId)).map(toRing);
      return Object.assign(new BorrowerSharedRings(), { rings, asOf, computedAt });
    });
  }
}

@Resolver(() => SharedRing)
export class SharedRingFields {
  @FieldResolver(() => SharedRingMemberConnection, { description: 'Its members, by their ids.' })
  members(
    @Root() ring: SharedRing,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    const toMember = (subjectId: string) => Object.assign(new SharedRingMember(), { subjectId });
    return connectionFor(context, membersOfRing, page, toMember, { parent: ring.row });
  }

  @Extensions(access('ecosystem:read'))
  @FieldResolver(() => SharedRingThingConnection, { description: 'What they share, by its ids.' })
  shared(
    @Root() ring: SharedRing,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    const toThing = (key: string) => Object.assign(new SharedRingThing(), { key, kind: ring.kind });
    return connectionFor(context, nodesOfRing, page, toThing, { parent: ring.row });
  }
}

@Resolver(() => SharedRingMember)
export class SharedRingMemberFields {
  @FieldResolver(() => Borrower, { nullable: true, description: 'The member; null when it is no more.' })
  async borrower(
    @Root() { subjectId }: SharedRingMember,
    @Ctx() context: RequestContext,
  ): Promise<Borrower | null> {
    const record = await context.load(subjectById, subjectId);
    return record && toBorrower(record);
  }
}

@Resolver(() => SharedRingThing)
export class SharedRingThingFields {
  @FieldResolver(() => SharedThing, { nullable: true, description: 'The thing; null when it is no more.' })
  async thing(
    @Root() { kind, key }: SharedRingThing,
    @Ctx() context: RequestContext,
  ): Promise<typeof SharedThing | null> {
    if (kind === 'DEVICE') {
      const device = await context.load(deviceById, key);
      return device && toDevice(device);
    }
    const point = await context.load(contactPointById, key);
    return point && toContactPoint(point);
  }
}
