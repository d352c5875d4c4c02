import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CatalogueError, keyOfNode } from '../../../kernel';
import { BusinessDateScalar } from '../../../platform/graphql';
import type { GroupFilter } from './group';

/** An answer from a stored computation. What it may be read by, its types say themselves. */
@ObjectType()
export abstract class Computed {
  @Field(() => BusinessDateScalar, { description: 'The business date whose facts count.' })
  asOf!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was computed, or last found unchanged.' })
  computedAt!: Date;
}

@InputType()
export abstract class GroupFilterInput {
  @Field(() => ID, { nullable: true, description: 'Those that this borrower is in, by its id.' })
  memberId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Those with at least so many members, from 2 on.' })
  minSize?: number | null;
}

/** @throws CatalogueError INVALID_FILTER that names the field */
export function readGroupFilter<Kind extends string>(
  filter: (GroupFilterInput & { readonly kind?: Kind | null }) | null,
): GroupFilter<Kind> {
  const { memberId, kind, minSize } = filter ?? {};
  if (minSize != null && (minSize < 2 || minSize > 1_000_000_000))
    throw new CatalogueError('INVALID_FILTER', { field: 'filter.minSize', problem: 'must be 2 or more' });
  return {
    memberId: memberId == null ? null : keyOfNode(memberId, 'Borrower'),
    kind: kind ?? null,
    minSize: minSize ?? null,
  };
}
