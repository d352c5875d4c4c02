import type { Money } from '../../kernel';
import type { InvoiceStatus, OrderStatus, PaymentMethod } from './trade.codes';

export interface OrderRecord {
  readonly id: string;
  readonly orderNo: string;
  readonly status: OrderStatus;
  readonly total: Money;
  readonly orderedOn: string;
  readonly dueOn: string | null;
  readonly destination: string | null;
  readonly sellerSubjectId: string | null;
  readonly buyerSubjectId: string | null;
}

export interface OrderLineRecord {
  readonly id: string;
  readonly lineNo: number;
  readonly sku: string;
  readonly description: string | null;
  /** In thousandths of the unit. */
  readonly quantityMilli: bigint;
  readonly unitPrice: Money | null;
  readonly amount: Money;
}

export interface WaybillRecord {
  readonly id: string;
  readonly waybillNo: string;
  readonly carrier: string | null;
  readonly mode: string | null;
  readonly shippedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly quantityMilli: bigint | null;
  readonly weightGram: bigint | null;
  readonly freight: Money | null;
}

export interface InvoiceRecord {
  readonly id: string;
  readonly invoiceNo: string;
  readonly status: InvoiceStatus;
  readonly total: Money;
  readonly tax: Money | null;
  readonly issuedOn: string;
  readonly dueOn: string | null;
}

export interface TradePaymentRecord {
  readonly id: string;
  readonly method: PaymentMethod;
  readonly amount: Money;
  readonly paidAt: Date;
  readonly payerSubjectId: string | null;
  readonly payeeSubjectId: string | null;
}
