import { Extensions, Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { access, BureauCodeScalar, MoneyType } from '../platform/graphql';
import { BureauOutcome } from './bureau-outcome.type';

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Where an answer of a bureau comes from (数据来源).' })
export class ReportProvenance {
  @Field(() => BureauCodeScalar, { description: 'The bureau.' })
  source!: string;

  @Field(() => GraphQLISODateTime, { description: 'When the bureau drew it up (报告时间).' })
  observedAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'When the gateway received it (获取时间).' })
  retrievedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'Number of the consent that it was fetched under (授权编号); null when that consent is no longer kept.',
  })
  consentNo!: string | null;
}

@Extensions(access('bureau:read'))
@ObjectType({ description: 'Applications for credit in the days before the report (贷款申请).' })
export class ApplicationCount {
  @Field(() => Int, { description: 'Length of the window in days.' })
  days!: number;

  @Field(() => Int, { description: 'Applications in it, whatever became of them (申请次数).' })
  applicationCount!: number;

  @Field(() => Int, { description: 'Different institutions applied to (申请机构数).' })
  institutionCount!: number;
}

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description:
    'What a bureau reports about the borrower (征信报告), in one shape for all bureaus. Null: the bureau does not say. Null is never zero.',
})
export class CreditReport extends BureauOutcome {
  @Field(() => String, { nullable: true, description: 'Number that the bureau gave the report (报告编号).' })
  reportNo!: string | null;

  @Field(() => Int, { nullable: true, description: 'Loans not yet settled (未结清贷款笔数).' })
  openLoanCount!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Different lenders of the loans not yet settled (未结清贷款机构数).',
  })
  openLenderCount!: number | null;

  @Field(() => MoneyType, { nullable: true, description: 'What is still owed in all (贷款余额).' })
  openBalance!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What is overdue now (当前逾期总额).' })
  overdueAmount!: MoneyType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What falls due each month by contract (协定月还款).',
  })
  monthlyDue!: MoneyType | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Worst delinquency of any loan in 24 months (24个月最差还款状态): "0" none; "1" 1-30 days late, "2" 31-60, "3" 61-90, "4" 91-120, "5" 121-150, "6" 151-180, "7" over 180; "Z" paid in kind, "D" paid by the guarantor, "B" bad debt. Null also when the file holds no loan.',
  })
  worstDelinquency24m!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      '24 months, oldest first, the last that of the report (24个月还款状态); in each month the worst of all loans: "/" no loan, "*" nothing due, "N" normal, "#" unknown, "C" settled, "G" ended, "1" to "7", "Z", "D", "B" as in worstDelinquency24m. Null when the file holds no loan.',
  })
  paymentState24m!: string | null;

  @Field(() => [ApplicationCount], {
    nullable: true,
    description: 'Applications within 30, 90, 180 and 360 days before the report.',
  })
  applications!: ApplicationCount[] | null;

  @Field(() => ReportProvenance, { description: 'Where it comes from.' })
  provenance!: ReportProvenance;
}

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description:
    'The bureau knows nothing of the borrower (查无记录): an answer, not a failure, and no judgement.',
})
export class NoRecord extends BureauOutcome {
  @Field(() => ReportProvenance, { description: 'Where it comes from.' })
  provenance!: ReportProvenance;
}
