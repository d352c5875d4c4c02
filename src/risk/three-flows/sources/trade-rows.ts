import type { BusinessDate } from '../../../kernel';
import type {
  FinancingFacts,
  InvoiceFacts,
  OrderFacts,
  PaymentFacts,
  SharedDocument,
  Tie,
  TradeFacts,
  TradeRound,
  WaybillFacts,
} from '../core/trade-facts';

/** An order and what hangs on it, as they are stored: nothing of it is cut off at a day yet. */
export interface TradeRows {
  readonly source: string;
  readonly order: OrderFacts;
  readonly waybills: readonly Omit<WaybillFacts, 'shared'>[];
  readonly invoices: readonly Omit<InvoiceFacts, 'shared'>[];
  readonly payments: readonly PaymentFacts[];
}

/** What is looked up beside the rows of a trade. */
export interface AroundTrade {
  readonly supplied: TradeFacts['supplied'];
  readonly shared: ReadonlyMap<string, SharedDocument>;
  readonly history: TradeFacts['history'];
  readonly tie: Tie | null;
  readonly rounds: readonly TradeRound[];
  readonly financings: readonly FinancingFacts[];
}

/**
 * A trade as it was known on a day: what came after it is left out. The status of an order and of an invoice is that of
 * the last import, whatever the day. An order after the day stays and is refused when it is judged.
 */
export function tradeAsOf(rows: TradeRows, around: AroundTrade, asOf: BusinessDate): TradeFacts {
  const past = (day: BusinessDate | null): BusinessDate | null => (day !== null && day <= asOf ? day : null);
  const { shared, financings, ...rest } = around;
  return {
    ...rest,
    order: rows.order,
    waybills: rows.waybills
      .filter(({ shippedOn }) => shippedOn === null || shippedOn <= asOf)
      .map((one) => ({ ...one, receivedOn: past(one.receivedOn), shared: shared.get(one.id) ?? null })),
    invoices: rows.invoices
      .filter(({ issuedOn }) => issuedOn <= asOf)
      .map((one) => ({ ...one, shared: shared.get(one.id) ?? null })),
    payments: rows.payments.filter(({ paidOn }) => paidOn <= asOf),
    financings: financings.filter(({ issuedOn }) => issuedOn <= asOf),
  };
}
