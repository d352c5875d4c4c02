import { type ClassType, Extensions, Field, ID, ObjectType } from 'type-graphql';
import { encodePartId } from '../../../kernel';
import {
  access,
  BusinessDateScalar,
  connectionOf,
  describedEnum,
  MoneyType,
  moneyType,
  moneyTypeOrNull,
} from '../../../platform/graphql';
import type { InvoiceStatus } from '../trade.codes';
import type { InvoiceRecord } from '../trade.records';

const InvoiceStatusEnum = describedEnum<InvoiceStatus>('InvoiceStatus', 'Whether an invoice counts.', {
  VALID: 'Valid 有效.',
  VOID: 'Made void 作废.',
  RED: 'Reversed by a red-letter invoice 红冲.',
});

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

export const InvoiceConnection: ClassType = connectionOf(
  'Invoice',
  () => Invoice,
  'ecosystem:read',
  'invoices of an order (发票).',
);

export function toInvoice({ id, total, tax, ...facts }: InvoiceRecord): Invoice {
  return Object.assign(new Invoice(), facts, {
    id: encodePartId('invoice', id),
    total: moneyType(total),
    tax: moneyTypeOrNull(tax),
  });
}
