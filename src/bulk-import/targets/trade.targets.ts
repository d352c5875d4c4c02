import * as ecosystem from '../../ecosystem/bulk';
import {
  code,
  currency,
  date,
  instant,
  integer,
  kilograms,
  money,
  oneOf,
  quantity,
  refersTo,
  required,
  text,
} from './field';
import { target } from './target';

const order = target({
  name: 'order',
  entity: ecosystem.TradeOrderEntity,
  merge: ecosystem.mergeTradeOrders,
  fields: {
    orderNo: required(code(64)),
    supplier: refersTo('supplier'),
    dealer: refersTo('dealer'),
    sellerSubject: refersTo('subject'),
    buyerSubject: refersTo('subject'),
    status: required(oneOf(ecosystem.ORDER_STATUSES)),
    total: required(money()),
    currency: required(currency()),
    orderedOn: required(date()),
    dueOn: date(),
    destination: text(80),
  },
});

const orderLine = target({
  name: 'order_line',
  entity: ecosystem.TradeOrderLineEntity,
  merge: ecosystem.mergeTradeOrderLines,
  fields: {
    order: required(refersTo('order')),
    lineNo: required(integer(1, 1_000_000)),
    sku: required(code(64)),
    description: text(200),
    quantity: required(quantity()),
    unitPrice: money(),
    amount: required(money()),
    currency: required(currency()),
  },
});

const waybill = target({
  name: 'waybill',
  entity: ecosystem.WaybillEntity,
  merge: ecosystem.mergeWaybills,
  fields: {
    order: required(refersTo('order')),
    waybillNo: required(code(64)),
    carrier: text(80),
    mode: code(16),
    shippedAt: instant(),
    receivedAt: instant(),
    quantity: quantity(),
    weight: kilograms(),
    freight: money(),
    currency: currency(),
  },
});

const invoice = target({
  name: 'invoice',
  entity: ecosystem.InvoiceEntity,
  merge: ecosystem.mergeInvoices,
  fields: {
    order: required(refersTo('order')),
    invoiceNo: required(code(64)),
    status: required(oneOf(ecosystem.INVOICE_STATUSES)),
    total: required(money()),
    tax: money(),
    currency: required(currency()),
    issuedOn: required(date()),
    dueOn: date(),
  },
});

const tradePayment = target({
  name: 'trade_payment',
  entity: ecosystem.TradePaymentEntity,
  merge: ecosystem.mergeTradePayments,
  fields: {
    order: required(refersTo('order')),
    payerSubject: refersTo('subject'),
    payeeSubject: refersTo('subject'),
    method: required(oneOf(ecosystem.PAYMENT_METHODS)),
    amount: required(money()),
    currency: required(currency()),
    paidAt: required(instant()),
  },
});

/** In load order. */
export const TRADE_TARGETS = [order, orderLine, waybill, invoice, tradePayment];
