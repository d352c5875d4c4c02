import { addDays, type BusinessDate, daysBetween } from '../../../kernel';
import type { RiskLevel } from '../../indicators/indicator';
import type { ThreeFlowsLimits } from '../../policies/policy-file';
import type { Shown, TradeFinding, TradeFindingCode } from './finding';
import { differs, type Flow, type FlowAmounts, TOLERANCE_MINOR } from './flow-amounts';
import type { SharedDocument, TradeFacts } from './trade-facts';

type Draft = Partial<Omit<TradeFinding, 'code' | 'level'>>;

/** All that speaks against a trade, in the order of the checks I, L, F, R, A. */
export function tradeFindings(
  trade: TradeFacts,
  amounts: FlowAmounts,
  asOf: BusinessDate,
  limits: ThreeFlowsLimits,
): TradeFinding[] {
  const found: TradeFinding[] = [];
  const add = (code: TradeFindingCode, level: Exclude<RiskLevel, 'NONE'>, draft: Draft = {}) =>
    found.push({ code, level, value: null, threshold: null, reference: null, shown: [], ...draft });
  information(trade, amounts, add, limits);
  logistics(trade, amounts, add);
  funds(trade, amounts, add);
  rights(trade, amounts, add, asOf, limits);
  amountSigns(trade, amounts, add, limits);
  return found;
}

type Add = (code: TradeFindingCode, level: Exclude<RiskLevel, 'NONE'>, draft?: Draft) => void;

function information(
  { order, invoices, waybills, payments }: TradeFacts,
  amounts: FlowAmounts,
  add: Add,
  { farOffPercent }: ThreeFlowsLimits,
): void {
  const limit = order.totalMinor - amounts.returnedMinor;
  const { invoicedMinor } = amounts;
  if (invoicedMinor > limit + TOLERANCE_MINOR) {
    const isFar = (invoicedMinor - limit) * 100n > limit * BigInt(farOffPercent);
    add('OVER_BILLED', 'HIGH', { value: String(invoicedMinor), threshold: String(limit) });
    if (isFar) add('FAR_OFF', 'HIGH', { value: String(invoicedMinor), threshold: String(limit) });
  }
  const lines = order.lines.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  const tax = invoices.reduce((total, { taxMinor }) => total + (taxMinor ?? 0n), 0n);
  if (order.lines.length > 0 && differs(lines, order.totalMinor) && differs(lines + tax, order.totalMinor))
    add('LINES_DIFFER', 'WATCH', { value: String(lines), threshold: String(order.totalMinor) });
  for (const { place, earlier, later } of unordered({ order, invoices, waybills }))
    add('DATES_OUT_OF_ORDER', 'WATCH', { value: later, threshold: earlier, reference: place });
  if (order.sellerId !== null && order.sellerId === order.buyerId) add('SELF_DEALING', 'SEVERE');
  const foreign = [...invoices, ...payments].find(({ currency }) => currency !== order.currency);
  if (foreign) add('CURRENCY_DIFFERS', 'WATCH', { value: foreign.currency, threshold: order.currency });
}

/** Pairs of days of which the second lies before the first. A prepayment and an invoice ahead of the goods are usual. */
function unordered({
  order,
  invoices,
  waybills,
}: Pick<TradeFacts, 'order' | 'invoices' | 'waybills'>): { place: string; earlier: string; later: string }[] {
  const pairs = [
    ...waybills.flatMap(({ waybillNo, shippedOn, receivedOn }) => [
      { place: waybillNo, earlier: order.orderedOn, later: shippedOn ?? receivedOn },
      { place: waybillNo, earlier: shippedOn, later: receivedOn },
    ]),
    ...invoices.flatMap(({ invoiceNo, issuedOn, dueOn }) => [
      { place: invoiceNo, earlier: order.orderedOn, later: issuedOn },
      { place: invoiceNo, earlier: issuedOn, later: dueOn },
    ]),
  ];
  return pairs.flatMap(({ place, earlier, later }) =>
    earlier !== null && later !== null && later < earlier ? [{ place, earlier, later }] : [],
  );
}

function logistics({ order, waybills }: TradeFacts, amounts: FlowAmounts, add: Add): void {
  const [, goods] = amounts.flows;
  if (hasNoShipment(waybills.length, amounts))
    add('NO_SHIPMENT', 'HIGH', { value: '0', threshold: String(amounts.orderedMilli) });
  else if (goods.known && goods.shortMinor > TOLERANCE_MINOR)
    add('UNDELIVERED', 'WATCH', {
      value: String(goods.matchedMinor),
      threshold: String(goods.expectedMinor),
    });
  if (amounts.receivedMilli !== null && amounts.receivedMilli > amounts.orderedMilli)
    add('QUANTITY_DIFFERS', 'WATCH', {
      value: String(amounts.receivedMilli),
      threshold: String(amounts.orderedMilli),
    });
  for (const { waybillNo, weightGram, quantityMilli, shared } of waybills) {
    if (weightGram === 0n && (quantityMilli ?? 0n) > 0n) add('WEIGHTLESS', 'WATCH', { reference: waybillNo });
    if (shared)
      add(shared.alike > 0 ? 'SHIPMENT_REUSED' : 'SHIPMENT_SHARED', shared.alike > 0 ? 'HIGH' : 'WATCH', {
        value: String(shared.orders + 1),
        threshold: '1',
        reference: waybillNo,
        shown: [order.id, shared.orderId].map((id) => ({ kind: 'Order', id })),
      });
  }
}

