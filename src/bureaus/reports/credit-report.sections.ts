import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { type InquiryPurpose, InquiryPurposeEnum } from '../../consent';
import { access, BusinessDateScalar, describedEnum, MoneyType } from '../../platform/graphql';
import type { LOAN_STANDINGS, SPECIAL_TRADES } from '../normalised-report';
import { ReportProvenance } from './report-provenance.type';

const ReportedStandingEnum = describedEnum<(typeof LOAN_STANDINGS)[number]>(
  'ReportedStanding',
  'How a loan stands at the bureau (账户状态).',
  {
    NORMAL: 'Paid as agreed 正常.',
    OVERDUE: 'Something is overdue 逾期.',
    SETTLED: 'Paid off 结清.',
    BAD_DEBT: 'Written off as lost 呆账.',
    TRANSFERRED: 'Passed on to another creditor 转出.',
  },
);

const SpecialTradeKindEnum = describedEnum<(typeof SPECIAL_TRADES)[number]>(
  'SpecialTradeKind',
  'What happened to a loan outside its schedule (特殊交易类型). GUARANTOR_PAID, LONG_ARREARS, LAWSUIT and FRAUD are adverse.',
  {
    EXTENSION: 'Its term was extended 展期.',
    GUARANTOR_PAID: 'A guarantor paid 担保人代还.',
    PAID_IN_KIND: 'Paid in kind 以资抵债.',
    EARLY_PART: 'Partly paid early 提前部分还款.',
    EARLY_FULL: 'Wholly paid early 提前全部还款.',
    LONG_ARREARS: 'Long in arrears 长期拖欠.',
    LAWSUIT: 'Taken to court 法律诉讼.',
    FRAUD: 'Fraud 欺诈.',
    OTHER: 'Other 其他.',
  },
);

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Applications for credit in the days before the report (贷款申请).' })
export class ApplicationCount {
  @Field(() => Int, { description: 'Length of the window in days.' })
  days!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Applications in it, whatever became of them (申请次数).',
  })
  applicationCount!: number | null;

  @Field(() => Int, { nullable: true, description: 'Different institutions applied to (申请机构数).' })
  institutionCount!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Banks among the institutions applied to (银行机构数); null where the bureau does not tell kinds.',
  })
  bankCount?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Institutions applied to that are no banks (非银行机构数); null where the bureau does not tell kinds.',
  })
  nonBankCount?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Applications made at night (夜间申请次数); null where the bureau does not tell times of day.',
  })
  nightCount?: number | null;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Loans paid out in the days before the report (放款).' })
export class IssuedLoanCount {
  @Field(() => Int, { description: 'Length of the window in days.' })
  days!: number;

  @Field(() => Int, { nullable: true, description: 'Loans paid out in it (放款笔数).' })
  loanCount!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Different institutions that paid them out (放款机构数).',
  })
  institutionCount!: number | null;

  @Field(() => MoneyType, { nullable: true, description: 'All of them together (放款金额).' })
  amount!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'The largest of them (最大放款金额).' })
  largest!: MoneyType | null;
}

@Extensions(access('bureau:read'))
@ObjectType({
  description: 'Loans paid out lately, by windows of 7 to 360 days that end with the report (近期放款).',
})
export class IssuedLoans {
  @Field(() => [IssuedLoanCount], { description: 'The windows that the bureau has, shortest first.' })
  windows!: IssuedLoanCount[];

  @Field(() => ReportProvenance, { description: 'Where it comes from.' })
  provenance!: ReportProvenance;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Inquiries by institutions in the days before the report (查询次数).' })
export class InquiryCount {
  @Field(() => Int, { description: 'Length of the window in days.' })
  days!: number;

  @Field(() => Int, { nullable: true, description: 'Inquiries in it, for whatever reason.' })
  inquiryCount!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Those for an approval or a guarantee (贷款审批、担保资格审查): only they speak of a wish to borrow.',
  })
  approvalCount!: number | null;

  @Field(() => Int, { nullable: true, description: 'Different institutions that inquired (查询机构数).' })
  institutionCount!: number | null;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'One inquiry by an institution (查询记录).' })
