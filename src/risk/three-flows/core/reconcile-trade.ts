import type { BusinessDate } from '../../../kernel';
import type { RiskLevel } from '../../indicators/indicator';
import { RISK_LEVELS } from '../../indicators/indicator';
import type { ThreeFlowsLimits } from '../../policies/policy-file';
import type { TradeFinding } from './finding';
import { type FlowAmounts, flowAmounts, type KnownFlow, TOLERANCE_MINOR } from './flow-amounts';
import { refuseBadTrade } from './refuse-trade';
import type { TradeFacts } from './trade-facts';
import { tradeFindings } from './trade-findings';

/** Of the rules by which trades are judged; a change of them changes it. Their limits are those of a policy. */
export const THREE_FLOWS_VERSION = 'three-flows-3';

const TRADE_STATES = ['MATURED', 'PENDING', 'CANCELLED', 'RETURNED', 'WITHOUT_VALUE'] as const;
export type TradeState = (typeof TRADE_STATES)[number];

/** From the best on. */
export const TRADE_GRADES = ['A', 'B', 'C', 'D'] as const;
export type TradeGrade = (typeof TRADE_GRADES)[number];

/** Millionths. */
const WHOLE = 1_000_000n;

export interface TradeReconciliation extends FlowAmounts {
  readonly orderId: string;
  readonly orderNo: string;
  readonly orderedOn: BusinessDate;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly state: TradeState;
  /**
   * How far the three flows agree, in millionths: one less the widest gap between two of them, as part of the largest.
   * Null where a flow is unknown or the trade is not matured.
   */
  readonly consistencyPpm: bigint | null;
  /** By consistency; a HIGH finding leaves no more than C, a SEVERE one D. Null as consistency is. */
  readonly grade: TradeGrade | null;
  readonly level: RiskLevel;
  /** The worst first. */
  readonly findings: readonly TradeFinding[];
  readonly asOf: BusinessDate;
}

/**
 * Holds order, goods, papers and money of one trade against each other (三流合一).
 * @throws TradeRefused naming the place of a value that cannot be
 */
export function reconcileTrade(
  trade: TradeFacts,
  asOf: BusinessDate,
  limits: ThreeFlowsLimits,
): TradeReconciliation {
  refuseBadTrade(trade, asOf);
  const { order } = trade;
  const amounts = flowAmounts(trade, asOf, limits);
  const state = stateOf(trade, amounts);
  const findings =
    state === 'CANCELLED' || state === 'WITHOUT_VALUE'
      ? []
      : sorted(tradeFindings(trade, amounts, asOf, limits));
  const level = findings[0]?.level ?? 'NONE';
  const consistencyPpm = state === 'MATURED' ? consistencyOf(amounts) : null;
  return {
    ...amounts,
    orderId: order.id,
    orderNo: order.orderNo,
    orderedOn: order.orderedOn,
    currency: order.currency,
    totalMinor: order.totalMinor,
    state,
    consistencyPpm,
    grade: consistencyPpm === null ? null : cappedGrade(gradeOf(consistencyPpm, limits), level),
    level,
    findings,
    asOf,
  };
}

function stateOf({ order }: TradeFacts, { flows, returnedMinor }: FlowAmounts): TradeState {
  if (order.status === 'CANCELLED') return 'CANCELLED';
  if (order.totalMinor === 0n) return 'WITHOUT_VALUE';
  if (returnedMinor === order.totalMinor) return 'RETURNED';
  const known = flows.filter((flow): flow is KnownFlow => flow.known);
  return known.every(({ pendingMinor }) => pendingMinor <= TOLERANCE_MINOR) ? 'MATURED' : 'PENDING';
}

/** Rounded down, so that no trade is graded better than it is. Of a trade in which nothing came: zero. */
function consistencyOf({ flows }: FlowAmounts): bigint | null {
  const ratios: bigint[] = [];
  for (const flow of flows) {
    if (!flow.known) return null;
    const isWhole = flow.expectedMinor - flow.matchedMinor <= TOLERANCE_MINOR;
    ratios.push(isWhole ? WHOLE : (flow.matchedMinor * WHOLE) / flow.expectedMinor);
  }
  const largest = ratios.reduce((a, b) => (a > b ? a : b));
  const smallest = ratios.reduce((a, b) => (a < b ? a : b));
  return largest === 0n ? 0n : (smallest * WHOLE) / largest;
}

export function gradeOf(consistencyPpm: bigint, { gradeFrom: { a, b, c } }: ThreeFlowsLimits): TradeGrade {
  const reaches = (part: number) => consistencyPpm >= BigInt(Math.round(part * Number(WHOLE)));
  return reaches(a) ? 'A' : reaches(b) ? 'B' : reaches(c) ? 'C' : 'D';
}

export const cappedGrade = (grade: TradeGrade, level: RiskLevel): TradeGrade => {
  const cap = level === 'SEVERE' ? 'D' : level === 'HIGH' ? 'C' : 'A';
  return grade > cap ? grade : cap;
};

export const worse = (a: RiskLevel, b: RiskLevel): number => RISK_LEVELS.indexOf(b) - RISK_LEVELS.indexOf(a);

const sorted = (findings: readonly TradeFinding[]): TradeFinding[] =>
  [...findings].sort((a, b) => worse(a.level, b.level));
