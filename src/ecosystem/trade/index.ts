/** Orders with what hangs on them: lines, waybills, invoices, payments. For the other parts of the ecosystem. */

export { OrderConnection, toOrder } from './orders/order.type';
export { ordersOfDealer, ordersOfSupplier } from './trade.loaders';
