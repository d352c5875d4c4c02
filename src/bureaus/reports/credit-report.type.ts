import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { access, MoneyType } from '../../platform/graphql';
import { BureauOutcome } from './bureau-outcome.type';
import {
  AnswerCoverage,
  ApplicationCount,
  GuaranteesGiven,
  IssuedLoans,
  ProfileConsistency,
  QueryHistory,
  SpecialTrades,
} from './credit-report.sections';
import { ReportProvenance } from './report-provenance.type';

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description:
    'What a bureau reports about the borrower (征信报告), in one shape for all bureaus. Null: the bureau does not say. Null is never zero.',
})
export class CreditReport extends BureauOutcome {
  subjectId!: string;

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

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Limits of the open revolving lines of credit together (循环授信总额).',
  })
  creditLine!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What is drawn of these lines (循环授信已用额度).' })
  lineBalance!: MoneyType | null;

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
    description:
      'Applications within 7, 15, 30, 60, 90, 180 and 360 days before the report: the windows that the bureau has, shortest first.',
  })
  applications!: ApplicationCount[] | null;

  @Field(() => IssuedLoans, { nullable: true, description: 'Loans paid out lately (近期放款).' })
  issuedLoans!: IssuedLoans | null;

  @Field(() => QueryHistory, { nullable: true, description: 'Who asked the bureau (查询历史).' })
  queryHistory!: QueryHistory | null;

  @Field(() => ProfileConsistency, {
    nullable: true,
    description: 'How much the personal data vary there (个人信息一致性).',
  })
  profile!: ProfileConsistency | null;

  @Field(() => GuaranteesGiven, { nullable: true, description: 'Guarantees given (对外担保).' })
  guaranteesGiven!: GuaranteesGiven | null;

  @Field(() => SpecialTrades, {
    nullable: true,
    description: 'What happened to loans outside their schedules (特殊交易).',
  })
  specialTrades!: SpecialTrades | null;

  @Field(() => AnswerCoverage, {
    nullable: true,
    description: 'Of a platform whose members answer one by one, how many did; null where the answer is one.',
  })
  coverage!: AnswerCoverage | null;

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
