import { Field, ID, InputType, Int } from 'type-graphql';
import { type InquiryPurpose, InquiryPurposeEnum } from '../../consent';
import { BureauCodeScalar, describedEnum, MoneyInput } from '../../platform/graphql';
import type { InquiryMode } from '../inquiry/credit-question';

const InquiryModeEnum = describedEnum<InquiryMode>(
  'InquiryMode',
  'Whether a bureau may be asked. An inquiry costs money and leaves a footprint on the file of the subject.',
  {
    STORED_ONLY: 'Only what is stored 仅查存量; never asks a bureau.',
    INQUIRE_IF_STALE:
      'What is stored and young enough, else an inquiry 过期则查询. Needs a reason and the permission bureau:inquire.',
    INQUIRE_ALWAYS:
      'An inquiry whatever is stored 强制查询, shared only with those who ask at the same time. Needs a reason and, beside bureau:inquire, the permission bureau:inquire-always.',
  },
);

/** Codes of Baihang's table loanPurpose. */
const LoanPurposeEnum = describedEnum('LoanPurpose', 'What a loan is applied for (贷款用途).', {
  NO_SCENE: 'No stated scene 无场景.',
  EDUCATION: 'Education 教育.',
  MEDICAL_BEAUTY: 'Medical beauty 医美.',
  RENT: 'Rent of a home 租房.',
  DIGITAL_GOODS: 'Phones and computers 数码.',
  CAR: 'Purchase of a car 买车.',
  RENOVATION: 'Renovation 装修.',
  TRAVEL: 'Travel 旅游.',
  AGRICULTURE: 'Agricultural production 农业生产.',
  BUSINESS: 'Running a business 企业经营.',
  MIXED_USE: 'Mixed use 综合用款.',
  SHOPPING: 'Shopping 购物.',
  DAILY_CONSUMPTION: 'Daily consumption 日常消费.',
  OTHER: 'Other 其他.',
});

const GuaranteeTypeEnum = describedEnum('GuaranteeType', 'What secures a loan (担保方式).', {
  CREDIT: 'Nothing but credit standing 信用.',
  MORTGAGE: 'Mortgage 抵押.',
  PLEDGE: 'Pledge 质押.',
  GUARANTEE: 'Guarantee 保证.',
  COMBINED: 'Several together 组合.',
  OTHER: 'Other 其他.',
});

const CustomerTypeEnum = describedEnum('CustomerType', 'What an applicant lives on (客户类型).', {
  STUDENT: 'At school or university 在校学生.',
  EMPLOYED: 'Employed 在职.',
  SELF_EMPLOYED: 'Self-employed 自雇.',
  OTHER: 'Other 其他.',
  UNKNOWN: 'Not known 未知.',
});

@InputType({
  description:
    'An application for credit (贷款申请): the reason of an inquiry. Kept with the inquiry by its number; the rest is told to the bureaus that ask for it.',
})
export class ApplicationInput {
  @Field(() => String, {
    description:
      'Number of the application at the caller (申请编号): 1 to 64 printable ASCII characters without blanks.',
  })
  no!: string;

  @Field(() => LoanPurposeEnum, { nullable: true, description: 'What the loan is for.' })
  loanPurpose?: string | null;

  @Field(() => GuaranteeTypeEnum, { nullable: true, description: 'What is to secure the loan.' })
  guaranteeType?: string | null;

  @Field(() => CustomerTypeEnum, { nullable: true, description: 'What the applicant lives on.' })
  customerType?: string | null;

  @Field(() => MoneyInput, { nullable: true, description: 'Amount applied for (申请金额).' })
  amount?: MoneyInput | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'Monthly income of the applicant (月收入). Told to a bureau only that asks for it, and only under a SENSITIVE consent of the subject for that bureau which names INCOME.',
  })
  monthlyIncome?: MoneyInput | null;
}

@InputType({ description: 'Which bureaus to hear about the borrower, what for, and how.' })
export class CreditReportRequest {
  @Field(() => [BureauCodeScalar], {
    nullable: true,
    description: 'Bureaus by their codes, answered in this order; all that are switched on if left out.',
  })
  bureaus?: string[] | null;

  @Field(() => InquiryPurposeEnum, {
    description: 'What for. The consent and the right of the client must cover it.',
  })
  purpose!: InquiryPurpose;

  @Field(() => InquiryModeEnum, {
    defaultValue: 'STORED_ONLY',
    description: 'Whether a bureau may be asked.',
  })
  mode!: InquiryMode;

  @Field(() => Int, {
    nullable: true,
    description:
      'Oldest stored report to take, in calendar days, 0 to 3650; 0 is today. It can shorten the reuse window of the bureau, never widen it.',
  })
  maxAgeDays?: number | null;

  @Field(() => ApplicationInput, {
    nullable: true,
    description: 'The application, for LOAN_APPROVAL, GUARANTEE_REVIEW and CREDIT_CHECK.',
  })
  application?: ApplicationInput | null;

  @Field(() => ID, { nullable: true, description: 'Id of the outstanding loan, for MID_LOAN and POST_LOAN.' })
  loan?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A name of your own for this request (幂等键), 1 to 64 printable ASCII characters without blanks, for a mode that may inquire. A repeat under it within a week is answered, for each borrower and bureau, by the inquiry that answered the first, INQUIRE_ALWAYS too; an inquiry of which nothing was sent may be made by the repeat. Another request under it is refused. A dry run does not look at it.',
  })
  idempotencyKey?: string | null;
}
