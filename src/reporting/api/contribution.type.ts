import {
  type ClassType,
  Extensions,
  Field,
  GraphQLISODateTime,
  ID,
  InputType,
  Int,
  ObjectType,
} from 'type-graphql';
import type { Finding } from '../../bureaus';
import { type LoanEventKind, LoanEventKindEnum } from '../../ecosystem';
import { addDays } from '../../kernel';
import {
  access,
  BureauCodeScalar,
  BusinessDateScalar,
  connectionOf,
  describedEnum,
} from '../../platform/graphql';
import type { ContributionState } from '../outbox/contribution.states';
import type { ContributionSummary, DayCount, StepRecord } from './contribution-list.repository';

const ContributionStateEnum = describedEnum<ContributionState>(
  'ContributionState',
  'Where a record for a bureau stands (报送状态).',
  {
    READY: 'To be sent 待发送.',
    SENT: 'On its way 发送中.',
    UNKNOWN: 'It may have arrived; it is sent again under the same key 结果未知.',
    ACCEPTED: 'The bureau took it 已接收.',
    FILED: 'Handed over as a file; the bureau has not judged it yet 已交付文件，待反馈.',
    REJECTED: 'The bureau refused it, at once or the next day 已退回.',
    PARKED: 'Held back until somebody mends what its findings say 待修正.',
    BLOCKED_NOTICE: 'Adverse, and the borrower was not told yet 待不良信息告知.',
    WITHDRAWN: 'Not to be sent any more 已撤回.',
  },
);

export const ContributionOrderEnum = describedEnum<'CREATED_DESC' | 'CREATED_ASC'>(
  'ContributionOrder',
  'Ordering of records for bureaus.',
  { CREATED_DESC: 'The newest first 最新在前.', CREATED_ASC: 'The oldest first 最早在前.' },
);

@InputType({ description: 'Which records: all that is given must hold.' })
export class ContributionFilterInput {
  @Field(() => BureauCodeScalar, { nullable: true, description: 'Of this bureau (征信机构).' })
  bureau?: string | null;

  @Field(() => ContributionStateEnum, { nullable: true, description: 'In this state.' })
  state?: ContributionState | null;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Of events of this day (营业日期).' })
  businessDate?: string | null;

  @Field(() => String, { nullable: true, description: 'Of the loan of this number (合同编号).' })
  loanNo?: string | null;
}

@Extensions(access('report:read'))
@ObjectType({ description: 'What is wrong with a record, and how to mend it. Holds no value of it.' })
export class ContributionFinding {
  @Field(() => String, { description: 'The rule that it breaks, such as NFCS-04 (校验规则).' })
  rule!: string;

  @Field(() => Boolean, {
    description: 'True for an error 错误, for which the bureau refuses it; false for a doubt 怀疑.',
  })
  isError!: boolean;

  @Field(() => [String], { description: 'The fields, as the bureau names them.' })
  fields!: readonly string[];

  @Field(() => String, { description: 'How to mend it, in English.' })
  mend!: string;

  @Field(() => String, { description: 'How to mend it, in Chinese (处理办法).' })
  mendZh!: string;
}

@Extensions(access('report:read'))
@ObjectType({ description: 'A step in the life of a record.' })
export class ContributionStep {
  @Field(() => GraphQLISODateTime, { description: 'When.' })
  at!: Date;

  @Field(() => ContributionStateEnum, { description: 'The state that it came to.' })
  state!: ContributionState;

  @Field(() => String, {
    nullable: true,
    description: 'Why, as a code; of SENT the key of the call, of ACCEPTED the receipt.',
  })
  cause!: string | null;

  @Field(() => String, { nullable: true, description: 'Who did it; null: the gateway itself.' })
  caller!: string | null;
}

@Extensions(access('report:read'))
@ObjectType({
  description:
    'A record that a bureau is owed of a loan event (报送记录). Its content holds the identity and is not shown. Source: built here; fresh to the second.',
})
export class Contribution {
  /** As the database has them. */
  key!: string;
  eventKey!: string;

  @Field(() => ID, { description: 'Decimal and stable.' })
  id!: string;

  @Field(() => BureauCodeScalar, { description: 'Whom it is for (征信机构).' })
  bureau!: string;

  @Field(() => String, { description: 'Number of the loan (合同编号).' })
  loanNo!: string;

  @Field(() => Int, { description: 'Number of the term (期); 0 for the loan as a whole.' })
  term!: number;

