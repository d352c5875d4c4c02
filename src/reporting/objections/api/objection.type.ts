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
import { type LoanEventKind, LoanEventKindEnum, type ObjectionOutcome } from '../../../ecosystem';
import { access, BusinessDateScalar, connectionOf, describedEnum } from '../../../platform/graphql';
import type { ObjectionAnswer, ObjectionCheck, ObjectionRequest } from '../objection.commands';
import type { ObjectionState } from '../objection.entity';
import type { ObjectionRecord } from './objection-list.repository';

const ObjectionStateEnum = describedEnum<ObjectionState>(
  'ObjectionState',
  'Where an objection stands (异议状态).',
  {
    OPEN: 'It is looked into 处理中.',
    UPHELD: 'The borrower was right, and what was told is corrected 异议成立，已更正.',
    REFUTED: 'What was told stands 异议不成立.',
  },
);

const ObjectionOutcomeEnum = describedEnum<ObjectionOutcome>(
  'ObjectionOutcome',
  'How an investigation ended (核查结果).',
  {
    UPHELD: 'The borrower was right 异议成立. What was told must have been corrected before.',
    REFUTED: 'What was told stands 异议不成立.',
  },
);

const ObjectionCheckEnum = describedEnum<ObjectionCheck>(
  'ObjectionCheck',
  'What an investigation looked at (核查内容).',
  {
    LOAN_BOOK: 'The loan book 借款台账.',
    PAYMENTS: 'What came in, and when 还款流水.',
    CONTRACT: 'The contract 合同.',
    IDENTITY: 'Who took the loan 身份核实.',
    BUREAU: 'What the bureau holds 机构留存记录.',
  },
);

@InputType({ description: 'An objection (异议) of a borrower to a record.' })
export class ObjectionInput implements ObjectionRequest {
  @Field(() => ID, { description: 'Id of the record that is objected to.' })
  contribution!: string;

  @Field(() => BusinessDateScalar, {
    description: 'Day on which it came in: one of the last 20. The answer is due 20 days later.',
  })
  receivedOn!: string;

  @Field(() => String, {
    description: 'How it came in, as a code such as LETTER, CALL or BUREAU (受理渠道).',
  })
  channel!: string;

  @Field(() => String, { description: 'SHA-256 of what he handed in (证据哈希): 64 hex digits.' })
  evidenceHash!: string;
}

@InputType({ description: 'How an objection was answered (异议答复).' })
export class ObjectionAnswerInput implements ObjectionAnswer {
  @Field(() => ID, { description: 'Id of the objection.' })
  id!: string;

  @Field(() => ObjectionOutcomeEnum, { description: 'How the investigation ended.' })
  outcome!: ObjectionOutcome;

  @Field(() => [ObjectionCheckEnum], { description: 'What it looked at, at least one.' })
  checked!: ObjectionCheck[];

  @Field(() => String, { description: 'SHA-256 of the written answer (书面答复哈希): 64 hex digits.' })
  answerHash!: string;
}

@InputType({ description: 'Which objections: all that is given must hold.' })
export class ObjectionFilterInput {
  @Field(() => ObjectionStateEnum, { nullable: true, description: 'In this state.' })
  state?: ObjectionState | null;

  @Field(() => String, { nullable: true, description: 'Of the loan of this number (合同编号).' })
  loanNo?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: open ones whose answer is overdue (超期未答复).',
  })
  overdue?: boolean | null;
}

@Extensions(access('report:read'))
@ObjectType({
  description:
    'An objection (异议) to what bureaus were told of a loan. It marks the event at every bureau that has it, and is answered in writing within 20 days (征信业管理条例 Art. 25).',
})
export class Objection {
  @Field(() => ID, { description: 'Decimal and stable.' })
  id!: string;

  @Field(() => String, { description: 'Number of the loan (合同编号).' })
  loanNo!: string;

  @Field(() => Int, { description: 'Number of the term (期); 0 for the loan as a whole.' })
  term!: number;

  @Field(() => LoanEventKindEnum, { description: 'Kind of the event that is objected to.' })
  eventKind!: LoanEventKind;

  @Field(() => BusinessDateScalar, { description: 'Business date of that event (营业日期).' })
  businessDate!: string;

  @Field(() => BusinessDateScalar, { description: 'Day on which it came in (受理日期).' })
  receivedOn!: string;

  @Field(() => BusinessDateScalar, { description: 'Day by which it must be answered (答复期限).' })
  dueOn!: string;

  @Field(() => Boolean, { description: 'True where it is open and that day has passed (超期).' })
  isOverdue!: boolean;

  @Field(() => String, { description: 'How it came in, as a code (受理渠道).' })
  channel!: string;

  @Field(() => ObjectionStateEnum, { description: 'Where it stands.' })
  state!: ObjectionState;

  @Field(() => String, { description: 'Who took it (受理人).' })
  recordedBy!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was stored.' })
  recordedAt!: Date;

  @Field(() => [ObjectionCheckEnum], {
    description: 'What the investigation looked at; empty while it is open.',
  })
  checked!: ObjectionCheck[];

  @Field(() => String, { nullable: true, description: 'Who answered it (答复人).' })
  answeredBy!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was answered.' })
  answeredAt!: Date | null;
}

export const ObjectionConnection: ClassType = connectionOf(
  'Objection',
  () => Objection,
  'report:read',
  'objections (异议).',
);

@Extensions(access('report:write'))
@ObjectType({ description: 'Which objection was stored or answered.' })
export class ObjectionChange {
  @Field(() => ID, { description: 'Id of the objection: `objections` shows it.' })
  id!: string;
}

export const toObjection = ({ checked, ...facts }: ObjectionRecord, today: string): Objection =>
  Object.assign(new Objection(), facts, {
    checked: (checked ?? '').split(' ').filter(Boolean),
    isOverdue: facts.state === 'OPEN' && facts.dueOn < today,
  });
