import { addDays, type BusinessDate } from '../../../kernel';
import type { ThreeFlowsLimits } from '../../policies/policy-file';
import type { InvoiceFacts, TradeFacts } from './trade-facts';

export const FLOW_KINDS = ['INFORMATION', 'LOGISTICS', 'FUNDS'] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

/** How far one flow of a trade has come. Expected = matched + pending + short, to the minor unit. */
export interface KnownFlow {
  readonly kind: FlowKind;
  readonly known: true;
  readonly expectedMinor: bigint;
  readonly matchedMinor: bigint;
  /** What is still to come and not late. */
  readonly pendingMinor: bigint;
  /** What should have come by now. */
  readonly shortMinor: bigint;
}

export interface UnknownFlow {
  readonly kind: FlowKind;
  readonly known: false;
  readonly reason: 'NOT_SUPPLIED' | 'QUANTITY_MISSING';
}

export type Flow = KnownFlow | UnknownFlow;

/** A trade's amounts before anybody judges them. */
export interface FlowAmounts {
  readonly flows: readonly [information: Flow, logistics: Flow, funds: Flow];
  /** What valid invoices come to, red letters taken off, on the order's own basis of tax. */
  readonly invoicedMinor: bigint;
  /** What the buyer is to pay: the order less returns, with the tax where the order is stated without. */
  readonly payableMinor: bigint;
  /** Goods given back (退货), by red-letter invoices. */
  readonly returnedMinor: bigint;
  /** Money from the buyer to the seller. */
  readonly paidMinor: bigint;
  /** What was paid beyond what is payable and did not come back. */
  readonly overpaidMinor: bigint;
  /** Money back that is small enough for a rebate (返利). */
  readonly rebateMinor: bigint;
  /** Money back that neither a return nor a rebate explains. */
  readonly roundTripMinor: bigint;
  readonly orderedMilli: bigint;
  readonly receivedMilli: bigint | null;
  /** The last day on which the trade may be paid. */
  readonly paymentDueOn: BusinessDate;
  /** The order is stated without value added tax (增值税), its invoices with it. */
  readonly isNetOfTax: boolean;
}

/** Amounts that differ by no more than this are equal: one fen. */
export const TOLERANCE_MINOR = 1n;

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const notBelowZero = (value: bigint): bigint => (value < 0n ? 0n : value);

export const differs = (a: bigint, b: bigint): boolean => (a < b ? b - a : a - b) > TOLERANCE_MINOR;

/** The amounts of the three flows; records in another currency than the order's are left out. */
export function flowAmounts(
  trade: TradeFacts,
  asOf: BusinessDate,
  { longestTermDays, rebatePercent }: ThreeFlowsLimits,
): FlowAmounts {
  const { order, supplied } = trade;
  const own = trade.invoices.filter((one) => one.currency === order.currency);
  const invoices = own.filter(({ status }) => status === 'VALID');
  const bills = invoices.filter((one) => !one.isRedLetter);
  const billed = sum(bills.map((one) => one.totalMinor));
  const tax = taxOf(bills);
  const isNetOfTax =
    tax !== null && tax > 0n && differs(billed, order.totalMinor) && !differs(billed - tax, order.totalMinor);
  // A red letter that reversed an invoice, to write it anew, gives nothing back.
  const returnedGross = notBelowZero(
    sum(invoices.filter((one) => one.isRedLetter).map((one) => one.totalMinor)) -
      sum(own.filter((one) => one.status === 'RED' && !one.isRedLetter).map((one) => one.totalMinor)),
  );
  const returnedMinor = least(
    isNetOfTax && billed > 0n ? (returnedGross * order.totalMinor) / billed : returnedGross,
    order.totalMinor,
  );
  const base = order.totalMinor - returnedMinor;
  const invoicedMinor = notBelowZero((isNetOfTax ? order.totalMinor : billed) - returnedMinor);
  const payableMinor = isNetOfTax ? notBelowZero(billed - returnedGross) : base;

  const paymentDueOn =
    latest([order.dueOn, ...bills.map((one) => one.dueOn)]) ?? addDays(order.orderedOn, longestTermDays);
  const isOver = order.status === 'COMPLETED' || asOf > paymentDueOn;
  const money = funds(trade, payableMinor, rebatePercent);
  const goods = logistics(trade, base);
  return {
    flows: [
      supplied.invoices
        ? flow('INFORMATION', base, invoicedMinor, isOver)
        : { kind: 'INFORMATION', known: false, reason: 'NOT_SUPPLIED' },
      goods.matchedMinor === null
        ? {
            kind: 'LOGISTICS',
            known: false,
            reason: supplied.waybills ? 'QUANTITY_MISSING' : 'NOT_SUPPLIED',
          }
        : flow('LOGISTICS', base, goods.matchedMinor, isOver),
      supplied.payments
        ? flow('FUNDS', payableMinor, money.matchedMinor, asOf > paymentDueOn || money.isPaid)
        : { kind: 'FUNDS', known: false, reason: 'NOT_SUPPLIED' },
    ],
    invoicedMinor,
    payableMinor,
    returnedMinor,
    paidMinor: money.paidMinor,
    overpaidMinor: money.overpaidMinor,
    rebateMinor: money.rebateMinor,
    roundTripMinor: money.roundTripMinor,
    orderedMilli: goods.orderedMilli,
    receivedMilli: goods.receivedMilli,
    paymentDueOn,
    isNetOfTax,
  };
}

