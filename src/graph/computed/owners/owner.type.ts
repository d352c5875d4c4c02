import { createUnionType, Extensions, Field, ObjectType } from 'type-graphql';
import { access, DecimalScalar } from '../../../platform/graphql';
import { Computed } from '../groups/group.type';
import type { ComputationRecord } from '../run/computation.loaders';
import { GraphNotComputed } from '../run/not-computed.type';
import type { OwnerPathRecord, OwnerRecord, OwnershipRecord } from './owner.loaders';
import { isBeneficial, percentOf } from './percent';

@Extensions(access('borrower:read'))
@ObjectType({ description: 'One way of ownership, from an owner down to the company (股权路径).' })
export class OwnershipPath {
  ids!: readonly string[];

  @Field(() => [DecimalScalar], {
    nullable: 'items',
    description:
      'Percent that each subject of the way holds of the next one; null where no source says. One fewer than there are subjects.',
  })
  percents!: (string | null)[];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The percents multiplied; null where one is unknown.',
  })
  percent!: string | null;
}

@Extensions(access('borrower:read'))
@ObjectType({ description: 'Somebody who stands behind a company and is owned by nobody himself.' })
export class UltimateOwner {
  ownerId!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'What he holds in the end, in percent: multiplied along each way and added over all ways, rounded to seven digits. Null where a stake on a way is unknown.',
  })
  percent!: string | null;

  @Field(() => DecimalScalar, {
    description: 'What the known stakes alone give him, in percent; equal to `percent` where that is known.',
  })
  lowerBound!: string;

  partPpb!: number;
  isKnown!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether he controls the company (实际控制): more than half is held at each step of one way from him to it.',
  })
  controls!: boolean;

  @Field(() => [OwnershipPath], {
    description: 'The shortest ways to him, five at most, of equally long ones the strongest first.',
  })
  paths!: OwnershipPath[];

  @Field(() => Boolean, {
    description: 'Whether there are more ways than `paths`, or may be. All of them count in `percent`.',
  })
  hasMorePaths!: boolean;
}

@Extensions(access('borrower:read'))
@ObjectType({
  description:
    'Who stands behind a company in the end (股权穿透). Source: shares and investments in force on `asOf`. Where companies hold each other, what enters goes round: the sum of all rounds counts.',
})
export class UltimateOwnership extends Computed {
  controlPath!: readonly string[];

  @Field(() => [UltimateOwner], {
    description: 'The largest first, 200 at most; empty where nobody is known to hold a part.',
  })
  owners!: UltimateOwner[];

  @Field(() => DecimalScalar, {
    description: 'What the owners hold together by the known stakes, in percent, 0 to 100.',
  })
  attributed!: string;

  @Field(() => Boolean, {
    description: 'Whether the owners are all there are: every stake is known, and they add to 100 %.',
  })
  complete!: boolean;

  @Field(() => Boolean, { description: 'Whether a stake on the way is unknown.' })
  hasUnknown!: boolean;

  @Field(() => Boolean, { description: 'Whether companies on the way hold each other (交叉持股).' })
  cycles!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether the stakes in a company on the way add to more than 100 %: they contradict each other and count as unknown.',
  })
  overstated!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether owners were left out: a company on the way has more than 200, or more than 200 companies hold each other in one knot.',
  })
  truncated!: boolean;
}

export const UltimateOwnershipResult = createUnionType({
  name: 'UltimateOwnershipResult',
  description: 'Who stands behind a subject, or word that it was not computed yet.',
  types: () => [UltimateOwnership, GraphNotComputed] as const,
});

const ALL_PPB = 1_000_000_000;

const NOBODY: OwnershipRecord = {
  attributedPpb: 0,
  hasUnknown: false,
  hasCycle: false,
  isOverstated: false,
  isTruncated: false,
  controlPath: [],
  owners: [],
};

/** @param record null where nobody is known to hold a part */
export function toOwnership(
  record: OwnershipRecord | null,
  { asOf, computedAt }: ComputationRecord,
): UltimateOwnership {
  const { owners, attributedPpb, hasUnknown, hasCycle, isOverstated, isTruncated, controlPath } =
    record ?? NOBODY;
  const controller = controlPath.at(-1);
  return Object.assign(new UltimateOwnership(), {
    controlPath,
    owners: owners.map((owner) => toOwner(owner, owner.ownerId === controller)),
    attributed: percentOf(attributedPpb),
    complete: !hasUnknown && !isTruncated && attributedPpb === ALL_PPB,
    hasUnknown,
    cycles: hasCycle,
    overstated: isOverstated,
    truncated: isTruncated,
    asOf,
    computedAt,
  });
}

function toOwner(
  { ownerId, partPpb, isKnown, hasMorePaths, paths }: OwnerRecord,
  controls: boolean,
): UltimateOwner {
  const lowerBound = percentOf(partPpb);
  return Object.assign(new UltimateOwner(), {
    ownerId,
    percent: isKnown ? lowerBound : null,
    lowerBound,
    partPpb,
    isKnown,
    controls,
    paths: paths.map(toPath),
    hasMorePaths,
  });
}

const toPath = ({ ids, ppb }: OwnerPathRecord): OwnershipPath =>
  Object.assign(new OwnershipPath(), {
    ids,
    percents: ppb.map((part) => (part === null ? null : percentOf(part))),
    percent: ppb.some((part) => part === null)
      ? null
      : percentOf(Math.round(ALL_PPB * ppb.reduce<number>((all, part) => (all * (part ?? 0)) / ALL_PPB, 1))),
  });

/** A natural person alone is a beneficial owner; a firm is where the known chain ends. */
export const beneficial = (owner: UltimateOwner, isPerson: boolean): boolean | null =>
  isPerson ? owner.controls || isBeneficial(owner.partPpb, owner.isKnown) : false;
