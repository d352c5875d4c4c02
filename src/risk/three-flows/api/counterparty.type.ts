import { Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import { encodeNodeId, money } from '../../../kernel';
import { access, BusinessDateScalar, DecimalScalar, MoneyType, moneyType } from '../../../platform/graphql';
import type { RiskLevel } from '../../indicators/indicator';
import { decimalOfPpm } from '../../millionths';
import { RiskLevelEnum } from '../../risk-level.enum';
import { TRADE_FINDINGS, type TradeFindingCode } from '../core/finding';
import type { FlowKind } from '../core/flow-amounts';
import type { CounterpartyReconciliation, CurrencyTotal, FindingTotal } from '../core/reconcile-counterparty';
import {
  THREE_FLOWS_VERSION,
  TRADE_GRADES,
  type TradeGrade,
  type TradeReconciliation,
} from '../core/reconcile-trade';
import {
  FlowKindEnum,
  POLICY_VERSION,
  ThreeFlowsRefused,
  TradeGradeCount,
  TradeGradeEnum,
  toRefused,
} from './three-flows.type';

@Extensions(access('risk:read'))
@ObjectType({ description: 'What one flow of many trades comes to.' })
class TradeFlowTotal {
  @Field(() => FlowKindEnum, { description: 'Which flow.' })
  kind!: FlowKind;

  @Field(() => MoneyType, { description: 'What is to come in all.' })
  expected!: MoneyType;

  @Field(() => MoneyType, { description: 'What came.' })
  matched!: MoneyType;

  @Field(() => MoneyType, { description: 'What is still to come and not late (未到期).' })
  pending!: MoneyType;

  @Field(() => MoneyType, { description: 'What should have come by now.' })
  short!: MoneyType;

  @Field(() => Int, {
    description: 'Trades of which nobody can say: their amounts are in none of the sums.',
  })
  unknownTrades!: number;
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'The trades of a counterparty in one currency.' })
class TradeCurrencyTotal {
  @Field(() => MoneyType, { description: 'All trades but cancelled, returned and empty ones.' })
  total!: MoneyType;

  @Field(() => MoneyType, { description: 'Those of them that are matured.' })
  matured!: MoneyType;

  @Field(() => [TradeFlowTotal], { description: 'Information, logistics, funds, in this order.' })
  flows!: TradeFlowTotal[];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Mean consistency of matured trades, weighed by amount, 0 to 1; null without a graded one.',
  })
  consistency!: string | null;

  @Field(() => [TradeGradeCount], { description: 'How often each grade was given, from A on.' })
  grades!: TradeGradeCount[];
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'What the checks found in the trades of a counterparty, by kind.' })
class TradeFindingTotal {
  @Field(() => String, { description: 'What was found: a TradeFindingCode.' })
  code!: TradeFindingCode;

  @Field(() => RiskLevelEnum, { description: 'The worst level at which it was found.' })
  level!: RiskLevel;

  @Field(() => String, { description: 'In words.' })
  en!: string;

  @Field(() => String, { description: 'In words, in Chinese 中文说明.' })
  zh!: string;

  @Field(() => Int, { description: 'Trades in which it was found.' })
  trades!: number;

  @Field(() => [ID], { description: 'The newest of these orders, at most 10: `node(id)` takes them.' })
  orderIds!: string[];
}

@Extensions(access('risk:read'))
@ObjectType({
  description:
    'The trades of a supplier, dealer or borrower over a window, each reconciled (三流合一), and what they come to.',
})
export class CounterpartyThreeFlows {
  reconciled!: readonly TradeReconciliation[];

  @Field(() => BusinessDateScalar, { description: 'First day of the window; orders count by their day.' })
  from!: string;

  @Field(() => BusinessDateScalar, { description: 'Last day, on which all is judged.' })
  asOf!: string;

  @Field(() => TradeGradeEnum, {
    nullable: true,
    description: 'Of matured trades, by the worst currency; null without a graded trade.',
  })
  grade!: TradeGrade | null;

  @Field(() => RiskLevelEnum, {
    description: 'The worst of the findings; UNKNOWN where there is no trade to look at.',
  })
  level!: RiskLevel | 'UNKNOWN';

  @Field(() => Int, { description: 'Trades looked at.' })
  tradeCount!: number;

  @Field(() => Int, { description: 'Matured trades.' })
  maturedCount!: number;

  @Field(() => Int, { description: 'Trades on their way: shown, and not graded.' })
  pendingCount!: number;

  @Field(() => Boolean, {
    description: 'Whether the window holds more trades than were looked at: the newest were.',
  })
  truncated!: boolean;

  @Field(() => [TradeCurrencyTotal], { description: 'Sums by currency.' })
  currencies!: TradeCurrencyTotal[];

  @Field(() => [TradeFindingTotal], { description: 'What was found, the worst first.' })
  findings!: TradeFindingTotal[];

  @Field(() => [ThreeFlowsRefused], { description: 'Trades that cannot be judged, and why.' })
  refused!: ThreeFlowsRefused[];

  @Field(() => String, { description: 'Version of the rules.' })
  version!: string;

  @Field(() => String, { description: POLICY_VERSION })
  policyVersion!: string;
}

export function toCounterparty(
  found: CounterpartyReconciliation,
  policyVersion: string,
): CounterpartyThreeFlows {
  return Object.assign(new CounterpartyThreeFlows(), {
    reconciled: found.trades,
    from: found.from,
    asOf: found.asOf,
    grade: found.grade,
    level: found.trades.length === 0 ? 'UNKNOWN' : found.level,
    tradeCount: found.trades.length,
    maturedCount: found.matured,
    pendingCount: found.pending,
    truncated: found.isTruncated,
    currencies: found.currencies.map(toCurrency),
    findings: found.findings.map(toFindingTotal),
    refused: found.refused.map(({ orderId, ...refusal }) => toRefused(orderId, refusal)),
    version: THREE_FLOWS_VERSION,
    policyVersion,
  });
}

function toCurrency(total: CurrencyTotal): TradeCurrencyTotal {
  const amount = (minor: bigint): MoneyType => moneyType(money(minor, total.currency));
  return Object.assign(new TradeCurrencyTotal(), {
    total: amount(total.totalMinor),
    matured: amount(total.maturedMinor),
    flows: total.flows.map((flow) =>
      Object.assign(new TradeFlowTotal(), {
        kind: flow.kind,
        expected: amount(flow.expectedMinor),
        matched: amount(flow.matchedMinor),
        pending: amount(flow.pendingMinor),
        short: amount(flow.shortMinor),
        unknownTrades: flow.unknownTrades,
      }),
    ),
    consistency: total.consistencyPpm === null ? null : decimalOfPpm(total.consistencyPpm),
    grades: TRADE_GRADES.map((grade) =>
      Object.assign(new TradeGradeCount(), { grade, trades: total.grades[grade] }),
    ),
  });
}

const toFindingTotal = ({ code, level, trades, orderIds }: FindingTotal): TradeFindingTotal =>
  Object.assign(new TradeFindingTotal(), {
    code,
    level,
    en: TRADE_FINDINGS[code].en,
    zh: TRADE_FINDINGS[code].zh,
    trades,
    orderIds: orderIds.map((id) => encodeNodeId('Order', id)),
  });
