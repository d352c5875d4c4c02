import { type BusinessDate, isBusinessDate } from '../../kernel';
import { isIncome, medianAmount, monthsBetween } from '../facts/sources/monthly-cashflow';
import type { SharingLimits } from '../policies/policy-file';
import {
  BehaviourRefused,
  type CounterpartyCell,
  type LedgerCell,
  type LedgerFacts,
  type SocialFacts,
  wholeAmount,
  wholeCount,
} from './behaviour-facts';
import { type BehaviourSignal, NOT_KNOWN, type NotKnown } from './signal';

/** Money of one currency over the window. Shares are millionths. */
export interface MoneyPortrait {
  readonly currency: string;
  readonly inMinor: bigint;
  readonly outMinor: bigint;
  readonly bookings: number;
  /** Months from the first booking to the one before that of the day. */
  readonly months: number;
  /** Of these, months with income-like money. */
  readonly incomeMonths: number;
  /** Income-like money of the median month. */
  readonly monthlyIncomeMinor: bigint;
  readonly weekendPpm: bigint;
  readonly payers: Concentration | null;
  readonly payees: Concentration | null;
  /** Accounts that money came from in three months or more. */
  readonly regularPayers: number;
}

export interface Concentration {
  readonly count: number;
  readonly largestPpm: bigint;
  /** The three largest together. */
  readonly topThreePpm: bigint;
}

export interface PaymentPortrait {
  readonly asOf: BusinessDate;
  readonly currencies: readonly MoneyPortrait[];
  readonly social: SocialFacts;
  /** WATCH at most. */
  readonly signals: readonly BehaviourSignal[];
  readonly missing: readonly NotKnown[];
}

const REGULAR_MONTHS = 3;
const WHOLE = 1_000_000n;
/** Below so many bookings a share says nothing. */
const FEWEST_BOOKINGS = 20;

/**
 * How somebody pays and is paid (支付社交画像), and whom he stands near. No clock: the window is what the facts hold.
 * @throws BehaviourRefused naming the place of a value that cannot be
 */
export function paymentPortrait(
  ledger: LedgerFacts,
  social: SocialFacts,
  asOf: BusinessDate,
  limits: SharingLimits,
): PaymentPortrait {
  refuse(ledger, social, asOf);
  const currencies = [...new Set(ledger.cells.map(({ currency }) => currency))]
    .sort()
    .map((currency) => moneyPortrait(currency, ledger, asOf));
  return {
    asOf,
    currencies,
    social,
    signals: [
      ...currencies.flatMap((money) => moneySignals(money, ledger, asOf)),
      ...contactSignals(social, limits),
    ],
    missing: [NOT_KNOWN.TIME_OF_DAY, ...(ledger.cells.length === 0 ? [NOT_KNOWN.LEDGER] : [])],
  };
}

function refuse({ cells, counterparties }: LedgerFacts, social: SocialFacts, asOf: BusinessDate): void {
  if (!isBusinessDate(asOf)) throw new BehaviourRefused('asOf', 'NOT_A_DATE');
  cells.forEach(({ month, sumMinor, bookings }, index) => {
    if (!isBusinessDate(`${month}-01`)) throw new BehaviourRefused(`cells[${index}].month`, 'NOT_A_DATE');
    if (`${month}-01` > asOf) throw new BehaviourRefused(`cells[${index}].month`, 'FUTURE');
    wholeAmount(`cells[${index}].sumMinor`, sumMinor);
    wholeCount(`cells[${index}].bookings`, bookings);
  });
  counterparties.forEach(({ sumMinor, bookings, ofSumMinor }, index) => {
    wholeAmount(`counterparties[${index}].sumMinor`, sumMinor);
    wholeAmount(`counterparties[${index}].ofSumMinor`, ofSumMinor);
    wholeCount(`counterparties[${index}].bookings`, bookings);
  });
  social.sharedContactPoints.forEach(({ users }, index) => {
    wholeCount(`sharedContactPoints[${index}].users`, users);
  });
}

function moneyPortrait(currency: string, ledger: LedgerFacts, asOf: BusinessDate): MoneyPortrait {
  const cells = ledger.cells.filter((cell) => cell.currency === currency);
  const sides = (direction: LedgerCell['direction']) => cells.filter((cell) => cell.direction === direction);
  const months = wholeMonths(cells, asOf);
  const incomes = months.map((month) =>
    sumOf(cells.filter((cell) => cell.month === month && isIncome(cell))),
  );
  const bookings = countOf(cells);
  const others = (direction: LedgerCell['direction']) =>
    ledger.counterparties.filter((one) => one.currency === currency && one.direction === direction);
  return {
    currency,
    inMinor: sumOf(sides('CREDIT')),
    outMinor: sumOf(sides('DEBIT')),
    bookings,
    months: months.length,
    incomeMonths: incomes.filter((income) => income > 0n).length,
    monthlyIncomeMinor: medianAmount(incomes),
    weekendPpm: share(BigInt(countOf(cells.filter(({ isWeekend }) => isWeekend))), BigInt(bookings)),
    payers: concentration(others('CREDIT')),
    payees: concentration(others('DEBIT')),
    regularPayers: others('CREDIT').filter((one) => one.months >= REGULAR_MONTHS).length,
  };
}

