/** State of an order. */
export const ORDER_STATUSES = ['OPEN', 'SHIPPED', 'COMPLETED', 'CANCELLED'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** A RED invoice (红冲) was reversed by a red-letter invoice, which is one of a negative amount. */
export const INVOICE_STATUSES = ['VALID', 'VOID', 'RED'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** How an order is paid. */
export const PAYMENT_METHODS = ['TRANSFER', 'BILL', 'CASH_POOL', 'OTHER'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
