import { Field, ID, InputType, Int } from 'type-graphql';
import { type InquiryPurpose, InquiryPurposeEnum } from '../../../consent';
import { BureauCodeScalar, MoneyInput } from '../../../platform/graphql';
import type { RepaymentMethod } from '../../pricing/schedule';
import type { GuaranteeType } from '../case/case-file';
import type { Outcome } from '../core/decision';
import type { DecideRequest, ReviewRequest } from '../decision.commands';
import type { ReviewGround, Standing } from '../review/standing';
import {
  DecisionOutcomeEnum,
  DecisionStateEnum,
  RepaymentMethodEnum,
  ReviewGroundEnum,
  ReviewOutcomeEnum,
  SecurityEnum,
} from './decision.enums';

@InputType({ description: 'A loan that somebody asks for (授信申请).' })
export class DecideInput implements DecideRequest {
  @Field(() => ID, { description: 'Id of the borrower.' })
  borrower!: string;

  @Field(() => String, {
    description:
      'Number of the application at the caller (申请编号): 1 to 64 printable ASCII characters without blanks.',
  })
  applicationNo!: string;

  @Field(() => InquiryPurposeEnum, {
    nullable: true,
    description:
      'What stored reports are used for: only those fetched for it, under a consent to it. LOAN_APPROVAL if left out.',
  })
  purpose?: InquiryPurpose | null;

  @Field(() => MoneyInput, { description: 'Amount asked for (申请金额), in CNY.' })
  amount!: MoneyInput;

  @Field(() => Int, { description: 'Months until it is paid back (期限), 1 to 60.' })
  termMonths!: number;

  @Field(() => RepaymentMethodEnum, {
    nullable: true,
    description: 'How it is repaid (还款方式); EQUAL_INSTALMENT if left out.',
  })
  method?: RepaymentMethod | null;

  @Field(() => SecurityEnum, {
    nullable: true,
    description: 'What secures it (担保方式); CREDIT if left out.',
  })
  guarantee?: GuaranteeType | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Numbers of own loans that the borrower disputes (异议), at most 20: they are left out, shown, and a person has to look. Loans with an open objection are left out without being named.',
  })
  disputedLoanNos?: string[] | null;

  @Field(() => [BureauCodeScalar], {
    nullable: true,
    description: 'Bureaus whose report the borrower disputes: each counts as one that has not answered.',
  })
  disputedBureaus?: string[] | null;
}

@InputType({ description: 'What a person found of a decision (人工复核).' })
export class ReviewDecisionInput implements ReviewRequest {
  @Field(() => ID, { description: 'Id of the decision.' })
  decision!: string;

  @Field(() => ReviewOutcomeEnum, { description: 'What he found.' })
  outcome!: 'APPROVE' | 'DECLINE';

  @Field(() => ReviewGroundEnum, { description: 'What that rests on.' })
  ground!: ReviewGround;

  @Field(() => String, {
    description: 'Why, in words: 1 to 1000 characters. Kept sealed, and shown with pii:read alone.',
  })
  reason!: string;
}

@InputType({ description: 'Which decisions: all that is given must hold.' })
export class DecisionFilterInput {
  @Field(() => DecisionOutcomeEnum, { nullable: true, description: 'Those that were decided so.' })
  outcome?: Outcome | null;

  @Field(() => DecisionStateEnum, {
    nullable: true,
    description: 'Those in this state; OPEN and SECOND_NEEDED wait for a person (待人工处理).',
  })
  state?: Standing['state'] | null;
}
