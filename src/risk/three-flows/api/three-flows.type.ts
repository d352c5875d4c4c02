import { Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import { encodeNodeId, money } from '../../../kernel';
import {
  access,
  BusinessDateScalar,
  DecimalScalar,
  describedEnum,
  MoneyType,
  moneyType,
} from '../../../platform/graphql';
import type { RiskLevel } from '../../indicators/indicator';
import { decimalOfPpm } from '../../millionths';
import { RiskLevelEnum } from '../../risk-level.enum';
import { TRADE_FINDINGS, type TradeCheck, type TradeFinding, type TradeFindingCode } from '../core/finding';
import type { Flow, FlowKind } from '../core/flow-amounts';
import {
  THREE_FLOWS_VERSION,
  type TradeGrade,
  type TradeReconciliation,
  type TradeState,
} from '../core/reconcile-trade';
import type { TradeRefused } from '../core/refuse-trade';

export const FlowKindEnum = describedEnum<FlowKind>('TradeFlowKind', 'One of the three flows of a trade.', {
  INFORMATION: 'Invoices 信息流.',
  LOGISTICS: 'Goods, by waybills that were signed for 物流.',
  FUNDS: 'Payments 资金流.',
});

const TradeStateEnum = describedEnum<TradeState>('TradeState', 'Whether a trade can be judged.', {
  MATURED: 'All that was to come has come or is late 已到期.',
  PENDING: 'On its way: goods, invoices or money are not due yet 进行中.',
  CANCELLED: 'The order was cancelled 已取消.',
  RETURNED: 'All goods went back, by red-letter invoices 全部退货.',
  WITHOUT_VALUE: 'An order over nothing: there is nothing to compare 零金额.',
});

export const TradeGradeEnum = describedEnum<TradeGrade>(
  'TradeGrade',
  'How far the three flows agree. A HIGH finding leaves no more than C, a SEVERE one D.',
  {
    A: 'At least 95 %, unless the policy says otherwise 一致.',
    B: 'At least 85 % 基本一致.',
    C: 'At least 70 % 部分一致.',
    D: 'Less 不一致.',
  },
);

const TradeCheckEnum = describedEnum<TradeCheck>('TradeCheck', 'Which of the checks found something.', {
  INFORMATION: 'Papers: invoice, order, dates, parties 信息流核验.',
  LOGISTICS: 'Goods: quantity, shipment, receipt 物流核验.',
  FUNDS: 'Money: payer, payee, amount, way back 资金流核验.',
  RIGHTS: 'Rights: validity, double use, relation of the parties 权属核验.',
  AMOUNT: 'Size and term 金额与账期核验.',
});

const TradeFindingEnum = describedEnum<TradeFindingCode>(
  'TradeFindingCode',
  'What was found in a trade.',
  Object.fromEntries(
    Object.entries(TRADE_FINDINGS).map(([code, { en, zh }]) => [code, `${en.slice(0, -1)} ${zh}.`]),
  ) as Record<TradeFindingCode, string>,
);

@Extensions(access('risk:read'))
@ObjectType({ description: 'How far one flow of a trade has come.' })
class TradeFlow {
  @Field(() => FlowKindEnum, { description: 'Which flow.' })
  kind!: FlowKind;

  @Field(() => Boolean, {
    description:
      'Whether anything can be said. False where the source of the order delivers no such records, or no quantities: that is no fault of the trade.',
  })
  known!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why nothing can be said: NOT_SUPPLIED or QUANTITY_MISSING; null where it can.',
  })
  missing!: string | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What is to come in all: the order less returns; of money, with the tax.',
  })
  expected!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What came, at most what was expected.' })
  matched!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What is still to come and not late (未到期).' })
  pending!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What should have come by now.' })
  short!: MoneyType | null;
}

@Extensions(access('risk:read'))
@ObjectType('TradeFinding', { description: 'Something that a check of a trade found, with what shows it.' })
class TradeFindingType {
  @Field(() => TradeFindingEnum, { description: 'What was found.' })
  code!: TradeFindingCode;

  @Field(() => TradeCheckEnum, { description: 'Which check found it.' })
  check!: TradeCheck;

  @Field(() => RiskLevelEnum, { description: 'How much it weighs.' })
  level!: RiskLevel;

  @Field(() => String, { description: 'In words.' })
  en!: string;

  @Field(() => String, { description: 'In words, in Chinese 中文说明.' })
  zh!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What was found: an amount in minor units (fen), a quantity in thousandths, a day, or a count; null where there is no number.',
  })
  value!: string | null;

  @Field(() => String, { nullable: true, description: 'The limit that it passed, in the same unit.' })
  threshold!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the waybill or invoice, or the article.' })
  reference!: string | null;

  @Field(() => [ID], {
    description: 'Orders, loans and borrowers that show it: `node(id)` and `riskGraph` take them.',
  })
  nodeIds!: string[];
}

export const POLICY_VERSION =
  'Kind of lender and version of the policy whose limits hold: how much money back is a rebate, which term is long, from where on a grade is reached.';

