import { type BusinessDate, daysBetween } from '../../../kernel';
import type { TradeFacts } from '../borrower-facts';
import type { DealerLine, OpenPayable, OpenReceivable } from './own-facts.loaders';

/** What is due and unpaid, by currency. An invoice that does not say when it is due is never overdue. */
export function overduePayables(
  payables: readonly OpenPayable[],
  asOf: BusinessDate,
): TradeFacts['overduePayables'] {
  const late = payables.flatMap(({ dueOn, ...one }) =>
    dueOn !== null && dueOn < asOf ? [{ ...one, days: daysBetween(dueOn, asOf) }] : [],
  );
  return [...new Set(late.map(({ currency }) => currency))].sort().map((currency) => {
    const same = late.filter((one) => one.currency === currency);
    return {
      currency,
      minor: same.reduce((sum, { openMinor }) => sum + openMinor, 0n),
      orders: same.length,
      worstDays: Math.max(...same.map(({ days }) => days)),
      orderIds: same.map(({ orderId }) => orderId),
    };
  });
}

/** What a dealer has been invoiced under his line and has not paid. */
export const usedOfLine = ({ dealerId, currency }: DealerLine, payables: readonly OpenPayable[]): bigint =>
  payables.reduce(
    (sum, one) => (one.dealerId === dealerId && one.currency === currency ? sum + one.openMinor : sum),
    0n,
  );

/**
 * Receivables that a loan may lean on, by currency: sent and invoiced, not due yet, shown once, paid to nobody else, and
 * of an order of which the three flows find nothing that could be fraud. One that does not say when it is due, or that is
 * past its day, is worth what can be collected of it: nothing is counted.
 */
export function soundReceivables(
  receivables: readonly OpenReceivable[],
  findings: TradeFacts['findings'],
  asOf: BusinessDate,
): TradeFacts['receivables'] {
  const doubted = new Set(findings.flatMap(({ orderIds }) => orderIds));
  const sound = receivables.filter(
    ({ orderId, dueOn, isShipped, isShownTwice, isPaidElsewhere }) =>
      dueOn !== null &&
      dueOn >= asOf &&
      isShipped &&
      !isShownTwice &&
      !isPaidElsewhere &&
      !doubted.has(orderId),
  );
  return [...new Set(sound.map(({ currency }) => currency))].sort().map((currency) => {
    const same = sound.filter((one) => one.currency === currency);
    return {
      currency,
      minor: same.reduce((sum, { openMinor }) => sum + openMinor, 0n),
      orders: same.length,
    };
  });
}
