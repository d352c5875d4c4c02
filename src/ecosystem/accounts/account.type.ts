import { type ClassType, Extensions, Field, ID, InputType, ObjectType } from 'type-graphql';
import { encodeNodeId, encodePartId, type Sensitive } from '../../kernel';
import {
  access,
  BusinessDateScalar,
  connectionOf,
  describedEnum,
  MoneyType,
  moneyType,
  moneyTypeOrNull,
  Node,
} from '../../platform/graphql';
import type { AccountKind, AccountStatus, EntryDirection } from './account.codes';
import type { AccountRecord, LedgerEntryRecord, StandingOrderRecord } from './account.records';

const AccountKindEnum = describedEnum<AccountKind>('AccountKind', 'What an account is for.', {
  PAYMENT: 'Payments 支付账户.',
  SAVINGS: 'Savings 储蓄账户.',
  CREDIT: 'Credit line 授信账户.',
  ECOSYSTEM: 'Membership of the ecosystem without money 生态账户.',
});

const AccountStatusEnum = describedEnum<AccountStatus>('AccountStatus', 'State of an account.', {
  ACTIVE: 'In use 正常.',
  DORMANT: 'Without movement for long 睡眠.',
  FROZEN: 'Blocked 冻结.',
  CLOSED: 'Closed 销户.',
});

const EntryDirectionEnum = describedEnum<EntryDirection>('EntryDirection', 'Direction of a booking.', {
  CREDIT: 'Money in 贷方.',
  DEBIT: 'Money out 借方.',
});

@Extensions(access('ecosystem:read'))
@ObjectType({
  implements: Node,
  description: 'An account (账户) in the ecosystem. Source: the account system, at its last import.',
})
export class Account extends Node {
  /** The subject or source key never leaves; the number does through its own field. */
  key!: string;
  number!: Sensitive<string>;

  @Field(() => AccountKindEnum, { description: 'What the account is for.' })
  kind!: AccountKind;

  @Field(() => AccountStatusEnum, { description: 'State of the account at the last import.' })
  status!: AccountStatus;

  @Field(() => MoneyType, { description: 'Balance (余额) at the last import; negative when overdrawn.' })
  balance!: MoneyType;

  @Field(() => BusinessDateScalar, { description: 'Day of opening.' })
  openedAt!: string;

  @Field(() => BusinessDateScalar, {
    nullable: true,
    description: 'Day of closing; null while the account is open.',
  })
  closedAt!: string | null;
}

@Extensions(access('ecosystem:read'))
@ObjectType({ description: 'A booking on an account (流水).' })
export class LedgerEntry {
  counterparty!: { readonly account: string; readonly number: Sensitive<string> | null };

  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => BusinessDateScalar, { description: 'Day of booking.' })
  bookedOn!: string;

  @Field(() => EntryDirectionEnum, { description: 'Money in or out.' })
  direction!: EntryDirection;

  @Field(() => String, { description: 'Kind of booking in the code of its source, such as TRANSFER_IN.' })
  kind!: string;

  @Field(() => MoneyType, { description: 'Amount, never negative: the direction says which way.' })
  amount!: MoneyType;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Balance after the booking, where the source gives one. Order within a day may be lost.',
  })
  balance!: MoneyType | null;

  @Field(() => String, { nullable: true, description: 'What it was for, in the code of its source.' })
  purpose!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Bank of the other side (对手行), in the code of its source.',
  })
  counterpartyBank!: string | null;
}

@Extensions(access('ecosystem:read'))
@ObjectType({ description: 'A payment that an account repeats by order (定期扣款).' })
export class StandingOrder {
  counterparty!: { readonly account: string; readonly number: Sensitive<string> | null };

  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => MoneyType, { description: 'Amount of each payment.' })
  amount!: MoneyType;

  @Field(() => String, { nullable: true, description: 'What it is for, in the code of its source.' })
  purpose!: string | null;

  @Field(() => String, { nullable: true, description: 'Bank of the other side, in the code of its source.' })
  counterpartyBank!: string | null;
}

export const AccountConnection = connectionOf('Account', () => Account, 'ecosystem:read', 'accounts (账户).');
export type AccountConnection = InstanceType<typeof AccountConnection>;

export const LedgerEntryConnection: ClassType = connectionOf(
  'LedgerEntry',
  () => LedgerEntry,
  'ecosystem:read',
  'bookings of an account (流水).',
);
export const StandingOrderConnection: ClassType = connectionOf(
  'StandingOrder',
  () => StandingOrder,
  'ecosystem:read',
  'standing orders of an account.',
);

export const AccountOrderEnum = describedEnum('AccountOrder', 'Ordering of accounts.', {
  OPENED_AT_DESC: 'Newest first.',
  OPENED_AT_ASC: 'Oldest first.',
});

@InputType({ description: 'Which accounts; all that is given must hold.' })
export class AccountFilterInput {
  @Field(() => AccountStatusEnum, { nullable: true, description: 'Accounts in this state.' })
  status?: AccountStatus | null;
}

export function toAccount(record: AccountRecord): Account {
  return Object.assign(new Account(), {
    id: encodeNodeId('Account', record.id),
    key: record.id,
    number: record.accountNo,
    kind: record.kind,
    status: record.status,
    balance: moneyType(record.balance),
    openedAt: record.openedOn,
    closedAt: record.closedOn,
  });
}

const booking = (record: StandingOrderRecord, account: string, part: string) => ({
  id: encodePartId(part, `${account}.${record.id}`),
  counterparty: { account, number: record.counterpartyAccount },
  amount: moneyType(record.amount),
  purpose: record.purpose,
  counterpartyBank: record.counterpartyBank,
});

export const toLedgerEntry =
  (account: string) =>
  (record: LedgerEntryRecord): LedgerEntry =>
    Object.assign(new LedgerEntry(), booking(record, account, 'entry'), {
      bookedOn: record.bookedOn,
      direction: record.direction,
      kind: record.kind,
      balance: moneyTypeOrNull(record.balance),
    });

export const toStandingOrder =
  (account: string) =>
  (record: StandingOrderRecord): StandingOrder =>
    Object.assign(new StandingOrder(), booking(record, account, 'standing'));