@Extensions(access('risk:read'))
@ObjectType({
  description:
    'Order, goods, papers and money of one trade held against each other (三流合一). Source: the trade system, at its last import.',
})
export class ThreeFlows {
  orderKey!: string;

  @Field(() => TradeStateEnum, { description: 'Whether it can be judged yet.' })
  state!: TradeState;

  @Field(() => TradeGradeEnum, {
    nullable: true,
    description: 'Null while the trade is not matured, or where a flow is not known.',
  })
  grade!: TradeGrade | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'How far the flows agree, 0 to 1: the smallest of the three as part of the largest, each matched by what was expected. Rounded down.',
  })
  consistency!: string | null;

  @Field(() => RiskLevelEnum, { description: 'The worst of the findings.' })
  level!: RiskLevel;

  @Field(() => [TradeFlow], { description: 'Information, logistics, funds, in this order.' })
  flows!: TradeFlow[];

  @Field(() => MoneyType, { description: 'Goods given back (退货), by red-letter invoices.' })
  returned!: MoneyType;

  @Field(() => MoneyType, {
    description:
      'Money back to the buyer that is small enough for a rebate (返利): up to a tenth, unless the policy says otherwise.',
  })
  rebate!: MoneyType;

  @Field(() => BusinessDateScalar, { description: 'The last day on which it may be paid.' })
  paymentDueOn!: string;

  @Field(() => [TradeFindingType], { description: 'What the checks found, the worst first.' })
  findings!: TradeFindingType[];

  @Field(() => [String], {
    description:
      'What no source here tells, so that it was not checked: the pledge registry 中登网 (REGISTRY), the confirmation of the debt 确权 (CONFIRMATION), whether the account of the seller is a regulated one (REGULATED_ACCOUNT), and the route of the goods (ROUTE).',
  })
  notChecked!: string[];

  @Field(() => BusinessDateScalar, { description: 'The day on which it was judged.' })
  asOf!: string;

  @Field(() => String, { description: 'Version of the rules.' })
  version!: string;

  @Field(() => String, { description: POLICY_VERSION })
  policyVersion!: string;
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'A trade that cannot be judged: a value of it cannot be.' })
export class ThreeFlowsRefused {
  orderKey!: string;

  @Field(() => String, { description: 'The place of the value, such as `invoices[0].totalMinor`.' })
  place!: string;

  @Field(() => String, {
    description: 'What is wrong with it: NEGATIVE, FUTURE, NOT_A_DATE or NOT_WHOLE.',
  })
  problem!: string;
}

@Extensions(access('risk:read'))
@ObjectType({ description: 'How often trades were graded so.' })
export class TradeGradeCount {
  @Field(() => TradeGradeEnum, { description: 'The grade.' })
  grade!: TradeGrade;

  @Field(() => Int, { description: 'Trades of this grade.' })
  trades!: number;
}

const NOT_CHECKED = ['REGISTRY', 'CONFIRMATION', 'REGULATED_ACCOUNT', 'ROUTE'];

export function toThreeFlows(trade: TradeReconciliation, policyVersion: string): ThreeFlows {
  const amount = (minor: bigint): MoneyType => moneyType(money(minor, trade.currency));
  return Object.assign(new ThreeFlows(), {
    orderKey: trade.orderId,
    state: trade.state,
    grade: trade.grade,
    consistency: trade.consistencyPpm === null ? null : decimalOfPpm(trade.consistencyPpm),
    level: trade.level,
    flows: trade.flows.map((flow) => toFlow(flow, amount)),
    returned: amount(trade.returnedMinor),
    rebate: amount(trade.rebateMinor),
    paymentDueOn: trade.paymentDueOn,
    findings: trade.findings.map(toFinding),
    notChecked: NOT_CHECKED,
    asOf: trade.asOf,
    version: THREE_FLOWS_VERSION,
    policyVersion,
  });
}

export const toRefused = (orderKey: string, { place, problem }: Pick<TradeRefused, 'place' | 'problem'>) =>
  Object.assign(new ThreeFlowsRefused(), { orderKey, place, problem });

const toFlow = (flow: Flow, amount: (minor: bigint) => MoneyType): TradeFlow =>
  Object.assign(
    new TradeFlow(),
    flow.known
      ? {
          kind: flow.kind,
          known: true,
          missing: null,
          expected: amount(flow.expectedMinor),
          matched: amount(flow.matchedMinor),
          pending: amount(flow.pendingMinor),
          short: amount(flow.shortMinor),
        }
      : {
          kind: flow.kind,
          known: false,
          missing: flow.reason,
          expected: null,
          matched: null,
          pending: null,
          short: null,
        },
  );

const toFinding = ({ shown, ...finding }: TradeFinding): TradeFindingType =>
  Object.assign(new TradeFindingType(), TRADE_FINDINGS[finding.code], finding, {
    nodeIds: shown.map(({ kind, id }) => encodeNodeId(kind, id)),
  });
