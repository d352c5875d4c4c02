import { type ClassType, Extensions, Field, InputType, ObjectType } from 'type-graphql';
import { encodeNodeId } from '../../kernel';
import {
  access,
  BusinessDateScalar,
  connectionOf,
  describedEnum,
  MoneyType,
  moneyTypeOrNull,
  Node,
} from '../../platform/graphql';
import type { PartnerStatus } from '../partner-status.codes';
import { PartnerStatusEnum } from '../partner-status.enum';
import type { DealerLevel } from './dealer.codes';
import type { DealerRecord } from './dealer.records';

const DealerLevelEnum = describedEnum<DealerLevel>('DealerLevel', 'Grade of a dealer.', {
  PLATINUM: 'Platinum 白金.',
  GOLD: 'Gold 金牌.',
  SILVER: 'Silver 银牌.',
  STANDARD: 'Ordinary 普通.',
});

@Extensions(access('ecosystem:read'))
@ObjectType({
  implements: Node,
  description:
    'A firm or person in its part as a dealer (经销商) of the ecosystem. Source: the dealer system, at its last import.',
})
export class Dealer extends Node {
  key!: string;
  subjectId!: string;

  @Field(() => String, { description: 'Number of the dealer in its source.' })
  dealerNo!: string;

  @Field(() => String, { description: "Name in the dealer system. A firm's name is not personal." })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Sales region.' })
  region!: string | null;

  @Field(() => DealerLevelEnum, { description: 'Grade of the dealer.' })
  level!: DealerLevel;

  @Field(() => PartnerStatusEnum, { description: 'Whether it trades now.' })
  status!: PartnerStatus;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Credit line for purchases (授信额度), where one is granted.',
  })
  creditLimit!: MoneyType | null;

  @Field(() => BusinessDateScalar, { description: 'Day since which it is a dealer.' })
  since!: string;
}

export const DealerConnection: ClassType = connectionOf(
  'Dealer',
  () => Dealer,
  'ecosystem:read',
  'dealers (经销商).',
);

export const DealerOrderEnum = describedEnum('DealerOrder', 'Ordering of dealers.', {
  NAME_ASC: 'By name.',
  SINCE_ASC: 'Longest standing first.',
  SINCE_DESC: 'Newest first.',
});

@InputType({ description: 'Which dealers; all that is given must hold.' })
export class DealerFilterInput {
  @Field(() => DealerLevelEnum, { nullable: true, description: 'Dealers of this grade.' })
  level?: DealerLevel | null;

  @Field(() => String, { nullable: true, description: 'Dealers whose name begins so, to the letter.' })
  namePrefix?: string | null;
}

export function toDealer(record: DealerRecord): Dealer {
  const { id, creditLimit, ...facts } = record;
  return Object.assign(new Dealer(), facts, {
    id: encodeNodeId('Dealer', id),
    key: id,
    creditLimit: moneyTypeOrNull(creditLimit),
  });
}