export class PastInquiry {
  @Field(() => BusinessDateScalar, { description: 'Day of the inquiry.' })
  date!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Kind of the institution (查询机构类型), or its name where the bureau gives it.',
  })
  querier!: string | null;

  @Field(() => InquiryPurposeEnum, {
    nullable: true,
    description: 'What for (查询原因); null for a reason that is none of the purposes here.',
  })
  purpose!: InquiryPurpose | null;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Who asked the bureau about the borrower (查询历史).' })
export class QueryHistory {
  @Field(() => [InquiryCount], {
    nullable: true,
    description: 'By windows of 7 to 360 days that end with the report, shortest first.',
  })
  windows!: InquiryCount[] | null;

  @Field(() => [PastInquiry], {
    nullable: true,
    description: 'One by one, newest first; null where the bureau gives only counts.',
  })
  inquiries!: PastInquiry[] | null;

  @Field(() => ReportProvenance, { description: 'Where it comes from.' })
  provenance!: ReportProvenance;
}

@Extensions(access('bureau:read'))
@ObjectType({
  description:
    'How much the personal data vary at the bureau (个人信息一致性): many values for one person are a sign of fraud. Counts only, no values.',
})
export class ProfileConsistency {
  @Field(() => Int, { nullable: true, description: 'Mobile numbers reported for the person (手机号码数).' })
  mobileCount!: number | null;

  @Field(() => Int, { nullable: true, description: 'Home addresses reported (居住地址数).' })
  addressCount!: number | null;

  @Field(() => Int, { nullable: true, description: 'Employers reported (工作单位数).' })
  employerCount!: number | null;

  @Field(() => ReportProvenance, { description: 'Where it comes from.' })
  provenance!: ReportProvenance;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'A loan of somebody else that the borrower guarantees (对外担保), as reported.' })
export class ReportedGuarantee {
  @Field(() => ReportedStandingEnum, { nullable: true, description: 'How the guaranteed loan stands.' })
  standing!: (typeof LOAN_STANDINGS)[number] | null;

  @Field(() => MoneyType, { nullable: true, description: 'What was guaranteed (担保金额).' })
  amount!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What is still outstanding (在保余额).' })
  balance!: MoneyType | null;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Day on which it began.' })
  openedOn!: string | null;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Day on which it ends.' })
  dueOn!: string | null;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Guarantees given by the borrower (对外担保信息).' })
export class GuaranteesGiven {
  @Field(() => [ReportedGuarantee], { description: 'One by one, as the bureau lists them.' })
  guarantees!: ReportedGuarantee[];

  @Field(() => ReportProvenance, { description: 'Where it comes from.' })
  provenance!: ReportProvenance;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Something that happened to a loan outside its schedule (特殊交易).' })
export class SpecialTrade {
  @Field(() => SpecialTradeKindEnum, { description: 'What happened.' })
  kind!: (typeof SPECIAL_TRADES)[number];

  @Field(() => BusinessDateScalar, { nullable: true, description: 'When.' })
  date!: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'The amount concerned (发生金额).' })
  amount!: MoneyType | null;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'What happened to loans outside their schedules (特殊交易信息).' })
export class SpecialTrades {
  @Field(() => [SpecialTrade], { description: 'One by one, as the bureau lists them.' })
  trades!: SpecialTrade[];

  @Field(() => ReportProvenance, { description: 'Where it comes from.' })
  provenance!: ReportProvenance;
}

@Extensions(access('bureau:read'))
@ObjectType({
  description:
    'How many members of a platform had answered when the report was drawn up (成员机构应答情况). With fewer than were asked, counts and amounts are lower bounds.',
})
export class AnswerCoverage {
  @Field(() => Int, { description: 'Members that were asked.' })
  asked!: number;

  @Field(() => Int, { description: 'Members that had answered.' })
  answered!: number;
}