function flow(kind: FlowKind, expectedMinor: bigint, found: bigint, isMature: boolean): KnownFlow {
  const matchedMinor = least(notBelowZero(found), expectedMinor);
  const rest = expectedMinor - matchedMinor;
  return {
    kind,
    known: true,
    expectedMinor,
    matchedMinor,
    pendingMinor: isMature ? 0n : rest,
    shortMinor: isMature ? rest : 0n,
  };
}

/** Null where an invoice does not say its tax. */
function taxOf(invoices: readonly InvoiceFacts[]): bigint | null {
  let tax = 0n;
  for (const { taxMinor } of invoices) {
    if (taxMinor === null) return null;
    tax += taxMinor;
  }
  return tax;
}

/** Goods are counted, not weighed: what was signed for, out of what was ordered, in all lines together. */
function logistics({ order, waybills, supplied }: TradeFacts, base: bigint) {
  const orderedMilli = sum(order.lines.map((line) => line.quantityMilli));
  const received = waybills.filter(({ receivedOn }) => receivedOn !== null);
  const quantities = received.flatMap(({ quantityMilli }) => (quantityMilli === null ? [] : [quantityMilli]));
  const isCounted = quantities.length === received.length && orderedMilli > 0n;
  if (!supplied.waybills || !isCounted) return { orderedMilli, receivedMilli: null, matchedMinor: null };
  const receivedMilli = sum(quantities);
  return {
    orderedMilli,
    receivedMilli,
    matchedMinor: (base * least(receivedMilli, orderedMilli)) / orderedMilli,
  };
}

/** Money between the two of the trade. A party that is not named is taken for the one it should be. */
function funds({ order, payments }: TradeFacts, payableMinor: bigint, rebatePercent: number) {
  const { sellerId, buyerId } = order;
  const own = payments.filter(({ currency }) => currency === order.currency);
  const isFrom = (one: string | null, other: string | null) =>
    one === null || other === null || one === other;
  const back = own.filter(
    ({ payerId, payeeId }) =>
      payerId !== null &&
      payeeId !== null &&
      payerId === sellerId &&
      payeeId === buyerId &&
      payerId !== payeeId,
  );
  const there = own.filter(
    (one) => !back.includes(one) && isFrom(one.payerId, buyerId) && isFrom(one.payeeId, sellerId),
  );
  const paidMinor = sum(there.map(({ amountMinor }) => amountMinor));
  const backMinor = sum(back.map(({ amountMinor }) => amountMinor));
  const refund = least(backMinor, notBelowZero(paidMinor - payableMinor));
  const rest = backMinor - refund;
  const isRebate = rest * 100n <= payableMinor * BigInt(rebatePercent);
  return {
    paidMinor,
    overpaidMinor: notBelowZero(paidMinor - refund - payableMinor),
    rebateMinor: isRebate ? rest : 0n,
    roundTripMinor: isRebate ? 0n : rest,
    matchedMinor: paidMinor - refund - (isRebate ? 0n : rest),
    // What was once paid in full is no longer waited for, though it went back.
    isPaid: paidMinor + TOLERANCE_MINOR >= payableMinor,
  };
}

const latest = (days: readonly (BusinessDate | null)[]): BusinessDate | null =>
  days.reduce<BusinessDate | null>(
    (last, day) => (day !== null && (last === null || day > last) ? day : last),
    null,
  );
