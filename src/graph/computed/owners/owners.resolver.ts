import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Borrower, subjectById, toBorrower } from '../../../borrowers';
import type { RequestContext } from '../../../platform/request';
import { type GraphNotComputed, whenComputed } from '../run/not-computed.type';
import { ownersOfSubject } from './owner.loaders';
import {
  beneficial,
  OwnershipPath,
  toOwnership,
  UltimateOwner,
  UltimateOwnership,
  UltimateOwnershipResult,
} from './owner.type';

async function borrowersOf(context: RequestContext, ids: readonly string[]): Promise<Borrower[]> {
  const records = await Promise.all(ids.map((id) => context.load(subjectById, id)));
  return records.flatMap((record) => (record ? [toBorrower(record)] : []));
}

@Resolver(() => Borrower)
export class BorrowerUltimateOwnersField {
  @FieldResolver(() => UltimateOwnershipResult, {
    description:
      'Who stands behind the subject in the end (股权穿透), as last computed over the whole graph. A person has no owners.',
  })
  ultimateOwners(
    @Root() borrower: Borrower,
    @Ctx() context: RequestContext,
  ): Promise<UltimateOwnership | GraphNotComputed> {
    return whenComputed(context, 'OWNERS', async (computation) =>
      toOwnership(await context.load(ownersOfSubject, borrower.subjectId), computation),
    );
  }
}

@Resolver(() => UltimateOwnership)
export class UltimateOwnershipFields {
  @FieldResolver(() => [Borrower], {
    description:
      'The control chain (控制链): from the company up by holders of more than half, to who has none above him and so controls it. Empty where nobody does.',
  })
  controlChain(
    @Root() { controlPath }: UltimateOwnership,
    @Ctx() context: RequestContext,
  ): Promise<Borrower[]> {
    return borrowersOf(context, controlPath);
  }
}

@Resolver(() => UltimateOwner)
export class UltimateOwnerFields {
  @FieldResolver(() => Borrower, { nullable: true, description: 'The owner; null when it is no more.' })
  async owner(@Root() { ownerId }: UltimateOwner, @Ctx() context: RequestContext): Promise<Borrower | null> {
    return (await borrowersOf(context, [ownerId]))[0] ?? null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether he is a beneficial owner (受益所有人): a natural person who holds 25 % or more, or controls. Null where an unknown stake may lift him over the line.',
  })
  async isBeneficial(@Root() owner: UltimateOwner, @Ctx() context: RequestContext): Promise<boolean | null> {
    const record = await context.load(subjectById, owner.ownerId);
    return beneficial(owner, record?.kind === 'PERSON');
  }
}

@Resolver(() => OwnershipPath)
export class OwnershipPathFields {
  @FieldResolver(() => [Borrower], { description: 'The owner first, the company last.' })
  subjects(@Root() { ids }: OwnershipPath, @Ctx() context: RequestContext): Promise<Borrower[]> {
    return borrowersOf(context, ids);
  }
}
