import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { access, BureauCodeScalar, describedEnum, MoneyType } from '../../platform/graphql';
import { BureauOutcome } from '../reports/bureau-outcome.type';
import { ReportProvenance } from '../reports/report-provenance.type';
import type { DisagreementKind } from './disagreements';

const DisagreementKindEnum = describedEnum<DisagreementKind>(
  'DisagreementKind',
  'How reports cannot be squared (差异类型). That counts and amounts differ is none: each bureau knows other lenders.',
  {
    GRADES_DIFFER: 'The worst delinquency is not the same 最差还款状态不一致.',
    OVERDUE_OR_NOT: 'One reports something overdue, another open loans and nothing overdue 逾期情况不一致.',
    IMPOSSIBLE:
      'One bureau contradicts itself 自相矛盾: more lenders than loans, more overdue than owed, or a longer window with less in it.',
  },
);

@Extensions(access('bureau:read'))
@ObjectType({ description: 'A count as one bureau gives it.' })
export class CountValue {
  @Field(() => Int, { description: 'The count.' })
  count!: number;

  @Field(() => ReportProvenance, { description: 'Where it comes from.' })
  provenance!: ReportProvenance;
}

@Extensions(access('bureau:read'))
@ObjectType({
  description: 'A count side by side per bureau, and bounds for what they know together (机构间比对).',
})
export class CountFigure {
  @Field(() => [CountValue], { description: 'One per bureau that says, in the order of the request.' })
  values!: CountValue[];

  @Field(() => Int, {
    nullable: true,
    description: 'No less than this: the most that one of them knows. Null when none says.',
  })
  atLeast!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'No more than this: all of them added up. Null while a bureau that was asked does not say, or has not all its answers.',
  })
  atMost!: number | null;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'An amount as one bureau gives it.' })
export class AmountValue {
  @Field(() => MoneyType, { description: 'The amount.' })
  amount!: MoneyType;

  @Field(() => ReportProvenance, { description: 'Where it comes from.' })
  provenance!: ReportProvenance;
}

@Extensions(access('bureau:read'))
@ObjectType({
  description: 'An amount side by side per bureau, and bounds for what they know together (机构间比对).',
})
export class AmountFigure {
  @Field(() => [AmountValue], { description: 'One per bureau that says, in the order of the request.' })
  values!: AmountValue[];

  @Field(() => MoneyType, {
    nullable: true,
    description: 'No less than this: the most that one of them knows. Null when none says.',
  })
  atLeast!: MoneyType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description:
      'No more than this: all of them added up. Null while a bureau that was asked does not say, or has not all its answers.',
  })
  atMost!: MoneyType | null;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'A grade as one bureau gives it.' })
export class GradeValue {
  @Field(() => String, { description: 'The grade, as in CreditReport.worstDelinquency24m.' })
  grade!: string;

  @Field(() => ReportProvenance, { description: 'Where it comes from.' })
  provenance!: ReportProvenance;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'The worst delinquency side by side per bureau (最差还款状态).' })
export class GradeFigure {
  @Field(() => [GradeValue], { description: 'One per bureau that says, in the order of the request.' })
  values!: GradeValue[];

  @Field(() => String, { nullable: true, description: 'The gravest of them; null when none says.' })
  worst!: string | null;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Applications for credit in a window, by all bureaus (贷款申请).' })
export class ApplicationFigures {
  @Field(() => Int, { description: 'Length of the window in days, which ends with each report.' })
  days!: number;

  @Field(() => CountFigure, { description: 'Applications in it (申请次数).' })
  applicationCount!: CountFigure;

  @Field(() => CountFigure, { description: 'Different institutions applied to (申请机构数).' })
  institutionCount!: CountFigure;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Loans paid out in a window, by all bureaus (近期放款).' })
export class IssuedLoanFigures {
  @Field(() => Int, { description: 'Length of the window in days, which ends with each report.' })
  days!: number;

  @Field(() => CountFigure, { description: 'Loans paid out in it (放款笔数).' })
  loanCount!: CountFigure;

  @Field(() => CountFigure, { description: 'Different institutions that paid them out (放款机构数).' })
  institutionCount!: CountFigure;

  @Field(() => AmountFigure, { description: 'All of them together (放款金额).' })
  amount!: AmountFigure;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Inquiries of institutions in a window, by all bureaus (查询次数).' })
export class InquiryFigures {
  @Field(() => Int, { description: 'Length of the window in days, which ends with each report.' })
  days!: number;

  @Field(() => CountFigure, { description: 'Inquiries in it, for whatever reason.' })
  inquiryCount!: CountFigure;

  @Field(() => CountFigure, { description: 'Those for an approval or a guarantee (贷款审批、担保资格审查).' })
  approvalCount!: CountFigure;

  @Field(() => CountFigure, { description: 'Different institutions that inquired (查询机构数).' })
  institutionCount!: CountFigure;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Reports that cannot be squared (数据差异).' })
export class ReportDisagreement {
  @Field(() => DisagreementKindEnum, { description: 'How.' })
  kind!: DisagreementKind;

  @Field(() => String, { description: 'The field of CreditReport that it is about.' })
  figure!: string;

  @Field(() => [BureauCodeScalar], { description: 'The bureaus concerned.' })
  bureaus!: string[];
}

@Extensions(access('bureau:read'))
@ObjectType({
  description:
    'What several bureaus say of the borrower, laid side by side (多机构征信汇总): each figure with its sources, bounds where they overlap, and where they disagree. No figure is made up: null is never zero.',
})
export class CreditSummary {
  @Field(() => [BureauCodeScalar], { description: 'Bureaus that gave a report (已返回报告的机构).' })
  reported!: string[];

  @Field(() => [BureauCodeScalar], {
    description: 'Bureaus that know nothing of the borrower (查无记录的机构): they add nothing to a figure.',
  })
  withoutRecord!: string[];

  @Field(() => [BureauOutcome], {
    description:
      'What kept the other bureaus from answering (未返回结果的机构). Nobody knows what they would say, so every upper bound is open.',
  })
  missing!: BureauOutcome[];

  @Field(() => CountFigure, { description: 'Loans not yet settled (未结清贷款笔数).' })
  openLoanCount!: CountFigure;

  @Field(() => CountFigure, { description: 'Different lenders of those loans (未结清贷款机构数).' })
  openLenderCount!: CountFigure;

  @Field(() => AmountFigure, { description: 'What is still owed in all (贷款余额).' })
  openBalance!: AmountFigure;

  @Field(() => AmountFigure, { description: 'What is overdue now (当前逾期总额).' })
  overdueAmount!: AmountFigure;

  @Field(() => AmountFigure, { description: 'What falls due each month by contract (协定月还款).' })
  monthlyDue!: AmountFigure;

  @Field(() => CountFigure, { description: 'Mobile numbers reported for the person (手机号码数).' })
  mobileCount!: CountFigure;

  @Field(() => GradeFigure, { description: 'Worst delinquency in 24 months (24个月最差还款状态).' })
  worstDelinquency24m!: GradeFigure;

  @Field(() => [ApplicationFigures], { description: 'Applications by windows, shortest first (贷款申请).' })
  applications!: ApplicationFigures[];

  @Field(() => [IssuedLoanFigures], { description: 'Loans paid out by windows, shortest first (近期放款).' })
  issuedLoans!: IssuedLoanFigures[];

  @Field(() => [InquiryFigures], { description: 'Inquiries by windows, shortest first (查询次数).' })
  inquiries!: InquiryFigures[];

  @Field(() => [ReportDisagreement], { description: 'Where reports cannot be squared (数据差异).' })
  disagreements!: ReportDisagreement[];
}
