import * as ecosystem from '../../ecosystem/bulk';
import { canonicalIdentifier, describeProblem } from '../../kernel/identity';
import {
  boolean,
  code,
  currency,
  date,
  type Field,
  FieldError,
  instant,
  integer,
  kilograms,
  money,
  oneOf,
  quantity,
  rate,
  refersTo,
  required,
  text,
} from './field';
import { target } from './target';

/** In the spelling in which an account is looked up by its number. */
const accountNo: Field<string, false, ''> = {
  ...code(40),
  form: 'account number',
  read(value, { today }) {
    const check = canonicalIdentifier('ACCOUNT_NO', value, { today });
    if (!check.ok) throw new FieldError(describeProblem(check.problem));
    return check.value;
  },
};

const account = target({
  name: 'account',
  entity: ecosystem.AccountEntity,
  merge: ecosystem.mergeAccounts,
  fields: {
    accountNo: required(accountNo),
    kind: required(oneOf(ecosystem.ACCOUNT_KINDS)),
    status: required(oneOf(ecosystem.ACCOUNT_STATUSES)),
    balance: required(money()),
    currency: required(currency()),
    openedOn: required(date()),
    closedOn: date(),
    regionCode: code(12),
  },
});

const accountHolder = target({
  name: 'account_holder',
  entity: ecosystem.AccountHolderEntity,
  merge: ecosystem.mergeAccountHolders,
  fields: {
    subject: required(refersTo('subject')),
    account: required(refersTo('account')),
    role: required(oneOf(ecosystem.HOLDER_ROLES)),
    since: date(),
  },
});

const ledgerEntry = target({
  name: 'ledger_entry',
  entity: ecosystem.LedgerEntryEntity,
  merge: ecosystem.mergeLedgerEntries,
  fields: {
    account: required(refersTo('account')),
    bookedOn: required(date()),
    direction: required(oneOf(ecosystem.ENTRY_DIRECTIONS)),
    kind: required(code(24)),
    amount: required(money()),
    balance: money(),
    currency: required(currency()),
    purpose: code(24),
    counterpartyBank: code(24),
    counterpartyAccount: accountNo,
  },
});

const standingOrder = target({
  name: 'standing_order',
  entity: ecosystem.StandingOrderEntity,
  merge: ecosystem.mergeStandingOrders,
  fields: {
    account: required(refersTo('account')),
    amount: required(money()),
    currency: required(currency()),
    purpose: code(24),
    counterpartyBank: code(24),
    counterpartyAccount: accountNo,
  },
});

const supplier = target({
  name: 'supplier',
  entity: ecosystem.SupplierEntity,
  merge: ecosystem.mergeSuppliers,
  fields: {
    subject: required(refersTo('subject')),
    supplierNo: required(code(40)),
    name: required(text(200)),
    tier: required(oneOf(ecosystem.SUPPLIER_TIERS)),
    status: required(oneOf(ecosystem.PARTNER_STATUSES)),
    category: text(80),
    regionCode: code(12),
    since: required(date()),
  },
});

const dealer = target({
  name: 'dealer',
  entity: ecosystem.DealerEntity,
  merge: ecosystem.mergeDealers,
  fields: {
    subject: required(refersTo('subject')),
    dealerNo: required(code(40)),
    name: required(text(200)),
    region: text(80),
    level: required(oneOf(ecosystem.DEALER_LEVELS)),
    status: required(oneOf(ecosystem.PARTNER_STATUSES)),
    creditLimit: money(),
    currency: required(currency()),
    since: required(date()),
  },
});

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

const loan = target({
  name: 'loan',
  entity: ecosystem.LoanEntity,
  merge: ecosystem.mergeLoans,
  fields: {
    subject: required(refersTo('subject')),
    account: refersTo('account'),
    loanNo: required(code(64)),
    product: required(oneOf(ecosystem.LOAN_PRODUCTS)),
    status: required(oneOf(ecosystem.LOAN_STATUSES)),
    principal: required(money()),
    outstanding: required(money()),
    currency: required(currency()),
    annualRate: rate(),
    instalment: money(),
    termMonths: required(integer(0, 1200)),
    issuedOn: required(date()),
    dueOn: date(),
    overdueDays: required(integer(0, 100_000)),
  },
});

const loanInstalment = target({
  name: 'loan_instalment',
  entity: ecosystem.LoanInstalmentEntity,
  merge: ecosystem.mergeLoanInstalments,
  fields: {
    loan: required(refersTo('loan')),
    number: required(integer(1, 10_000)),
    status: required(oneOf(ecosystem.INSTALMENT_STATUSES)),
    principal: required(money()),
    interest: required(money()),
    paid: required(money()),
    currency: required(currency()),
    dueOn: required(date()),
    paidOn: date(),
  },
});

const loanPayment = target({
  name: 'loan_payment',
  entity: ecosystem.LoanPaymentEntity,
  merge: ecosystem.mergeLoanPayments,
  fields: {
    loan: required(refersTo('loan')),
    amount: required(money()),
    currency: required(currency()),
    paidAt: required(instant()),
    channel: code(16),
  },
});

const device = target({
  name: 'device',
  entity: ecosystem.DeviceEntity,
  merge: ecosystem.mergeDevices,
  fields: {
    kind: required(oneOf(ecosystem.DEVICE_KINDS)),
    fingerprint: required(text(200)),
    systemName: text(40),
    emulator: required(boolean()),
    firstSeenAt: instant(),
  },
});

const deviceUse = target({
  name: 'device_use',
  entity: ecosystem.DeviceUseEntity,
  merge: ecosystem.mergeDeviceUses,
  fields: {
    subject: required(refersTo('subject')),
    device: required(refersTo('device')),
    times: required(integer(1, 2_000_000_000)),
    firstSeenAt: instant(),
    lastSeenAt: instant(),
  },
});

const contactPoint = target({
  name: 'contact_point',
  entity: ecosystem.ContactPointEntity,
  merge: ecosystem.mergeContactPoints,
  fields: {
    kind: required(oneOf(ecosystem.CONTACT_POINT_KINDS)),
    value: required(text(200)),
  },
});

const contactPointUse = target({
  name: 'contact_point_use',
  entity: ecosystem.ContactPointUseEntity,
  merge: ecosystem.mergeContactPointUses,
  fields: {
    subject: required(refersTo('subject')),
    contactPoint: required(refersTo('contact_point')),
    role: required(code(16)),
    since: date(),
    until: date(),
  },
});

/** In load order: a row comes after the rows that it refers to. */
export const ECOSYSTEM_TARGETS = [
  account,
  accountHolder,
  ledgerEntry,
  standingOrder,
  supplier,
  dealer,
  order,
  orderLine,
  waybill,
  invoice,
  tradePayment,
  loan,
  loanInstalment,
  loanPayment,
  device,
  deviceUse,
  contactPoint,
  contactPointUse,
];
