import { type ClassType, Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import { encodeNodeId, encodePartId } from '../../../kernel';
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
} from '../../../platform/graphql';
import { thousandths } from '../thousandths';
import type { OrderStatus } from '../trade.codes';
import type { OrderLineRecord, OrderRecord } from '../trade.records';

const OrderStatusEnum = describedEnum<OrderStatus>('OrderStatus', 'How far an order has come.', {
  OPEN: 'Placed, nothing shipped 已下单.',
  SHIPPED: 'Under way, in part or whole 运输中.',
  COMPLETED: 'Delivered and closed 已完成.',
  CANCELLED: 'Cancelled 已取消.',
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
export function toOrder({ id, total, ...facts }: OrderRecord): Order {
  return Object.assign(new Order(), facts, {
    id: encodeNodeId('Order', id),
    key: id,
    total: moneyType(total),
  });
}

export function toOrderLine({ id, quantityMilli, unitPrice, amount, ...facts }: OrderLineRecord): OrderLine {
  return Object.assign(new OrderLine(), facts, {
    id: encodePartId('line', id),
    quantity: thousandths(quantityMilli),
    unitPrice: moneyTypeOrNull(unitPrice),
    amount: moneyType(amount),
  });
}
