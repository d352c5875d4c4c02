import { type BusinessDate, isBusinessDate } from '../../../kernel';
import type { TradeFacts } from './trade-facts';

/** A trade that cannot be judged, and the place at fault. */
export class TradeRefused extends Error {
  override readonly name = 'TradeRefused';

  constructor(
    /** Such as `invoices[0].totalMinor`. */
    readonly place: string,
    readonly problem: 'NEGATIVE' | 'FUTURE' | 'NOT_A_DATE' | 'NOT_WHOLE',
  ) {
    super(`${place}: ${problem}`);
  }
}

/** @throws TradeRefused for the first amount that is no whole number of zero or more, or day that is none or to come */
export function refuseBadTrade(
  { order, waybills, invoices, payments, financings, history }: TradeFacts,
  asOf: BusinessDate,
): void {
  if (!isBusinessDate(asOf)) throw new TradeRefused('asOf', 'NOT_A_DATE');
  const past = dayUpTo(asOf);
  whole('order.totalMinor', order.totalMinor);
  past('order.orderedOn', order.orderedOn);
  day('order.dueOn', order.dueOn);
  order.lines.forEach((line, index) => {
    whole(`order.lines[${index}].quantityMilli`, line.quantityMilli);
    whole(`order.lines[${index}].amountMinor`, line.amountMinor);
  });
  waybills.forEach((waybill, index) => {
    past(`waybills[${index}].shippedOn`, waybill.shippedOn);
    past(`waybills[${index}].receivedOn`, waybill.receivedOn);
    whole(`waybills[${index}].quantityMilli`, waybill.quantityMilli);
    whole(`waybills[${index}].weightGram`, waybill.weightGram);
  });
  invoices.forEach((invoice, index) => {
    whole(`invoices[${index}].totalMinor`, invoice.totalMinor);
    whole(`invoices[${index}].taxMinor`, invoice.taxMinor);
    past(`invoices[${index}].issuedOn`, invoice.issuedOn);
    day(`invoices[${index}].dueOn`, invoice.dueOn);
  });
  payments.forEach((payment, index) => {
    whole(`payments[${index}].amountMinor`, payment.amountMinor);
    past(`payments[${index}].paidOn`, payment.paidOn);
  });
  financings.forEach((financing, index) => {
    whole(`financings[${index}].principalMinor`, financing.principalMinor);
    past(`financings[${index}].issuedOn`, financing.issuedOn);
  });
  whole('history.totalMinor', history?.totalMinor ?? null);
}

/** NaN and infinities are no whole numbers; they come from callers that TypeScript does not watch. */
function whole(place: string, value: bigint | null): void {
  if (value === null) return;
  if (typeof value !== 'bigint') throw new TradeRefused(place, 'NOT_WHOLE');
  if (value < 0n) throw new TradeRefused(place, 'NEGATIVE');
}

function day(place: string, value: BusinessDate | null): void {
  if (value !== null && !isBusinessDate(value)) throw new TradeRefused(place, 'NOT_A_DATE');
}

const dayUpTo = (asOf: BusinessDate) => (place: string, value: BusinessDate | null) => {
  day(place, value);
  if (value !== null && value > asOf) throw new TradeRefused(place, 'FUTURE');
};
