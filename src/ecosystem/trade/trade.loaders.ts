import { listLoader } from '../../platform/lists';
import { sharedLoader } from '../../platform/loaders';
import type {
  InvoiceRecord,
  OrderLineRecord,
  OrderRecord,
  TradePaymentRecord,
  WaybillRecord,
} from './trade.records';

export const orderById = sharedLoader<string, OrderRecord | null>('order.byId', { absent: () => null });

/** Newest first, as all lists of orders. */
export const ordersOfSupplier = listLoader<OrderRecord>('orders.ofSupplier');
export const ordersOfDealer = listLoader<OrderRecord>('orders.ofDealer');

export const linesOfOrder = listLoader<OrderLineRecord>('lines.ofOrder');
export const waybillsOfOrder = listLoader<WaybillRecord>('waybills.ofOrder');
export const invoicesOfOrder = listLoader<InvoiceRecord>('invoices.ofOrder');
export const paymentsOfOrder = listLoader<TradePaymentRecord>('payments.ofOrder');