/** The goods are late or said to be delivered, papers or money are there, and no waybill is. */
function hasNoShipment(
  waybills: number,
  { flows: [, goods], invoicedMinor, paidMinor }: FlowAmounts,
): boolean {
  return waybills === 0 && isShort(goods) && (invoicedMinor > 0n || paidMinor > 0n);
}

const isShort = (flow: Flow): boolean => flow.known && flow.shortMinor > TOLERANCE_MINOR;

function funds({ order, payments }: TradeFacts, amounts: FlowAmounts, add: Add): void {
  const [, , money] = amounts.flows;
  for (const { payerId, payeeId, amountMinor } of payments) {
    const isBack = payerId === order.sellerId && payeeId === order.buyerId;
    if (isBack) continue;
    if (isOther(payerId, order.buyerId))
      add('THIRD_PARTY_PAYER', 'WATCH', { value: String(amountMinor), shown: [borrower(payerId as string)] });
    if (isOther(payeeId, order.sellerId))
      add('PAID_ELSEWHERE', 'HIGH', { value: String(amountMinor), shown: [borrower(payeeId as string)] });
  }
  const { paidMinor, payableMinor, roundTripMinor } = amounts;
  if (amounts.overpaidMinor > TOLERANCE_MINOR)
    add('OVERPAID', 'WATCH', { value: String(paidMinor), threshold: String(payableMinor) });
  if (roundTripMinor > 0n) {
    const isMost = roundTripMinor * 2n >= paidMinor;
    add('FUNDS_RETURNED', isMost ? 'SEVERE' : 'HIGH', {
      value: String(roundTripMinor),
      threshold: String(paidMinor),
    });
  } else if (money.known && money.shortMinor * 100n > money.expectedMinor)
    add('UNPAID', 'WATCH', { value: String(money.matchedMinor), threshold: String(money.expectedMinor) });
}

const isOther = (one: string | null, expected: string | null): boolean =>
  one !== null && expected !== null && one !== expected;

const borrower = (id: string): Shown => ({ kind: 'Borrower', id });

function rights(
  trade: TradeFacts,
  amounts: FlowAmounts,
  add: Add,
  asOf: BusinessDate,
  { financedWithinDays }: ThreeFlowsLimits,
): void {
  const { order, invoices, waybills, tie, rounds } = trade;
  const bills = invoices.filter((one) => !one.isRedLetter);
  if (bills.length > 0 && bills.every(({ status }) => status !== 'VALID'))
    add('INVOICE_NOT_VALID', 'HIGH', { reference: bills[0]!.invoiceNo });
  for (const { invoiceNo, shared } of bills)
    if (shared)
      add('INVOICE_REUSED', 'HIGH', {
        value: String(shared.orders + 1),
        threshold: '1',
        reference: invoiceNo,
        shown: [{ kind: 'Order', id: shared.orderId }],
      });
  for (const { waybillNo, shared } of waybills) {
    const loans = shared && shared.alike > 0 ? financed(trade, shared, asOf, financedWithinDays) : [];
    if (shared && loans.length >= 2)
      add('DUPLICATE_FINANCING', 'SEVERE', {
        value: String(loans.length),
        threshold: '1',
        reference: waybillNo,
        shown: [
          ...[order.id, shared.orderId].map((id): Shown => ({ kind: 'Order', id })),
          ...loans.map(({ loanId }): Shown => ({ kind: 'Loan', id: loanId })),
        ],
      });
  }
  if (tie) add('RELATED_PARTIES', 'WATCH', { value: tie.kind, shown: tie.throughIds.map(borrower) });
  for (const { orderIds, subjectIds, sku } of rounds)
    add('CIRCULAR_TRADE', 'SEVERE', {
      value: String(subjectIds.length),
      reference: sku,
      shown: [...orderIds.map((id): Shown => ({ kind: 'Order', id })), ...subjectIds.map(borrower)],
    });
  const isReturned = amounts.roundTripMinor > 0n && amounts.roundTripMinor * 2n >= amounts.paidMinor;
  if (hasNoShipment(waybills.length, amounts) && (tie !== null || isReturned))
    add('FICTITIOUS_TRADE', 'SEVERE', {
      value: String(amounts.invoicedMinor),
      shown: [{ kind: 'Order', id: order.id }, ...(tie?.throughIds ?? []).map(borrower)],
    });
}

/** Loans of the seller in the days after the invoices of an order and of its double. */
function financed(
  { invoices, financings }: TradeFacts,
  shared: SharedDocument,
  asOf: BusinessDate,
  withinDays: number,
) {
  const days = invoices.filter(({ status }) => status === 'VALID').map(({ issuedOn }) => issuedOn);
  if (days.length === 0 || shared.invoicedOn === null) return [];
  const all = [...days, shared.invoicedOn].sort();
  const until = addDays(all.at(-1) as BusinessDate, withinDays);
  return financings.filter(({ issuedOn }) => issuedOn >= all[0]! && issuedOn <= until && issuedOn <= asOf);
}

function amountSigns(
  { order, history }: TradeFacts,
  { paymentDueOn }: FlowAmounts,
  add: Add,
  { spikeTimes, longestTermDays }: ThreeFlowsLimits,
): void {
  const times = BigInt(spikeTimes);
  if (history && history.orders > 0) {
    const mean = history.totalMinor / BigInt(history.orders);
    if (order.totalMinor * BigInt(history.orders) > times * history.totalMinor)
      add('AMOUNT_SPIKE', 'WATCH', {
        value: String(order.totalMinor),
        threshold: String(times * mean),
      });
  }
  const term = daysBetween(order.orderedOn, paymentDueOn);
  if (term > longestTermDays)
    add('LONG_TERM', 'WATCH', { value: String(term), threshold: String(longestTermDays) });
}
