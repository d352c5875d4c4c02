import {
  type ClassType,
  Extensions,
  Field,
  GraphQLISODateTime,
  ID,
  InputType,
  ObjectType,
} from 'type-graphql';
import type { AdverseFactKind } from '../../../ecosystem';
import { money } from '../../../kernel';
import {
  access,
  BusinessDateScalar,
  connectionOf,
  describedEnum,
  MoneyType,
  moneyType,
} from '../../../platform/graphql';
import type { AdverseFactRequest } from '../adverse-fact.commands';
import type { AdverseFactState } from '../adverse-fact.entity';
import type { AdverseFactRecord } from './adverse-fact-list.repository';

const AdverseFactKindEnum = describedEnum<AdverseFactKind>(
  'AdverseFactKind',
  'What happened, by definition and with evidence (不良事实). None of it is a verdict: that somebody is dishonest (失信) is for courts to say.',
  {
    FRAUD: 'The loan was got by deceit 欺诈.',
    DEBT_EVASION: 'A debt that is due is evaded, by the definition that is named 逃废债.',
    COMPENSATION: 'A guarantor paid in his place 代偿.',
  },
);

const AdverseFactStateEnum = describedEnum<AdverseFactState>(
  'AdverseFactState',
  'Where an adverse fact stands.',
  {
    PROPOSED: 'It waits for a second person 待复核. So does one that was changed after its approval.',
    APPROVED: 'A second person approved exactly this content 已复核.',
    REPORTED: 'Bureaus are told 已报送.',
  },
);

@InputType({ description: 'An adverse fact (不良事实).' })
export class AdverseFactInput implements AdverseFactRequest {
  @Field(() => String, { description: 'Number of the loan (合同编号).' })
  loanNo!: string;

  @Field(() => AdverseFactKindEnum, {
    description:
      'What happened. The loan book must show the arrears that were evaded, or the payment, of somebody who stood surety, on what was due.',
  })
  fact!: AdverseFactKind;

  @Field(() => BusinessDateScalar, { description: 'When it happened; not to come.' })
  occurredOn!: string;

  @Field(() => String, {
    description:
      'Amount of it, in fen of CNY: a whole number as text. At most what was lent (FRAUD), owed on that day (DEBT_EVASION) or paid on it (COMPENSATION).',
  })
  amountFen!: string;

  @Field(() => String, {
    description:
      'Document and clause that define it (认定依据), 1 to 60 characters, and no verdict on the borrower. Bureaus are told.',
  })
  definition!: string;

  @Field(() => String, { description: 'SHA-256 of the evidence (证据哈希): 64 hex digits.' })
  evidenceHash!: string;
}

@Extensions(access('report:read'))
@ObjectType({
  description:
    'An adverse fact (不良事实): proposed by one person, approved by another for exactly this content, and only then reported.',
})
export class AdverseFact {
  @Field(() => ID, { description: 'Decimal and stable.' })
  id!: string;

  @Field(() => String, { description: 'Number of the loan (合同编号).' })
  loanNo!: string;

  @Field(() => AdverseFactKindEnum, { description: 'What happened.' })
  fact!: AdverseFactKind;

  @Field(() => BusinessDateScalar, { description: 'When it happened.' })
  occurredOn!: string;

  @Field(() => MoneyType, { description: 'Amount of it.' })
  amount!: MoneyType;

  @Field(() => String, { description: 'Document and clause that define it (认定依据).' })
  definition!: string;

  @Field(() => String, { description: 'SHA-256 of the evidence (证据哈希), in hex.' })
  evidenceHash!: string;

  @Field(() => String, { description: 'SHA-256 of the content as it is now, in hex: an approval names it.' })
  contentHash!: string;

  @Field(() => AdverseFactStateEnum, { description: 'Where it stands.' })
  state!: AdverseFactState;

  @Field(() => String, { description: 'Who proposed it, or changed it last (经办).' })
  proposedBy!: string;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  proposedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who approved it (复核).' })
  approvedBy!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was approved.' })
  approvedAt!: Date | null;
}

export const AdverseFactConnection: ClassType = connectionOf(
  'AdverseFact',
  () => AdverseFact,
  'report:read',
  'adverse facts (不良事实).',
);

@InputType({ description: 'Which adverse facts.' })
export class AdverseFactFilterInput {
  @Field(() => AdverseFactStateEnum, { nullable: true, description: 'In this state.' })
  state?: AdverseFactState | null;
}

@Extensions(access('report:write'))
@ObjectType({ description: 'An adverse fact after a change.' })
export class AdverseFactChange {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'SHA-256 of its content as it is now, in hex.' })
  contentHash!: string;
}

export const toAdverseFact = ({ amountMinor, ...facts }: AdverseFactRecord): AdverseFact =>
  Object.assign(new AdverseFact(), facts, { amount: moneyType(money(BigInt(amountMinor), 'CNY')) });
