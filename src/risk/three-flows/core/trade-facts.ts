import type { BusinessDate } from '../../../kernel';

/**
 * What is known of one trade on a day: the order and what followed from it. Amounts are minor units of the currency
 * beside them and end in `Minor`; ids are keys of rows, those of parties keys of subjects.
 */
export interface TradeFacts {
  readonly order: OrderFacts;
  /** Whether the source of the order delivers such records at all: without them nothing is missing in this trade. */
  readonly supplied: { readonly waybills: boolean; readonly invoices: boolean; readonly payments: boolean };
  readonly waybills: readonly WaybillFacts[];
  readonly invoices: readonly InvoiceFacts[];
  readonly payments: readonly PaymentFacts[];
  /** How seller and buyer belong together; null where no relation says so. */
  readonly tie: Tie | null;
  /** Rounds in which the goods came back to where they began. */
  readonly rounds: readonly TradeRound[];
  /** Orders of the same partner in the year before; null where there is no partner to compare with. */
  readonly history: { readonly orders: number; readonly totalMinor: bigint } | null;
  /** Loans against receivables (应收账款融资) that the seller took. */
  readonly financings: readonly FinancingFacts[];
}

export interface OrderFacts {
  readonly id: string;
  readonly orderNo: string;
  readonly status: 'OPEN' | 'SHIPPED' | 'COMPLETED' | 'CANCELLED';
  readonly totalMinor: bigint;
  readonly currency: string;
  readonly orderedOn: BusinessDate;
  readonly dueOn: BusinessDate | null;
  readonly sellerId: string | null;
  readonly buyerId: string | null;
  readonly lines: readonly LineFacts[];
}

export interface LineFacts {
  readonly sku: string;
  /** Thousandths of the unit. */
  readonly quantityMilli: bigint;
  readonly amountMinor: bigint;
}

export interface WaybillFacts {
  readonly id: string;
  readonly waybillNo: string;
  readonly shippedOn: BusinessDate | null;
  /** Null while nobody has signed (签收). */
  readonly receivedOn: BusinessDate | null;
  readonly quantityMilli: bigint | null;
  readonly weightGram: bigint | null;
  readonly shared: SharedDocument | null;
}

export interface InvoiceFacts {
  readonly id: string;
  readonly invoiceNo: string;
  readonly status: 'VALID' | 'VOID' | 'RED';
  /** A red-letter invoice (红字发票): its amount takes so much of the others back. */
  readonly isRedLetter: boolean;
  /** With tax, never negative. */
  readonly totalMinor: bigint;
  readonly taxMinor: bigint | null;
  readonly currency: string;
  readonly issuedOn: BusinessDate;
  readonly dueOn: BusinessDate | null;
  readonly shared: SharedDocument | null;
}

/** The same number under other orders. */
export interface SharedDocument {
  readonly orders: number;
  /** Of these, those of the same quantity and total, as one that was shown twice has. */
  readonly alike: number;
  /** One of the orders, an alike one where there is one. */
  readonly orderId: string;
  /** Latest day of a valid invoice of that order; null without one. */
  readonly invoicedOn: BusinessDate | null;
}

export interface PaymentFacts {
  readonly id: string;
  readonly payerId: string | null;
  readonly payeeId: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly paidOn: BusinessDate;
}

export interface Tie {
  /** How: one holds or leads the other, or somebody holds or leads both. */
  readonly kind: 'DIRECT' | 'COMMON';
  /** Who stands behind both; none of a direct tie. */
  readonly throughIds: readonly string[];
}

export interface TradeRound {
  /** From the earliest order on. */
  readonly orderIds: readonly string[];
  readonly subjectIds: readonly string[];
  readonly sku: string;
}

export interface FinancingFacts {
  readonly loanId: string;
  readonly loanNo: string;
  readonly principalMinor: bigint;
  readonly currency: string;
  readonly issuedOn: BusinessDate;
}
