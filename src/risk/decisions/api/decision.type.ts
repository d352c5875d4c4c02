import { type ClassType, Extensions, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { money, toDecimal } from '../../../kernel';
import {
  access,
  BusinessDateScalar,
  connectionOf,
  DecimalScalar,
  MoneyType,
  moneyType,
} from '../../../platform/graphql';
import type { Decision as Decided, DecidedPrice, Outcome, RuleHit } from '../core/decision';
import { isForBorrower } from '../core/for-borrower';
import { encodeDecisionId } from '../decision-id';
import type { StoredDecision } from '../storage/decision.loaders';
import { DecisionOutcomeEnum } from './decision.enums';
import {
  DecidedInstalment,
  DecisionReason,
  DecisionRule,
  DecisionVersion,
  LoanPrice,
} from './decision.parts';

@Extensions(access('decision:read'))
@ObjectType({
  description:
    'A decision on a loan that was asked for (授信决策), as it was made then. It never changes; what people found of it is added.',
})
export class Decision {
  /** For the fields that need more than the row. */
  stored!: StoredDecision;

  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => DecisionOutcomeEnum, { description: 'What the model and the policy came to (自动决策结果).' })
  outcome!: Outcome;

  @Field(() => String, { description: 'Number of the application at the caller (申请编号).' })
  applicationNo!: string;

  @Field(() => BusinessDateScalar, { description: 'The business date that it was made for.' })
  asOf!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  decidedAt!: Date;

  @Field(() => DecimalScalar, { description: 'Points of the scorecard (评分), higher is better.' })
  score!: string;

  @Field(() => DecimalScalar, {
    description: 'Probability of default (违约概率) within 12 months, 0 to 1.',
  })
  pd!: string;

  @Field(() => Int, { description: 'Months that the model itself looks ahead; `pd` is brought to 12.' })
  modelHorizonMonths!: number;

  @Field(() => DecimalScalar, { description: 'Loss given default (违约损失率), 0 to 1, of the policy.' })
  lossGivenDefault!: string;

  @Field(() => MoneyType, { description: 'Exposure at default (违约敞口): the amount asked for.' })
  exposure!: MoneyType;

  @Field(() => MoneyType, { description: 'Expected loss within 12 months (预期损失): PD x LGD x EAD.' })
  expectedLoss!: MoneyType;

  @Field(() => LoanPrice, { nullable: true, description: 'Null where none is offered: the rules say why.' })
  price!: LoanPrice | null;

  @Field(() => MoneyType, {
    nullable: true,
    description:
      'The most that can be lent at this price (额度): by what a person can repay, by the trade of a firm. Null where that is not known or there is no price.',
  })
  limit!: MoneyType | null;

  @Field(() => [DecisionRule], { description: 'Rules that were hit, those that decline first.' })
  rules!: DecisionRule[];

  @Field(() => [DecisionReason], {
    description:
      'Reasons, at most four, the gravest first. What the borrower may be told of them, `forBorrower` says.',
  })
  reasons!: DecisionReason[];

  @Field(() => [String], {
    description:
      'What the borrower disputes (异议): numbers of loans and codes of bureaus that were left out.',
  })
  disputed!: string[];

  @Field(() => DecisionVersion, { description: 'The model.' })
  model!: DecisionVersion;

  @Field(() => DecisionVersion, { description: 'The policy.' })
  policy!: DecisionVersion;

  @Field(() => DecisionVersion, { description: 'The caps on rates.' })
  rateCaps!: DecisionVersion;

  @Field(() => String, {
    description: 'SHA-256 of the canonical text, in hex: `replayDecision` gives it again.',
  })
  hash!: string;
}

export const DecisionConnection: ClassType = connectionOf(
  'Decision',
  () => Decision,
  'decision:read',
  'decisions (授信决策).',
);

export function toDecision(stored: StoredDecision): Decision {
  const decided = JSON.parse(stored.decisionText()) as Decided;
  const currency = decided.price?.currency ?? 'CNY';
  const amount = (minor: string) => moneyType(money(BigInt(minor), currency));
  const { outcome, applicationNo, asOf, score, lossGivenDefault, model, policy, rateCaps } = decided;
  return Object.assign(new Decision(), {
    stored,
    id: encodeDecisionId(stored.id),
    outcome,
    applicationNo,
    asOf,
    decidedAt: stored.decidedAt,
    score: score.points,
    pd: score.pd,
    modelHorizonMonths: score.modelHorizonMonths,
    lossGivenDefault,
    exposure: amount(decided.exposureMinor),
    expectedLoss: amount(decided.expectedLossMinor),
    price: decided.price && toPrice(decided.price),
    limit: decided.limitMinor === null ? null : amount(decided.limitMinor),
    rules: decided.rules.map((rule) => toRule(rule, currency)),
    reasons: decided.reasons.map(({ code, en, zh }) =>
      Object.assign(new DecisionReason(), {
        code,
        text: en,
        textZh: zh,
        forBorrower: isForBorrower(code, decided.rules),
      }),
    ),
    disputed: decided.disputed.map(({ reference }) => reference),
    model: Object.assign(new DecisionVersion(), model),
    policy: Object.assign(new DecisionVersion(), policy),
    rateCaps: Object.assign(new DecisionVersion(), rateCaps),
    hash: stored.hash,
  });
}

/** Rules whose figures are amounts; the decision states them in minor units. */
const OF_AMOUNTS: ReadonlySet<string> = new Set(['ABOVE_LIMIT', 'LIMIT_USED_UP', 'NO_CAPACITY']);

function toRule({ en, zh, code, effect, value, threshold, source }: RuleHit, currency: string): DecisionRule {
  const figure = (text: string | null) =>
    text !== null && OF_AMOUNTS.has(code) ? toDecimal(money(BigInt(text), currency)) : text;
  return Object.assign(new DecisionRule(), {
    code,
    effect,
    text: en,
    textZh: zh,
    value: figure(value),
    threshold: figure(threshold),
    source,
  });
}

function toPrice(price: DecidedPrice): LoanPrice {
  const amount = (minor: string): MoneyType => moneyType(money(BigInt(minor), price.currency));
  return Object.assign(new LoanPrice(), {
    yearlyRate: price.yearlyRate,
    allInRate: price.allInRate,
    capRate: price.capRate,
    capBasis: `${price.capBasis.en} ${price.capBasis.zh}`,
    method: price.method,
    feeUpfront: amount(price.feeUpfrontMinor),
    feeMonthly: amount(price.feeMonthlyMinor),
    instalments: price.instalments.map((each) =>
      Object.assign(new DecidedInstalment(), {
        number: each.number,
        principal: amount(each.principalMinor),
        interest: amount(each.interestMinor),
        balance: amount(each.balanceMinor),
      }),
    ),
  });
}
