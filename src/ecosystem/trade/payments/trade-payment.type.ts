import { type ClassType, Extensions, Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { encodePartId } from '../../../kernel';
import { access, connectionOf, describedEnum, MoneyType, moneyType } from '../../../platform/graphql';
import type { PaymentMethod } from '../trade.codes';
import type { TradePaymentRecord } from '../trade.records';

const PaymentMethodEnum = describedEnum<PaymentMethod>('PaymentMethod', 'How a payment was made.', {
  TRANSFER: 'Bank transfer 转账.',
  BILL: 'Bill or acceptance 票据.',
  CASH_POOL: 'From the cash pool of the group 资金池.',
  OTHER: 'Otherwise 其他.',
});

@Extensions(access('ecosystem:read'))
@ObjectType({ description: 'A payment for an order: the funds flow (资金流).' })
export class TradePayment {
  payerSubjectId!: string | null;
  payeeSubjectId!: string | null;

  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => PaymentMethodEnum, { description: 'How it was paid.' })
  method!: PaymentMethod;

  @Field(() => MoneyType, { description: 'Amount paid.' })
  amount!: MoneyType;

  @Field(() => GraphQLISODateTime, { description: 'When the money moved.' })
  paidAt!: Date;
}

export const TradePaymentConnection: ClassType = connectionOf(
  'TradePayment',
  () => TradePayment,
  'ecosystem:read',
  'payments for an order.',
);

export function toTradePayment({ id, amount, ...facts }: TradePaymentRecord): TradePayment {
  return Object.assign(new TradePayment(), facts, {
    id: encodePartId('payment', id),
    amount: moneyType(amount),
  });
}