/** From the first month with a booking to the one before that of the day, which is not over. */
function wholeMonths(cells: readonly LedgerCell[], asOf: BusinessDate): string[] {
  const last = asOf.slice(0, 7);
  return monthsBetween(
    cells.reduce((first, { month }) => (month < first ? month : first), last),
    last,
  );
}

function concentration(cells: readonly CounterpartyCell[]): Concentration | null {
  const [first] = cells;
  if (!first) return null;
  const sums = cells.map(({ sumMinor }) => sumMinor).sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
  return {
    count: first.ofCounterparties,
    largestPpm: share(sums[0]!, first.ofSumMinor),
    topThreePpm: share(
      sums.slice(0, 3).reduce((a, b) => a + b, 0n),
      first.ofSumMinor,
    ),
  };
}

function moneySignals(money: MoneyPortrait, ledger: LedgerFacts, asOf: BusinessDate): BehaviourSignal[] {
  const signals: BehaviourSignal[] = [];
  const add = (code: BehaviourSignal['code'], value: string, threshold: string) =>
    signals.push({ code, level: 'WATCH', value, threshold, shown: [] });
  if (money.months >= REGULAR_MONTHS && money.incomeMonths * 2 < money.months)
    add('IRREGULAR_INCOME', String(money.incomeMonths), String(Math.ceil(money.months / 2)));
  if (money.bookings >= FEWEST_BOOKINGS && money.weekendPpm * 2n > WHOLE)
    add('WEEKEND_HEAVY', percent(money.weekendPpm), '50');
  const own = ledger.counterparties.filter(({ currency }) => currency === money.currency);
  for (const payer of own.filter(({ direction }) => direction === 'CREDIT')) {
    const payee = own.find(({ direction, mark }) => direction === 'DEBIT' && mark === payer.mark);
    const [less, more] = !payee
      ? [0n, payer.sumMinor]
      : payee.sumMinor < payer.sumMinor
        ? [payee.sumMinor, payer.sumMinor]
        : [payer.sumMinor, payee.sumMinor];
    if (payer.bookings >= 2 && more > 0n && less * 10n >= more * 8n)
      add('MONEY_TO_AND_FRO', percent(share(less, more)), '80');
  }
  const months = wholeMonths(
    ledger.cells.filter(({ currency }) => currency === money.currency),
    asOf,
  );
  const ofMonth = (month: string | undefined) =>
    countOf(ledger.cells.filter((cell) => cell.currency === money.currency && cell.month === month));
  const before = months.slice(0, -1).reduce((sum, month) => sum + ofMonth(month), 0);
  const latest = ofMonth(months.at(-1));
  if (
    months.length > REGULAR_MONTHS &&
    latest >= FEWEST_BOOKINGS &&
    latest * (months.length - 1) > 3 * before
  )
    add('RUSH', String(latest), String(Math.ceil((3 * before) / (months.length - 1))));
  return signals;
}

/** What very many use, such as the number of a reception, says nothing of any of them. */
function contactSignals(
  { sharedContactPoints }: SocialFacts,
  { mobileUsers, addressUsers, mostUsers }: SharingLimits,
): BehaviourSignal[] {
  const from = Math.min(mobileUsers, addressUsers);
  return sharedContactPoints
    .filter(({ users }) => users >= from && users <= mostUsers)
    .map(({ contactPointId, users }) => ({
      code: 'SHARED_CONTACT',
      level: 'WATCH',
      value: String(users),
      threshold: String(from),
      shown: [{ kind: 'ContactPoint', id: contactPointId }],
    }));
}

const sumOf = (cells: readonly LedgerCell[]): bigint =>
  cells.reduce((total, { sumMinor }) => total + sumMinor, 0n);
const countOf = (cells: readonly LedgerCell[]): number =>
  cells.reduce((total, { bookings }) => total + bookings, 0);
const share = (part: bigint, whole: bigint): bigint => (whole === 0n ? 0n : (part * WHOLE) / whole);
const percent = (ppm: bigint): string => String(ppm / 10_000n);