  @Field(() => LoanEventKindEnum, { description: 'What happened.' })
  eventKind!: LoanEventKind;

  @Field(() => BusinessDateScalar, { description: 'When it happened (营业日期).' })
  businessDate!: string;

  @Field(() => BusinessDateScalar, { description: 'By when the bureau must have it: T+1.' })
  dueOn!: string;

  @Field(() => String, {
    description: "The bureau's name of the message, such as D3; NONE where none could be built.",
  })
  type!: string;

  @Field(() => String, { description: 'A added, M modified, D deleted (操作代码).' })
  opCode!: string;

  @Field(() => String, { description: 'Its key at the bureau (reqID): the same however often it is sent.' })
  recordKey!: string;

  @Field(() => String, { description: "What the bureau's feedback names it by." })
  reference!: string;

  @Field(() => ContributionStateEnum, { description: 'Where it stands.' })
  state!: ContributionState;

  @Field(() => Int, { description: 'How often it was sent.' })
  attempts!: number;

  @Field(() => Boolean, { description: 'Whether it tells of arrears (不良信息).' })
  adverse!: boolean;

  @Field(() => String, { nullable: true, description: "The bureau's number for it (回执号)." })
  receipt!: string | null;

  @Field(() => String, { nullable: true, description: 'The rule or cause of its state, as a code.' })
  rule!: string | null;

  @Field(() => [ContributionFinding], { description: 'What is wrong with it, and how to mend it.' })
  findings!: readonly ContributionFinding[];

  @Field(() => GraphQLISODateTime, { description: 'When it was built first.' })
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'When its state changed last.' })
  changedAt!: Date;
}

export const ContributionConnection: ClassType = connectionOf(
  'Contribution',
  () => Contribution,
  'report:read',
  'records for bureaus (报送记录).',
);

export function toContribution({ findings, ...facts }: ContributionSummary): Contribution {
  const found = findings === null ? [] : (JSON.parse(findings) as Finding[]);
  return Object.assign(new Contribution(), facts, {
    key: facts.id,
    findings: found.map(({ rule, severity, fields, mend }) =>
      Object.assign(new ContributionFinding(), {
        rule,
        isError: severity === 'ERROR',
        fields,
        mend: mend.en,
        mendZh: mend.zh,
      }),
    ),
  });
}

export const toStep = (step: StepRecord): ContributionStep => Object.assign(new ContributionStep(), step);

@Extensions(access('report:read'))
@ObjectType({ description: 'How the records of a business date stand at a bureau. Fresh to the second.' })
export class ContributionDay {
  @Field(() => BureauCodeScalar, { description: 'The bureau (征信机构).' })
  bureau!: string;

  @Field(() => BusinessDateScalar, { description: 'Day of the events (营业日期).' })
  businessDate!: string;

  @Field(() => Int, { description: 'All records of the day.' })
  total!: number;

  @Field(() => Int, { description: 'Taken by the bureau 已接收.' })
  accepted!: number;

  @Field(() => Int, {
    description: 'To be sent, on the way, handed over as a file, or of unknown end 待完成.',
  })
  open!: number;

  @Field(() => Int, { description: 'Refused by the bureau or held back here: a task for somebody 待处理.' })
  tasks!: number;

  @Field(() => Boolean, {
    description: 'True where the day after has passed and the bureau has not taken all (T+1 逾期).',
  })
  isLate!: boolean;
}

/** Counts by day and bureau, of counts by state too. */
export function toDays(counts: readonly DayCount[], today: string): ContributionDay[] {
  const days = new Map<string, ContributionDay>();
  for (const { bureau, businessDate, state, count } of counts) {
    const key = `${businessDate} ${bureau}`;
    const empty = { bureau, businessDate, total: 0, accepted: 0, open: 0, tasks: 0, isLate: false };
    const day = days.get(key) ?? Object.assign(new ContributionDay(), empty);
    if (state !== 'WITHDRAWN') day.total += count;
    if (state === 'ACCEPTED') day.accepted += count;
    if (state === 'READY' || state === 'SENT' || state === 'UNKNOWN' || state === 'FILED') day.open += count;
    if (state === 'REJECTED' || state === 'PARKED' || state === 'BLOCKED_NOTICE') day.tasks += count;
    days.set(key, day);
  }
  for (const day of days.values())
    day.isLate = day.accepted < day.total && isPastDue(day.businessDate, today);
  return [...days.values()];
}

const isPastDue = (businessDate: string, today: string): boolean => addDays(businessDate, 1) < today;
