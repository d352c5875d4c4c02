import { addDays, type BusinessDate, currencyExponent, daysBetween, isBusinessDate } from '../../kernel';
import { isIncome } from '../facts/sources/monthly-cashflow';
import { ClosingBalances } from './closing-balances';
import { coefficientOfVariation, median } from './moments';

/** A booking on an account, as the ledger holds it. */
export interface Booking {
  readonly bookedOn: BusinessDate;
  readonly direction: 'CREDIT' | 'DEBIT';
  readonly kind: string;
  readonly purpose: string | null;
  readonly amountMinor: bigint;
  /** Balance after it; null where the source does not say. */
  readonly balanceMinor: bigint | null;
  readonly currency: string;
}

/**
 * What an account shows of its holder on the eve of a day (时点特征). Amounts are in units of the currency (yuan, not fen), per
 * month where the name says so; a share is a part of one. `Lately` is the last 180 days, or as many as there are.
 */
export interface AccountFeatures {
  /** Days since the first booking. */
  readonly historyDays: number;
  readonly bookingsMonthly: number;
  /** Balances are those at the end of a day; null where the ledger has none. Mean: of the last 90 days. */
  readonly balanceLast: number | null;
  readonly balanceMean: number | null;
  readonly balanceMin: number | null;
  readonly balanceMinLately: number | null;
  /** Months in which a day ended below zero. */
  readonly monthsNegative: number;
  /** Interest charged for an overdrawn account (罚息). */
  readonly penalties: number;
  readonly inflowMonthly: number;
  readonly outflowMonthly: number;
  /** The median month of money in that is not borrowed, given back or moved between own accounts. */
  readonly incomeMonthly: number;
  /** Part of the months that had such income. */
  readonly incomeRegularity: number;
  /** Standard deviation of the monthly inflow as a part of its mean: 0 is the same every month. */
  readonly inflowVariation: number;
  readonly householdMonthly: number;
  readonly insuranceMonthly: number;
  /** Part of the money out that left in cash. */
  readonly cashShare: number;
}

/** A booking that cannot be, and its place. */
export class BookingRefused extends Error {
  override readonly name = 'BookingRefused';

  constructor(readonly place: string) {
    super(place);
  }
}

const LATELY_DAYS = 180;
const MEAN_DAYS = 90;
const DAYS_A_MONTH = 365.25 / 12;

interface Month {
  inMinor: bigint;
  incomeMinor: bigint;
}

/**
 * Takes the bookings of one account in the order of their days and forgets each: what is kept does not grow with the
 * ledger but by the month. Bookings on the day itself or later, and those in another currency, change nothing.
 */
export class AccountHistory {
  readonly #months = new Map<string, Month>();
  readonly #balances: ClosingBalances;
  readonly #lately: BusinessDate;
  #first: BusinessDate | null = null;
  #last: BusinessDate | null = null;
  #bookings = 0;
  #penalties = 0;
  #inMinor = 0n;
  #outMinor = 0n;
  #cashMinor = 0n;
  #householdMinor = 0n;
  #insuranceMinor = 0n;

  constructor(
    private readonly currency: string,
    /** Nothing that was booked on it or later counts. */
    private readonly before: BusinessDate,
  ) {
    this.#lately = addDays(before, -LATELY_DAYS);
    this.#balances = new ClosingBalances(before, MEAN_DAYS, this.#lately);
  }

  /** @throws BookingRefused for a negative amount, a day that does not exist, or one before that of the last booking */
  add(booking: Booking): void {
    const { bookedOn, direction, kind, purpose, amountMinor, balanceMinor, currency } = booking;
    if (!isBusinessDate(bookedOn)) throw new BookingRefused('bookedOn: must be a date YYYY-MM-DD');
    if (typeof amountMinor !== 'bigint') throw new BookingRefused('amountMinor: must be a whole number');
    if (amountMinor < 0n) throw new BookingRefused('amountMinor: must not be negative');
    if (bookedOn >= this.before || currency !== this.currency) return;
    if (this.#last !== null && bookedOn < this.#last) throw new BookingRefused('bookedOn: goes back in time');
    this.#first ??= bookedOn;
    this.#last = bookedOn;
    this.#bookings += 1;
    const isIn = direction === 'CREDIT';
    if (balanceMinor !== null) this.#balances.add(bookedOn, isIn ? amountMinor : -amountMinor, balanceMinor);
    if (purpose === 'PENALTY_INTEREST') this.#penalties += 1;
    this.#addToMonth(booking, isIn);
    if (bookedOn < this.#lately) return;
    if (isIn) this.#inMinor += amountMinor;
    else {
      this.#outMinor += amountMinor;
      if (kind === 'CASH_WITHDRAWAL') this.#cashMinor += amountMinor;
      if (purpose === 'HOUSEHOLD') this.#householdMinor += amountMinor;
      if (purpose === 'INSURANCE') this.#insuranceMinor += amountMinor;
    }
  }

  /** Null where nothing was booked before the day: then nothing is known, which is not zero. */
  features(): AccountFeatures | null {
    if (this.#first === null) return null;
    const historyDays = daysBetween(this.#first, this.before);
    const unit = 10 ** currencyExponent(this.currency);
    const units = (minor: bigint): number => Number(minor) / unit;
    const monthly = (minor: bigint): number =>
      units(minor) / Math.max(1, Math.min(historyDays, LATELY_DAYS) / DAYS_A_MONTH);
    const months = this.#monthsSince(this.#first);
    const { last, mean, min, minLately, monthsNegative } = this.#balances.summary();
    const scaled = (minor: number | null): number | null => (minor === null ? null : minor / unit);
    return {
      historyDays,
      bookingsMonthly: this.#bookings / Math.max(1, historyDays / DAYS_A_MONTH),
      balanceLast: scaled(last),
      balanceMean: scaled(mean),
      balanceMin: scaled(min),
      balanceMinLately: scaled(minLately),
      monthsNegative,
      penalties: this.#penalties,
      inflowMonthly: monthly(this.#inMinor),
      outflowMonthly: monthly(this.#outMinor),
      incomeMonthly: median(months.map(({ incomeMinor }) => units(incomeMinor))),
      incomeRegularity: months.filter(({ incomeMinor }) => incomeMinor > 0n).length / months.length,
      inflowVariation: coefficientOfVariation(months.map(({ inMinor }) => units(inMinor))),
      householdMonthly: monthly(this.#householdMinor),
      insuranceMonthly: monthly(this.#insuranceMinor),
      cashShare: this.#outMinor === 0n ? 0 : units(this.#cashMinor) / units(this.#outMinor),
    };
  }

  /** All months from that of a day to that of the eve; in some nothing may have been booked. */
  #monthsSince(first: BusinessDate): Month[] {
    const until = monthNumber(addDays(this.before, -1));
    const months = [...this.#months.values()];
    const empty = until - monthNumber(first) + 1 - months.length;
    return [...months, ...Array.from({ length: empty }, () => ({ inMinor: 0n, incomeMinor: 0n }))];
  }

  #addToMonth(booking: Booking, isIn: boolean): void {
    const key = booking.bookedOn.slice(0, 7);
    const month = this.#months.get(key) ?? { inMinor: 0n, incomeMinor: 0n };
    this.#months.set(key, month);
    if (isIn) month.inMinor += booking.amountMinor;
    if (isIncome(booking)) month.incomeMinor += booking.amountMinor;
  }
}

const monthNumber = (day: BusinessDate): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
