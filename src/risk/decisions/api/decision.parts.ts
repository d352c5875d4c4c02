import { Extensions, Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { access, DecimalScalar, MoneyType } from '../../../platform/graphql';
import type { ReviewGround } from '../review/standing';
import { RepaymentMethodEnum, ReviewGroundEnum, ReviewOutcomeEnum } from './decision.enums';

@Extensions(access('decision:read'))
@ObjectType({ description: 'A reason for a decision (原因代码).' })
export class DecisionReason {
  @Field(() => String, { description: 'Code of a rule, or SCORE_ and the name of a feature.' })
  code!: string;

  @Field(() => String, { description: 'In English.' })
  text!: string;

  @Field(() => String, { description: 'In Chinese (中文说明).' })
  textZh!: string;

  @Field(() => Boolean, {
    description:
      'Whether the borrower may be told it (可告知借款人): not what speaks of others, nor a suspicion of fraud.',
  })
  forBorrower!: boolean;
}

@Extensions(access('decision:read'))
@ObjectType({ description: 'A rule that was hit (命中规则).' })
export class DecisionRule {
  @Field(() => String, {
    description: 'Its code, such as BUREAU_MISSING or OVERDUE_LOAN. New codes may come.',
  })
  code!: string;

  @Field(() => String, { description: 'What it leads to: REVIEW or DECLINE.' })
  effect!: string;

  @Field(() => String, { description: 'In English.' })
  text!: string;

  @Field(() => String, { description: 'In Chinese (中文说明).' })
  textZh!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What was found, as text, amounts in major units; null where there is no figure.',
  })
  value!: string | null;

  @Field(() => String, { nullable: true, description: 'The limit that it passed; null where there is none.' })
  threshold!: string | null;

  @Field(() => String, {
    description: 'Where it comes from: a bureau, a part of the gateway, model or decision.',
  })
  source!: string;
}

@Extensions(access('decision:read'))
@ObjectType({ description: 'What is due at the end of a month (分期).' })
export class DecidedInstalment {
  @Field(() => Int, { description: '1 for the month after the loan is paid out.' })
  number!: number;

  @Field(() => MoneyType, { description: 'Principal in it (本金).' })
  principal!: MoneyType;

  @Field(() => MoneyType, { description: 'Interest in it (利息).' })
  interest!: MoneyType;

  @Field(() => MoneyType, { description: 'Still owed afterwards (剩余本金).' })
  balance!: MoneyType;
}

@Extensions(access('decision:read'))
@ObjectType({ description: 'The price of the loan (定价). Rates are parts of one a year: 0.132 is 13.2 %.' })
export class LoanPrice {
  @Field(() => DecimalScalar, {
    description: 'Nominal rate: the required rate, rounded up to a basis point.',
  })
  yearlyRate!: string;

  @Field(() => DecimalScalar, {
    description:
      'All-in rate (综合年化成本): internal rate of return of a month times 12, fees included. Never above the cap.',
  })
  allInRate!: string;

  @Field(() => DecimalScalar, {
    description: 'The cap on the all-in rate for this kind of lender and day (利率上限).',
  })
  capRate!: string;

  @Field(() => String, { description: 'What the cap rests on.' })
  capBasis!: string;

  @Field(() => RepaymentMethodEnum, { description: 'How it is repaid.' })
  method!: string;

  @Field(() => MoneyType, { description: 'Kept back when it is paid out (手续费).' })
  feeUpfront!: MoneyType;

  @Field(() => MoneyType, { description: 'Fee with every instalment.' })
  feeMonthly!: MoneyType;

  @Field(() => [DecidedInstalment], {
    description: 'All instalments, exact to the fen; their principal adds up to the loan.',
  })
  instalments!: DecidedInstalment[];
}

@Extensions(access('decision:read'))
@ObjectType({ description: 'What a person found of a decision (人工复核).' })
export class DecisionReview {
  @Field(() => Int, { description: 'From 1, in the order they were made.' })
  number!: number;

  @Field(() => ReviewOutcomeEnum, { description: 'What he found.' })
  outcome!: 'APPROVE' | 'DECLINE';

  @Field(() => ReviewGroundEnum, { description: 'What that rests on.' })
  ground!: ReviewGround;

  @Extensions(access('decision:read', { personal: true }))
  @Field(() => String, {
    description: 'Why, in words. It may speak of people: without the permission pii:read it is shown as ***.',
  })
  reason!: string;

  @Field(() => String, { description: 'Who: the caller as his token names him.' })
  reviewedBy!: string;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  reviewedAt!: Date;
}

@Extensions(access('decision:read'))
@ObjectType({ description: 'A model or policy that a decision was made by.' })
export class DecisionVersion {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'SHA-256 of its content, in hex.' })
  fingerprint!: string;
}

@Extensions(access('decision:read'))
@ObjectType({ description: 'A decision made again from what is stored of it (回放).' })
export class DecisionReplay {
  @Field(() => Boolean, { description: 'Whether it came out the same, to the byte.' })
  identical!: boolean;

  @Field(() => String, { description: 'SHA-256 of the stored decision, in hex.' })
  storedHash!: string;

  @Field(() => String, { description: 'SHA-256 of the decision as it is made again.' })
  replayedHash!: string;

  @Field(() => String, { description: 'The decision as it is made again: JSON, keys in order, no blanks.' })
  canonical!: string;
}
