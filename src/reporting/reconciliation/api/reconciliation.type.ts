import { type ClassType, Extensions, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { type LoanEventKind, LoanEventKindEnum } from '../../../ecosystem';
import {
  access,
  BureauCodeScalar,
  BusinessDateScalar,
  connectionOf,
  describedEnum,
} from '../../../platform/graphql';
import { type Finding, type FindingKind, REASONS, type Reason } from '../finding';

const FindingKindEnum = describedEnum<FindingKind>(
  'ReconciliationFindingKind',
  'What does not fit between loan events and the records of a bureau (对账差异).',
  {
    EVENT_WITHOUT_RECORD: 'An event that the bureau is owed has no record 有事件无报送记录.',
    RECORD_WITHOUT_EVENT: 'A record has no event, or another than it says 有报送记录无事件.',
    NOT_ACCEPTED_IN_TIME:
      'The day after has passed and the bureau has not accepted the record T+1 逾期未接收.',
    MISSING_MONTH:
      'An outstanding loan has no record of a month, though the loan book shows something to tell 缺少月份.',
  },
);

const ReasonEnum = describedEnum<Reason>(
  'ReconciliationReason',
  'Why it does not fit (差异原因).',
  Object.fromEntries(
    Object.entries(REASONS).map(([reason, { en, zh }]) => [reason, `${en} ${zh}.`]),
  ) as Record<Reason, string>,
);

@InputType({ description: 'Which findings: all that is given must hold.' })
export class ReconciliationFilterInput {
  @Field(() => BureauCodeScalar, { nullable: true, description: 'Of this bureau (征信机构).' })
  bureau?: string | null;

  @Field(() => FindingKindEnum, { nullable: true, description: 'Of this kind.' })
  kind?: FindingKind | null;

  @Field(() => BusinessDateScalar, {
    nullable: true,
    description: 'First business date; left out: 30 days before the last.',
  })
  from?: string | null;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Last business date; left out: today.' })
  to?: string | null;
}

@Extensions(access('report:read'))
@ObjectType({
  description:
    'Something that does not fit between what happened to loans and what a bureau was told (对账差异). Source: events, records and the loan book, compared when it is asked for.',
})
export class ReconciliationFinding {
  @Field(() => FindingKindEnum, { description: 'What does not fit.' })
  kind!: FindingKind;

  @Field(() => ReasonEnum, { description: 'Why.' })
  reason!: Reason;

  @Field(() => BureauCodeScalar, { description: 'The bureau (征信机构).' })
  bureau!: string;

  @Field(() => String, { description: 'Number of the loan (合同编号).' })
  loanNo!: string;

  @Field(() => Int, { description: 'Number of the term (期); 0 for the loan as a whole.' })
  term!: number;

  @Field(() => LoanEventKindEnum, { nullable: true, description: 'What happened; null of a month.' })
  eventKind!: LoanEventKind | null;

  @Field(() => BusinessDateScalar, { description: 'When it happened (营业日期); of a month its last day.' })
  businessDate!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the record: `contribution` shows it. Null where there is none.',
  })
  contributionId!: string | null;

  @Field(() => String, { description: 'What is wrong, and how to mend it, in English.' })
  mend!: string;

  @Field(() => String, { description: 'What is wrong, and how to mend it, in Chinese (处理办法).' })
  mendZh!: string;
}

export const ReconciliationFindingConnection: ClassType = connectionOf(
  'ReconciliationFinding',
  () => ReconciliationFinding,
  'report:read',
  'findings of a reconciliation (对账差异).',
);

export function toReconciliationFinding({ eventId: _, ...told }: Finding): ReconciliationFinding {
  const { en, zh } = REASONS[told.reason];
  return Object.assign(new ReconciliationFinding(), told, { mend: en, mendZh: zh });
}
