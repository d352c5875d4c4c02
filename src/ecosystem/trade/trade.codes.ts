/** State of an order. */
export const ORDER_STATUSES = ['OPEN', 'SHIPPED', 'COMPLETED', 'CANCELLED'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** RED (红字) reverses an earlier invoice. */
export const INVOICE_STATUSES = ['VALID', 'VOID', 'RED'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** How an order is paid. */
export const PAYMENT_METHODS = ['TRANSFER', 'BILL', 'CASH_POOL', 'OTHER'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
