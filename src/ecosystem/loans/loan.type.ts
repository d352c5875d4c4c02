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
import { encodeNodeId, encodePartId } from '../../kernel';
import {
  access,
  BusinessDateScalar,
  connectionOf,
  DecimalScalar,
  describedEnum,
  MoneyType,
  moneyType,
  moneyTypeOrNull,
  Node,
} from '../../platform/graphql';
import type { InstalmentStatus, LoanProduct, LoanStatus } from './loan.codes';
import type { InstalmentRecord, LoanPaymentRecord, LoanRecord } from './loan.records';

const LoanStatusEnum = describedEnum<LoanStatus>('LoanStatus', 'State of a loan.', {
  CURRENT: 'Running, paid as agreed 正常.',
  OVERDUE: 'Running, with a payment overdue 逾期.',
  SETTLED: 'Paid back 结清.',
  DEFAULTED: 'Ended without being paid back 违约.',
  WRITTEN_OFF: 'Written off 核销.',
  CANCELLED: 'Never paid out 撤销.',
});

const LoanProductEnum = describedEnum<LoanProduct>('LoanProduct', 'What a loan is for.', {
  CONSUMER: 'Consumption 消费贷.',
  WORKING_CAPITAL: 'Working capital 流动资金贷.',
  RECEIVABLE: 'Against receivables 应收账款融资.',
  INVENTORY: 'Against stock 存货融资.',
  OTHER: 'Otherwise 其他.',
});

const InstalmentStatusEnum = describedEnum<InstalmentStatus>('InstalmentStatus', 'State of an instalment.', {
  DUE: 'Not due or not paid yet 待还.',
  PAID: 'Paid in full 已还.',
  PARTIAL: 'Paid in part 部分还款.',
  OVERDUE: 'Past its day and not paid in full 逾期.',
});

@Extensions(access('loan:read'))
@ObjectType({
  implements: Node,
  description:
    "A loan (借款) of the lender's own book. What bureaus know of other loans is in `creditReports`. Source: the loan system, at its last import.",
})
export class Loan extends Node {
  key!: string;
  subjectId!: string;

  @Field(() => String, { description: 'Number of the contract in its source.' })
  loanNo!: string;

  @Field(() => LoanProductEnum, { description: 'What it is for.' })
  product!: LoanProduct;

  @Field(() => LoanStatusEnum, { description: 'State at the last import.' })
  status!: LoanStatus;

  @Field(() => MoneyType, { description: 'Amount paid out (本金).' })
  principal!: MoneyType;

  @Field(() => MoneyType, { description: 'Principal still owed (余额).' })
  outstanding!: MoneyType;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Regular payment in each term, where there is one.',
  })
  instalment!: MoneyType | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Nominal rate of interest in a year as a fraction: 0.085000 is 8.5 %.',
  })
  annualRate!: string | null;

  @Field(() => Int, { description: 'Agreed length in months.' })
  termMonths!: number;

  @Field(() => BusinessDateScalar, { description: 'Day of paying out (放款日).' })
  issuedAt!: string;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Last day of the contract (到期日).' })
  dueAt!: string | null;

  @Field(() => Int, {
    description:
      'Days past the oldest unpaid due date (DPD 逾期天数) at the last import; 0 when nothing is overdue. Grace does not shorten it.',
  })
  overdueDays!: number;
}

@Extensions(access('loan:read'))
@ObjectType({ description: 'An instalment of a loan (期).' })
export class LoanInstalment {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => Int, { description: 'Term number, from 1.' })
  number!: number;

  @Field(() => InstalmentStatusEnum, { description: 'State of the instalment.' })
  status!: InstalmentStatus;

  @Field(() => MoneyType, { description: 'Principal in it.' })
  principal!: MoneyType;

  @Field(() => MoneyType, { description: 'Interest in it.' })
  interest!: MoneyType;

  @Field(() => MoneyType, { description: 'Paid of it so far.' })
  paid!: MoneyType;

  @Field(() => BusinessDateScalar, { description: 'Day on which it is due.' })
  dueOn!: string;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Day on which it was paid in full.' })
  paidOn!: string | null;
}

@Extensions(access('loan:read'))
@ObjectType({ description: 'Money paid on a loan (还款).' })
export class LoanPayment {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => MoneyType, { description: 'Amount paid.' })
  amount!: MoneyType;

  @Field(() => GraphQLISODateTime, { description: 'When it was paid.' })
  paidAt!: Date;

  @Field(() => String, { nullable: true, description: 'How it came in, in the code of its source.' })
  channel!: string | null;
}

export const LoanConnection: ClassType = connectionOf('Loan', () => Loan, 'loan:read', 'loans (借款).');
export const LoanInstalmentConnection: ClassType = connectionOf(
  'LoanInstalment',
  () => LoanInstalment,
  'loan:read',
  'instalments of a loan (期).',
);
export const LoanPaymentConnection: ClassType = connectionOf(
  'LoanPayment',
  () => LoanPayment,
  'loan:read',
  'payments on a loan (还款).',
);

export const LoanOrderEnum = describedEnum('LoanOrder', 'Ordering of loans.', {
  ISSUED_AT_DESC: 'Newest first.',
  ISSUED_AT_ASC: 'Oldest first.',
});

@InputType({ description: 'Which loans; all that is given must hold.' })
export class LoanFilterInput {
  @Field(() => LoanStatusEnum, { nullable: true, description: 'Loans in this state.' })
  status?: LoanStatus | null;
}

export function toLoan(record: LoanRecord): Loan {
  return Object.assign(new Loan(), {
    id: encodeNodeId('Loan', record.id),
    key: record.id,
    subjectId: record.subjectId,
    loanNo: record.loanNo,
    product: record.product,
    status: record.status,
    principal: moneyType(record.principal),
    outstanding: moneyType(record.outstanding),
    instalment: moneyTypeOrNull(record.instalment),
    annualRate: record.annualRateMicro === null ? null : (record.annualRateMicro / 1_000_000).toFixed(6),
    termMonths: record.termMonths,
    issuedAt: record.issuedOn,
    dueAt: record.dueOn,
    overdueDays: record.overdueDays,
  });
}

export function toInstalment({ id, principal, interest, paid, ...facts }: InstalmentRecord): LoanInstalment {
  return Object.assign(new LoanInstalment(), facts, {
    id: encodePartId('instalment', id),
    principal: moneyType(principal),
    interest: moneyType(interest),
    paid: moneyType(paid),
  });
}

export function toLoanPayment({ id, amount, ...facts }: LoanPaymentRecord): LoanPayment {
  return Object.assign(new LoanPayment(), facts, {
    id: encodePartId('loan-payment', id),
    amount: moneyType(amount),
  });
}
