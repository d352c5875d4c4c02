import { Extensions, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { encodePartId } from '../../../kernel';
import { access, BusinessDateScalar, describedEnum } from '../../../platform/graphql';
import type { LoanEventKind } from '../loan-event';
import type {
  ApplicationRequest,
  CorrectionRequest,
  EventAnswer,
  EventRequest,
  ExtensionRequest,
} from './loan-event.commands';

export const LoanEventKindEnum = describedEnum<LoanEventKind>(
  'LoanEventKind',
  'What happens to a loan that bureaus are told of (贷款事件).',
  {
    APPLY: 'It was applied for 申请.',
    ISSUE: 'It was paid out 放款.',
    REPAY: 'Money came in for a term 还款.',
    OVERDUE: 'A term was not paid in full by its due date 逾期.',
    EXTEND: 'Its end was put off 展期.',
    SETTLE: 'It was paid in full 结清.',
    CANCEL: 'It was taken back 撤销.',
    CORRECT: 'What was told was wrong 更正.',
    DISPUTE: 'What was told is objected to 异议标注. Told by `objectToContribution`.',
    ANSWER: 'An objection was answered 异议答复. Told by `answerObjection`.',
    ADVERSE: 'An adverse fact with evidence 不良事实. Told by `reportAdverseFact`.',
  },
);

const ApplicationStateEnum = describedEnum<ApplicationRequest['state']>(
  'LoanApplicationState',
  'What became of an application (申请状态).',
  { PENDING: 'Not decided 审批中.', APPROVED: 'Approved 已批准.', REFUSED: 'Refused 已拒绝.' },
);

@InputType({ description: 'Facts of an application (申请).' })
export class LoanApplicationInput implements ApplicationRequest {
  @Field(() => String, { description: 'Its number (申请编号): 1 to 40 printable ASCII characters.' })
  applicationNo!: string;

  @Field(() => String, { description: 'Amount applied for, in fen of CNY: a whole number as text.' })
  amountFen!: string;

  @Field(() => Int, { description: 'Months applied for, 1 to 600.' })
  months!: number;

  @Field(() => ApplicationStateEnum, { description: 'What became of it.' })
  state!: ApplicationRequest['state'];
}

@InputType({ description: 'Facts of an extension (展期).' })
export class LoanExtensionInput implements ExtensionRequest {
  @Field(() => BusinessDateScalar, { description: 'Due date before.' })
  previousDueOn!: string;

  @Field(() => BusinessDateScalar, { description: 'Due date now: later.' })
  dueOn!: string;

  @Field(() => Int, { description: 'Months that it was put off by, 1 to 600.' })
  months!: number;

  @Field(() => String, { description: 'Amount that was put off, in fen of CNY: a whole number as text.' })
  amountFen!: string;
}

@InputType({ description: 'What a correction is of (更正): an event of the same loan and term.' })
export class LoanCorrectionInput implements CorrectionRequest {
  @Field(() => LoanEventKindEnum, { description: 'Kind that was told.' })
  kind!: LoanEventKind;

  @Field(() => BusinessDateScalar, { description: 'Business date that was told.' })
  businessDate!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True where nothing happened at all. Else the loan book says what happened instead.',
  })
  nothingHappened?: boolean | null;
}

@InputType({
  description:
    'Something that happened to a loan. Amounts of payments and arrears are taken from the loan book, which must bear the event out.',
})
export class LoanEventInput implements EventRequest {
  @Field(() => String, { description: 'Number of the loan (合同编号) in the loan book.' })
  loanNo!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'Number of the term (期), from 1; 0, or left out, where the event is of the loan as a whole.',
  })
  term?: number | null;

  @Field(() => LoanEventKindEnum, { description: 'What happened.' })
  kind!: LoanEventKind;

  @Field(() => BusinessDateScalar, { description: 'When (营业日期); not in the future.' })
  businessDate!: string;

  @Field(() => LoanApplicationInput, { nullable: true, description: 'For APPLY, and only for it.' })
  application?: LoanApplicationInput | null;

  @Field(() => LoanExtensionInput, { nullable: true, description: 'For EXTEND, and only for it.' })
  extension?: LoanExtensionInput | null;

  @Field(() => LoanCorrectionInput, { nullable: true, description: 'For CORRECT, and only for it.' })
  corrects?: LoanCorrectionInput | null;
}

@Extensions(access('report:write'))
@ObjectType({ description: 'An event as it is stored. Told twice, it happened once.' })
export class RecordedEvent {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => String, { description: 'Number of the loan (合同编号).' })
  loanNo!: string;

  @Field(() => Int, { description: 'Number of the term (期); 0 for the loan as a whole.' })
  term!: number;

  @Field(() => LoanEventKindEnum, { description: 'What happened.' })
  kind!: LoanEventKind;

  @Field(() => BusinessDateScalar, { description: 'When (营业日期).' })
  businessDate!: string;

  @Field(() => Boolean, { description: 'False where it was told before.' })
  created!: boolean;
}

export const toRecordedEvent = ({ id, ...facts }: EventAnswer): RecordedEvent =>
  Object.assign(new RecordedEvent(), facts, { id: encodePartId('loanEvent', id) });
