import { type ClassType, Extensions, Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { encodePartId } from '../../../kernel';
import { access, connectionOf, DecimalScalar, MoneyType, moneyTypeOrNull } from '../../../platform/graphql';
import { thousandths } from '../thousandths';
import type { WaybillRecord } from '../trade.records';

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

export const WaybillConnection: ClassType = connectionOf(
  'Waybill',
  () => Waybill,
  'ecosystem:read',
  'shipments of an order (运单).',
);

const thousandthsOrNull = (value: bigint | null): string | null =>
  value === null ? null : thousandths(value);

export function toWaybill({ id, quantityMilli, weightGram, freight, ...facts }: WaybillRecord): Waybill {
  return Object.assign(new Waybill(), facts, {
    id: encodePartId('waybill', id),
    quantity: thousandthsOrNull(quantityMilli),
    weightKg: thousandthsOrNull(weightGram),
    freight: moneyTypeOrNull(freight),
  });
}
