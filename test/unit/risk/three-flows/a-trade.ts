import { loadPolicies } from '../../../../src/risk/policies/load-policies';
import {
  reconcileTrade,
  type TradeReconciliation,
} from '../../../../src/risk/three-flows/core/reconcile-trade';
import type {
  InvoiceFacts,
  PaymentFacts,
  TradeFacts,
  WaybillFacts,
} from '../../../../src/risk/three-flows/core/trade-facts';

export const AS_OF = '2026-06-30';

/** Those of the policy that is shipped. */
export const LIMITS = loadPolicies(null).on(null, AS_OF).limits.threeFlows;

export const reconcile = (trade: TradeFacts, asOf = AS_OF): TradeReconciliation =>
  reconcileTrade(trade, asOf, LIMITS);

export const SELLER = '1';
export const BUYER = '2';

export const waybill = (changes: Partial<WaybillFacts> = {}): WaybillFacts => ({
  id: 'w1',
  waybillNo: 'W-1',
  shippedOn: '2026-03-02',
  receivedOn: '2026-03-04',
  quantityMilli: 10_000n,
  weightGram: 120_000n,
  shared: null,
  ...changes,
});

export const invoice = (changes: Partial<InvoiceFacts> = {}): InvoiceFacts => ({
  id: 'i1',
  invoiceNo: 'I-1',
  status: 'VALID',
  isRedLetter: false,
  totalMinor: 1_000_000n,
  taxMinor: 115_044n,
  currency: 'CNY',
  issuedOn: '2026-03-05',
  dueOn: '2026-04-04',
  shared: null,
  ...changes,
});

export const payment = (changes: Partial<PaymentFacts> = {}): PaymentFacts => ({
  id: 'p1',
  payerId: BUYER,
  payeeId: SELLER,
  amountMinor: 1_000_000n,
  currency: 'CNY',
  paidOn: '2026-04-01',
  ...changes,
});

export interface Changes extends Partial<Omit<TradeFacts, 'order'>> {
  readonly order?: Partial<TradeFacts['order']>;
}

/** A trade over 10,000 yuan in which all came as it should; with changes. */
export const aTrade = ({ order, ...changes }: Changes = {}): TradeFacts => ({
  order: {
    id: '100',
    orderNo: 'O-1',
    status: 'COMPLETED',
    totalMinor: 1_000_000n,
    currency: 'CNY',
    orderedOn: '2026-03-01',
    dueOn: '2026-04-04',
    sellerId: SELLER,
    buyerId: BUYER,
    lines: [{ sku: 'A', quantityMilli: 10_000n, amountMinor: 1_000_000n }],
    ...order,
  },
  supplied: { waybills: true, invoices: true, payments: true },
  waybills: [waybill()],
  invoices: [invoice()],
  payments: [payment()],
  tie: null,
  rounds: [],
  history: { orders: 4, totalMinor: 4_000_000n },
  financings: [],
  ...changes,
});
