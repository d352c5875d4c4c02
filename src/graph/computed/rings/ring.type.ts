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
import { ContactPoint, Device } from '../../../ecosystem';
import { encodePartId } from '../../../kernel';
import { access, connectionOf, DecimalScalar, describedEnum } from '../../../platform/graphql';
import { Computed, GroupFilterInput } from '../groups/group.type';
import { GraphNotComputed } from '../run/not-computed.type';
import type { HouseholdTie, RingKind } from './ring.codes';
import type { RingRecord } from './ring.loaders';

const RingKindEnum = describedEnum<RingKind>('SharedRingKind', 'What the members of a ring share.', {
  DEVICE: 'A device 设备.',
  MOBILE: 'A mobile number 手机号.',
  ADDRESS: 'A postal address 地址.',
  EMAIL: 'A mailbox 邮箱.',
  WIFI: 'A wireless network 无线网络.',
  LANDLINE: 'A landline number 固定电话.',
});

const HouseholdTieEnum = describedEnum<HouseholdTie>(
  'HouseholdTie',
  'What makes the members of a ring a household (家庭户).',
  {
    FAMILY: 'All of them are tied by marriage or kinship 亲属关系.',
    ADDRESS:
      'They are tied by addresses that eight people have at most, and by kinship, and nothing speaks against it: nobody uses an emulator, no two are in default, no three took loans within a week 同一住址.',
  },
);

export const SharedThing = createUnionType({
  name: 'SharedThing',
  description: 'What members of a ring share.',
  types: () => [Device, ContactPoint] as const,
});

@Extensions(access('borrower:read'))
@ObjectType({ description: 'A member of a ring.' })
export class SharedRingMember {
  subjectId!: string;
}

@Extensions(access('ecosystem:read'))
@ObjectType({ description: 'A thing that members of a ring share.' })
export class SharedRingThing {
  kind!: RingKind;
  key!: string;
}

export const SharedRingMemberConnection: ClassType = connectionOf(
  'SharedRingMember',
  () => SharedRingMember,
  'borrower:read',
  'members of a ring.',
);

export const SharedRingThingConnection: ClassType = connectionOf(
  'SharedRingThing',
  () => SharedRingThing,
  'ecosystem:read',
  'things that members of a ring share.',
);

@Extensions(access('borrower:read'))
@ObjectType({
  description:
    'Subjects that share devices or contact points of one kind (关联团伙): at least three, or two where all are firms, and no more than 100, because more mean a public place. Things that share two users or more are one ring. A device counts a year after it was last used, a contact point while it is in use.',
})
export class SharedRing extends Computed {
  row!: string;

  @Field(() => ID, { description: 'Opaque; stable as long as its first shared thing stays in it.' })
  id!: string;

  @Field(() => RingKindEnum, { description: 'What is shared.' })
  kind!: RingKind;

  @Field(() => Int, { description: 'Number of members, from 2 on.' })
  size!: number;

  @Field(() => Int, { description: 'Number of shared things, from 1 on.' })
  sharedCount!: number;

  @Field(() => DecimalScalar, {
    description: 'Part of the pairs of members that share something, above 0 up to 1 (密度).',
  })
  density!: string;

  @Field(() => HouseholdTieEnum, {
    nullable: true,
    description:
      'What makes its members a household (家庭户), eight people at most: a family that shares a telephone is no gang. Null where nothing does, and wherever a firm is a member.',
  })
  household!: HouseholdTie | null;
}

const SharedRingConnection: ClassType = connectionOf(
  'SharedRing',
  () => SharedRing,
  'borrower:read',
  'rings of subjects that share something.',
);

export const SharedRingsResult = createUnionType({
  name: 'SharedRingsResult',
  description: 'Shared rings, or word that none were looked for yet.',
  types: () => [SharedRingConnection, GraphNotComputed] as const,
});

@Extensions(access('borrower:read'))
@ObjectType({ description: 'The rings that a subject is in.' })
export class BorrowerSharedRings extends Computed {
  @Field(() => [SharedRing], { description: 'The largest first, 50 at most.' })
  rings!: SharedRing[];
}

export const BorrowerSharedRingsResult = createUnionType({
  name: 'BorrowerSharedRingsResult',
  description: 'The rings of a subject, or word that none were looked for yet.',
  types: () => [BorrowerSharedRings, GraphNotComputed] as const,
});

@InputType({ description: 'Which rings; all that is given must hold.' })
export class SharedRingFilterInput extends GroupFilterInput {
  @Field(() => RingKindEnum, { nullable: true, description: 'Those that share this.' })
  kind?: RingKind | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for households, false for rings of others, which are worth a look.',
  })
  isHousehold?: boolean | null;
}

/** The id that the API gives a ring. */
export const ringId = ({ kind, anchorId }: Pick<RingRecord, 'kind' | 'anchorId'>): string =>
  encodePartId(`shared-ring-${kind}`, anchorId);

export const toRing = ({ id, anchorId, densityPpm, nodeCount, ...facts }: RingRecord): SharedRing =>
  Object.assign(new SharedRing(), facts, {
    row: id,
    id: ringId({ kind: facts.kind, anchorId }),
    sharedCount: nodeCount,
    density: (densityPpm / 1_000_000).toFixed(6).replace(/\.?0+$/, ''),
  });
