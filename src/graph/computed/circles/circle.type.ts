import {
  type ClassType,
  createUnionType,
  Extensions,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
} from 'type-graphql';
import { encodePartId } from '../../../kernel';
import {
  access,
  BusinessDateScalar,
  connectionOf,
  describedEnum,
  MoneyInput,
  MoneyType,
  moneyType,
  moneyTypeOrNull,
} from '../../../platform/graphql';
import { Computed, GroupFilterInput } from '../groups/group.type';
import { GraphNotComputed } from '../run/not-computed.type';
import type { CircleKind } from './circle.codes';
import type {
  CircleExposureRecord,
  CircleGuaranteeRecord,
  CircleMemberRecord,
  CircleRecord,
} from './circle.loaders';

const CircleKindEnum = describedEnum<CircleKind>(
  'GuaranteeCircleKind',
  'How the members of a guarantee circle stand in for each other.',
  {
    MUTUAL: 'In pairs that guarantee each other, and in no longer circle 互保.',
    JOINT: 'Three or more that all guarantee each other 联保.',
    RING: 'Round a circle of three or more, so that the guarantee comes back to its giver 循环担保.',
  },
);

@Extensions(access('borrower:read'))
@ObjectType({ description: 'A member of a guarantee circle.' })
export class GuaranteeCircleMember {
  subjectId!: string;

  @Extensions(access('loan:read'))
  @Field(() => Boolean, {
    description:
      'Whether a loan of it is in default (违约): written off, called, or more than 90 days overdue. As of the computation.',
  })
  defaulted!: boolean;
}

@Extensions(access('borrower:read'))
@ObjectType({ description: 'A guarantee that one member of a circle gave for another (担保).' })
export class CircleGuarantee {
  guarantorId!: string;
  debtorId!: string;

  @Field(() => ID, { description: 'Opaque and stable: the same as that of the relation.' })
  id!: string;

  @Field(() => MoneyType, { nullable: true, description: 'Amount guaranteed; null where no source says.' })
  amount!: MoneyType | null;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'First day.' })
  since!: string | null;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Last day; null while it lasts.' })
  until!: string | null;

  @Field(() => String, { nullable: true, description: 'What shows it, such as a contract number.' })
  evidence!: string | null;
}

@Extensions(access('loan:read'))
@ObjectType({ description: 'What is at stake in a guarantee circle, in one currency.' })
export class CircleExposure {
  @Field(() => MoneyType, {
    description: 'What its members owe on their loans here, settled and cancelled ones left out.',
  })
  outstanding!: MoneyType;

  @Field(() => MoneyType, {
    description: 'What its members guarantee each other, as far as sources give amounts.',
  })
  guaranteed!: MoneyType;
}

export const CircleMemberConnection: ClassType = connectionOf(
  'GuaranteeCircleMember',
  () => GuaranteeCircleMember,
  'borrower:read',
  'members of a guarantee circle.',
);

export const CircleGuaranteeConnection: ClassType = connectionOf(
  'CircleGuarantee',
  () => CircleGuarantee,
  'borrower:read',
  'guarantees within a guarantee circle.',
);

@Extensions(access('borrower:read'))
@ObjectType({
  description:
    'A guarantee circle (担保圈): the largest set of subjects of which each one stands in, directly or through others, for each other one. When one fails, all are called on. Source: guarantees in force on `asOf`.',
})
export class GuaranteeCircle extends Computed {
  row!: string;

  @Field(() => ID, { description: 'Opaque; stable as long as its first member stays in it.' })
  id!: string;

  @Field(() => CircleKindEnum, { description: 'How the members stand in for each other.' })
  kind!: CircleKind;

  @Field(() => Int, { description: 'Number of members, from 2 on.' })
  size!: number;

  @Field(() => Int, { description: 'Number of guarantees between members.' })
  guaranteeCount!: number;

  @Field(() => Int, { description: 'Number of pairs that guarantee each other (互保).' })
  mutualPairs!: number;

  @Extensions(access('loan:read'))
  @Field(() => Int, { description: 'Number of members with a loan in default (违约).' })
  defaultedCount!: number;
}

const GuaranteeCircleConnection: ClassType = connectionOf(
  'GuaranteeCircle',
  () => GuaranteeCircle,
  'borrower:read',
  'guarantee circles (担保圈).',
);

export const GuaranteeCirclesResult = createUnionType({
  name: 'GuaranteeCirclesResult',
  description: 'Guarantee circles, or word that none were looked for yet.',
  types: () => [GuaranteeCircleConnection, GraphNotComputed] as const,
});

@Extensions(access('borrower:read'))
@ObjectType({ description: 'The guarantee circles that a subject is in.' })
export class BorrowerGuaranteeCircles extends Computed {
  @Field(() => [GuaranteeCircle], { description: 'None or one: circles that touch are one circle.' })
  circles!: GuaranteeCircle[];
}

export const BorrowerGuaranteeCirclesResult = createUnionType({
  name: 'BorrowerGuaranteeCirclesResult',
  description: 'The guarantee circles of a subject, or word that none were looked for yet.',
  types: () => [BorrowerGuaranteeCircles, GraphNotComputed] as const,
});

@InputType({ description: 'Which guarantee circles; all that is given must hold.' })
export class GuaranteeCircleFilterInput extends GroupFilterInput {
  @Field(() => CircleKindEnum, { nullable: true, description: 'Those of this kind.' })
  kind?: CircleKind | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'Those whose members owe at least this on their loans, counted in its currency.',
  })
  minExposure?: MoneyInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for those with a member in default, false for those without.',
  })
  withDefaulted?: boolean | null;
}

/** The id that the API gives a circle. */
export const circleId = ({ anchorId }: Pick<CircleRecord, 'anchorId'>): string =>
  encodePartId('guarantee-circle', anchorId);

export const toCircle = ({ id, anchorId, ...facts }: CircleRecord): GuaranteeCircle =>
  Object.assign(new GuaranteeCircle(), facts, { row: id, id: circleId({ anchorId }) });

export const toMember = (record: CircleMemberRecord): GuaranteeCircleMember =>
  Object.assign(new GuaranteeCircleMember(), record);

export const toGuarantee = ({ relationId, amount, ...facts }: CircleGuaranteeRecord): CircleGuarantee =>
  Object.assign(new CircleGuarantee(), facts, {
    id: encodePartId('relation-out', relationId),
    amount: moneyTypeOrNull(amount),
  });

export const toExposure = ({ outstanding, guaranteed }: CircleExposureRecord): CircleExposure =>
  Object.assign(new CircleExposure(), {
    outstanding: moneyType(outstanding),
    guaranteed: moneyType(guaranteed),
  });
