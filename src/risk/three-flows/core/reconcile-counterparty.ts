import type { BusinessDate } from '../../../kernel';
import type { RiskLevel } from '../../indicators/indicator';
import type { ThreeFlowsLimits } from '../../policies/policy-file';
import type { TradeFindingCode } from './finding';
import { FLOW_KINDS, type FlowKind } from './flow-amounts';
import {
  cappedGrade,
  gradeOf,
  TRADE_GRADES,
  type TradeGrade,
  type TradeReconciliation,
  worse,
} from './reconcile-trade';
import type { TradeRefused } from './refuse-trade';

/** What one flow of many trades comes to. */
export interface FlowTotal {
  readonly kind: FlowKind;
  readonly expectedMinor: bigint;
  readonly matchedMinor: bigint;
  readonly pendingMinor: bigint;
  readonly shortMinor: bigint;
  /** Trades of which the flow is not known; their amounts are in none of the sums. */
  readonly unknownTrades: number;
}

export interface FindingTotal {
  readonly code: TradeFindingCode;
  readonly level: RiskLevel;
  readonly trades: number;
  /** Of the newest trades that show it. */
  readonly orderIds: readonly string[];
}

export interface CurrencyTotal {
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly maturedMinor: bigint;
  readonly flows: readonly FlowTotal[];
  /** Consistency of matured trades, weighed by their amounts, in millionths; null without a graded one. */
  readonly consistencyPpm: bigint | null;
  readonly grades: Readonly<Record<TradeGrade, number>>;
}

export interface CounterpartyReconciliation {
  readonly from: BusinessDate;
  readonly asOf: BusinessDate;
  readonly trades: readonly TradeReconciliation[];
  readonly matured: number;
  readonly pending: number;
  readonly refused: readonly ({ readonly orderId: string } & Pick<TradeRefused, 'place' | 'problem'>)[];
  /** There are more trades in the window than were looked at. */
  readonly isTruncated: boolean;
  readonly currencies: readonly CurrencyTotal[];
  /** By the worst currency; capped as that of a trade. Null without a graded trade. */
  readonly grade: TradeGrade | null;
  readonly level: RiskLevel;
  readonly findings: readonly FindingTotal[];
}

export interface TradesOfCounterparty {
  readonly from: BusinessDate;
  readonly asOf: BusinessDate;
  /** Newest first. */
  readonly trades: readonly TradeReconciliation[];
  readonly refused: readonly { readonly orderId: string; readonly error: TradeRefused }[];
  readonly isTruncated: boolean;
}

const SHOWN_ORDERS = 10;

/** All trades of a counterparty over a window. Pending trades are shown and count towards no grade. */
export function reconcileCounterparty(
  { trades, refused, ...window }: TradesOfCounterparty,
  limits: ThreeFlowsLimits,
): CounterpartyReconciliation {
  const currencies = [...new Set(trades.map(({ currency }) => currency))].sort().map((currency) =>
    totalOf(
      currency,
      trades.filter((trade) => trade.currency === currency),
    ),
  );
  const findings = findingsOf(trades);
  const level = findings[0]?.level ?? 'NONE';
  const graded = currencies.flatMap(({ consistencyPpm }) =>
    consistencyPpm === null ? [] : [consistencyPpm],
  );
  const grade = graded
    .map((ppm) => gradeOf(ppm, limits))
    .reduce<TradeGrade | null>((a, b) => (a !== null && a > b ? a : b), null);
  return {
    ...window,
    trades,
    matured: trades.filter(({ state }) => state === 'MATURED').length,
    pending: trades.filter(({ state }) => state === 'PENDING').length,
    refused: refused.map(({ orderId, error }) => ({ orderId, place: error.place, problem: error.problem })),
    currencies,
    grade: grade && cappedGrade(grade, level),
    level,
    findings,
  };
}

function totalOf(currency: string, trades: readonly TradeReconciliation[]): CurrencyTotal {
  const counted = trades.filter(({ state }) => state === 'MATURED' || state === 'PENDING');
  const matured = trades.filter(({ state }) => state === 'MATURED');
  const graded = matured.filter(({ consistencyPpm }) => consistencyPpm !== null);
  const weight = sumOf(graded, ({ totalMinor }) => totalMinor);
  const weighed = sumOf(graded, ({ totalMinor, consistencyPpm }) => totalMinor * (consistencyPpm as bigint));
  return {
    currency,
    totalMinor: sumOf(counted, ({ totalMinor }) => totalMinor),
    maturedMinor: sumOf(matured, ({ totalMinor }) => totalMinor),
    flows: FLOW_KINDS.map((kind, index) => flowTotal(kind, index, counted)),
    consistencyPpm: weight === 0n ? null : weighed / weight,
    grades: Object.fromEntries(
      TRADE_GRADES.map((grade) => [grade, trades.filter((trade) => trade.grade === grade).length]),
    ) as Record<TradeGrade, number>,
  };
}

function flowTotal(kind: FlowKind, index: number, trades: readonly TradeReconciliation[]): FlowTotal {
  const flows = trades.map((trade) => trade.flows[index]!);
  const known = flows.filter((flow) => flow.known);
  return {
    kind,
    expectedMinor: sumOf(known, (flow) => flow.expectedMinor),
    matchedMinor: sumOf(known, (flow) => flow.matchedMinor),
    pendingMinor: sumOf(known, (flow) => flow.pendingMinor),
    shortMinor: sumOf(known, (flow) => flow.shortMinor),
    unknownTrades: flows.length - known.length,
  };
}

const sumOf = <T>(values: readonly T[], amount: (value: T) => bigint): bigint =>
  values.reduce((total, value) => total + amount(value), 0n);

/** The worst first; those of one level by how many trades show them. */
function findingsOf(trades: readonly TradeReconciliation[]): FindingTotal[] {
  const totals = new Map<TradeFindingCode, { level: RiskLevel; orders: Set<string> }>();
  for (const { orderId, findings } of trades)
    for (const { code, level } of findings) {
      const known = totals.get(code);
      if (!known) totals.set(code, { level, orders: new Set([orderId]) });
      else {
        known.orders.add(orderId);
        if (worse(known.level, level) > 0) known.level = level;
      }
    }
  return [...totals]
    .map(([code, { level, orders }]) => ({
      code,
      level,
      trades: orders.size,
      orderIds: [...orders].slice(0, SHOWN_ORDERS),
    }))
    .sort((a, b) => worse(a.level, b.level) || b.trades - a.trades || (a.code < b.code ? -1 : 1));
}
