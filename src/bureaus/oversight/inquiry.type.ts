import {
  type ClassType,
  Extensions,
  Field,
  GraphQLISODateTime,
  ID,
  InputType,
  ObjectType,
} from 'type-graphql';
import { type InquiryPurpose, InquiryPurposeEnum } from '../../consent';
import { encodeNodeId, money } from '../../kernel';
import {
  access,
  BureauCodeScalar,
  connectionOf,
  describedEnum,
  MoneyType,
  moneyType,
  type TypedConnection,
} from '../../platform/graphql';
import type { InquiryState } from '../inquiry/ledger/bureau-inquiry.entity';
import type { ReleaseReason } from '../inquiry/lost/releasing';
import type { InquiryRecord } from './inquiry-list.repository';

const InquiryStateEnum = describedEnum<InquiryState>('InquiryState', 'How far an inquiry has come.', {
  RESERVED: 'Paid for and not sent yet 已预留. Released by itself when its time is over.',
  SENT: 'It may have left 已发出.',
  CLOSED: 'Its outcome is known, or it was released 已结束.',
  UNKNOWN:
    'It may have been taken, and its answer was lost 结果未知. It counts as spent and blocks a repeat until the bureau has told what became of it, where it can, or it is released.',
});

export const InquiryOrderEnum = describedEnum('InquiryOrder', 'Ordering of inquiries.', {
  RESERVED_AT_DESC: 'The newest first.',
  RESERVED_AT_ASC: 'The oldest first.',
});

const ReleaseReasonEnum = describedEnum<ReleaseReason>(
  'ReleaseReason',
  'What was found out about an inquiry whose answer was lost.',
  {
    NOT_TAKEN: 'The bureau says that it never took it 机构未受理. Its budget is given back.',
    TAKEN: 'The bureau says that it took it 机构已受理. It stays spent; asking again costs again.',
    NOT_TO_BE_FOUND_OUT: 'The bureau cannot say 无法查实. It stays spent.',
  },
);

@Extensions(access('inquiry:read'))
@ObjectType({
  description:
    'A call to a bureau in the ledger (查询台账): who asked about whom, what for, what came of it and what it cost. Refusals before a call are in the audit events, not here.',
})
export class Inquiry {
  @Field(() => ID, { description: 'Its id, as `inquiryId` of outcomes.' })
  id!: string;

  @Field(() => ID, { description: 'Whom it is about: the id of the borrower, and nothing else of him.' })
  subject!: string;

  @Field(() => BureauCodeScalar, { description: 'The bureau (征信机构).' })
  bureau!: string;

  @Field(() => InquiryPurposeEnum, { description: 'What it was asked for (查询原因).' })
  purpose!: InquiryPurpose;

  @Field(() => String, { description: 'The client that asked (调用方).' })
  clientId!: string;

  @Field(() => String, { description: 'The person or service at the client.' })
  caller!: string;

  @Field(() => String, { nullable: true, description: 'Number of the application that was its reason.' })
  applicationNo!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the loan that was its reason.' })
  loan!: string | null;

  @Field(() => InquiryStateEnum, {
    description:
      'How far it has come. What a process left open when it ended is settled within a minute of its `expiresAt`.',
  })
  state!: InquiryState;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of what came of it, such as CREDIT_REPORT, NO_RECORD, RELEASED, or DISCARDED for a late answer whose consent was withdrawn; null while it is open.',
  })
  outcome!: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the cause, where the outcome has one.' })
  cause!: string | null;

  @Field(() => MoneyType, { description: 'Price of the call (单价), whether it came to be spent or not.' })
  price!: MoneyType;

  @Field(() => GraphQLISODateTime, { description: 'When it was reserved.' })
  reservedAt!: Date;

  @Field(() => GraphQLISODateTime, {
    description:
      'When its time is over: later, nobody works on it any more. Of one that is UNKNOWN: from when the bureau may be asked what became of it.',
  })
  expiresAt!: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it may have left; null if it never did.',
  })
  sentAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When its outcome was written down.' })
  closedAt!: Date | null;
}

export const InquiryConnection: ClassType<TypedConnection<Inquiry>> = connectionOf(
  'Inquiry',
  () => Inquiry,
  'inquiry:read',
  'calls to bureaus.',
);

@InputType({ description: 'Which inquiries; what is left out does not count.' })
export class InquiryFilterInput {
  @Field(() => InquiryStateEnum, { nullable: true, description: 'In this state.' })
  state?: InquiryState | null;

  @Field(() => BureauCodeScalar, { nullable: true, description: 'Of this bureau.' })
  bureau?: string | null;

  @Field(() => ID, { nullable: true, description: 'About this borrower, by id.' })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: 'Asked by this client.' })
  clientId?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Reserved at this instant or later.' })
  since?: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Reserved before this instant.' })
  until?: Date | null;
}

@InputType({ description: 'The release of an inquiry whose answer was lost.' })
export class ReleaseInquiryInput {
  @Field(() => ID, { description: 'Id of the inquiry.' })
  inquiryId!: string;

  @Field(() => ReleaseReasonEnum, { description: 'What was found out about it.' })
  reason!: ReleaseReason;

  @Field(() => String, {
    nullable: true,
    description:
      'Number of the case at the bureau or in your own book: 1 to 64 printable ASCII characters without blanks.',
  })
  ticket?: string | null;
}

export function toInquiry({
  subjectId,
  priceMinor,
  reasonKind,
  reasonRef,
  ...facts
}: InquiryRecord): Inquiry {
  return Object.assign(new Inquiry(), {
    ...facts,
    subject: encodeNodeId('Borrower', subjectId),
    applicationNo: reasonKind === 'APPLICATION' ? reasonRef : null,
    loan: reasonKind === 'LOAN' ? encodeNodeId('Loan', reasonRef) : null,
    price: moneyType(money(priceMinor, 'CNY')),
  });
}
