import { type ClassType, Extensions, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
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
import type { InvoiceStatus, OrderStatus, PaymentMethod } from './trade.codes';
import type {
  InvoiceRecord,
  OrderLineRecord,
  OrderRecord,
  TradePaymentRecord,
  WaybillRecord,
} from './trade.records';

const OrderStatusEnum = describedEnum<OrderStatus>('OrderStatus', 'How far an order has come.', {
  OPEN: 'Placed, nothing shipped 已下单.',
  SHIPPED: 'Under way, in part or whole 运输中.',
  COMPLETED: 'Delivered and closed 已完成.',
  CANCELLED: 'Cancelled 已取消.',
});

const InvoiceStatusEnum = describedEnum<InvoiceStatus>('InvoiceStatus', 'Whether an invoice counts.', {
  VALID: 'Valid 有效.',
  VOID: 'Made void 作废.',
  RED: 'Reversed by a red-letter invoice 红冲.',
});

const PaymentMethodEnum = describedEnum<PaymentMethod>('PaymentMethod', 'How a payment was made.', {
  TRANSFER: 'Bank transfer 转账.',
  BILL: 'Bill or acceptance 票据.',
  CASH_POOL: 'From the cash pool of the group 资金池.',
  OTHER: 'Otherwise 其他.',
});

@Extensions(access('ecosystem:read'))
@ObjectType({
  implements: Node,
  description:
    'An order (订单) between the ecosystem and a supplier or dealer: the information flow (信息流). Source: the trade system, at its last import.',
})
export class Order extends Node {
  key!: string;
  sellerSubjectId!: string | null;
  buyerSubjectId!: string | null;

  @Field(() => String, { description: 'Number of the order in its source.' })
  orderNo!: string;

  @Field(() => OrderStatusEnum, { description: 'How far it has come.' })
  status!: OrderStatus;

  @Field(() => MoneyType, { description: 'Amount of the order with tax.' })
  total!: MoneyType;

  @Field(() => BusinessDateScalar, { description: 'Day of the order.' })
  orderedOn!: string;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Day by which it is to be paid.' })
  dueOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Place or country of delivery.' })
  destination!: string | null;
}

@Extensions(access('ecosystem:read'))
@ObjectType({ description: 'A line of an order (订单行).' })
export class OrderLine {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => Int, { description: 'Position in the order, from 1.' })
  lineNo!: number;

  @Field(() => String, { description: 'Article number.' })
  sku!: string;

  @Field(() => String, { nullable: true, description: 'What it is.' })
  description!: string | null;

  @Field(() => DecimalScalar, { description: 'Quantity in the unit of the article, to three digits.' })
  quantity!: string;

  @Field(() => MoneyType, { nullable: true, description: 'Price of one unit.' })
  unitPrice!: MoneyType | null;

  @Field(() => MoneyType, { description: 'Amount of the line.' })
  amount!: MoneyType;
}

@Extensions(access('ecosystem:read'))
@ObjectType({ description: 'A shipment of an order (运单): the logistics flow (物流).' })
export class Waybill {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => String, { description: 'Number of the waybill.' })
  waybillNo!: string;

  @Field(() => String, { nullable: true, description: 'Who carries.' })
  carrier!: string | null;

  @Field(() => String, { nullable: true, description: 'Means of transport in the code of its source.' })
  mode!: string | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it left; null if it has not or nobody said.',
  })
  shippedAt!: Date | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the receiver signed (签收); null if he has not or nobody said.',
  })
  receivedAt!: Date | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Quantity shipped, to three digits.' })
  quantity!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Weight in kilograms.' })
  weightKg!: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'Cost of the freight.' })
  freight!: MoneyType | null;
}

@Extensions(access('ecosystem:read'))
@ObjectType({ description: 'An invoice of an order (发票).' })
export class Invoice {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => String, { description: 'Number of the invoice.' })
  invoiceNo!: string;

  @Field(() => InvoiceStatusEnum, { description: 'Whether it counts.' })
  status!: InvoiceStatus;

  @Field(() => MoneyType, { description: 'Amount with tax.' })
  total!: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: 'Tax within the amount (增值税).' })
  tax!: MoneyType | null;

  @Field(() => BusinessDateScalar, { description: 'Day of issue.' })
  issuedOn!: string;

  @Field(() => BusinessDateScalar, { nullable: true, description: 'Day by which it is to be paid.' })
  dueOn!: string | null;
}

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

export const OrderConnection: ClassType = connectionOf(
  'Order',
  () => Order,
  'ecosystem:read',
  'orders (订单).',
);
export const OrderLineConnection: ClassType = connectionOf(
  'OrderLine',
  () => OrderLine,
  'ecosystem:read',
  'lines of an order.',
);
export const WaybillConnection: ClassType = connectionOf(
  'Waybill',
  () => Waybill,
  'ecosystem:read',
  'shipments of an order (运单).',
);
export const InvoiceConnection: ClassType = connectionOf(
  'Invoice',
  () => Invoice,
  'ecosystem:read',
  'invoices of an order (发票).',
);
export const TradePaymentConnection: ClassType = connectionOf(
  'TradePayment',
  () => TradePayment,
  'ecosystem:read',
  'payments for an order.',
);

export function toOrder({ id, total, ...facts }: OrderRecord): Order {
  return Object.assign(new Order(), facts, {
    id: encodeNodeId('Order', id),
    key: id,
    total: moneyType(total),
  });
}

/** Thousandths as a decimal with three digits. */
const thousandths = (value: bigint): string => {
  const digits = value.toString().padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
};

const thousandthsOrNull = (value: bigint | null): string | null =>
  value === null ? null : thousandths(value);

export function toOrderLine({ id, quantityMilli, unitPrice, amount, ...facts }: OrderLineRecord): OrderLine {
  return Object.assign(new OrderLine(), facts, {
    id: encodePartId('line', id),
    quantity: thousandths(quantityMilli),
    unitPrice: moneyTypeOrNull(unitPrice),
    amount: moneyType(amount),
  });
}

export function toWaybill({ id, quantityMilli, weightGram, freight, ...facts }: WaybillRecord): Waybill {
  return Object.assign(new Waybill(), facts, {
    id: encodePartId('waybill', id),
    quantity: thousandthsOrNull(quantityMilli),
    weightKg: thousandthsOrNull(weightGram),
    freight: moneyTypeOrNull(freight),
  });
}

export function toInvoice({ id, total, tax, ...facts }: InvoiceRecord): Invoice {
  return Object.assign(new Invoice(), facts, {
    id: encodePartId('invoice', id),
    total: moneyType(total),
    tax: moneyTypeOrNull(tax),
  });
}

export function toTradePayment({ id, amount, ...facts }: TradePaymentRecord): TradePayment {
  return Object.assign(new TradePayment(), facts, {
    id: encodePartId('payment', id),
    amount: moneyType(amount),
  });
}
