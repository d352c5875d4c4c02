import { type FeatureValues, type Scorecard, topReasons } from '../../models';
import { RATE_DIGITS } from '../../pricing/all-in-rate';
import { limitByCapacity, limitByTrade } from '../../pricing/limit';
import { type Offer, priceOf } from '../../pricing/price';
import type { RateCaps } from '../../pricing/rate-caps';
import { decimal, type Ratio, toText } from '../../pricing/ratio';
import { yearlyDefault } from '../../pricing/required-rate';
import type { CaseFile, Input } from '../case/case-file';
import type { DecisionPolicy } from '../policy/decision-policy';
import type { DecidedPrice, DecidedScore, Decision, Outcome, ReasonCode, RuleHit } from './decision';
import { rulesHit } from './rules';

/** What a decision is made by. */
export interface Rulebook {
  readonly model: Scorecard;
  readonly policy: DecisionPolicy;
  readonly rateCaps: RateCaps;
}

const MOST_REASONS = 4;

/**
 * Decides a case. Pure: the same case, model and policies give the same decision, to the byte of its canonical text.
 * @throws FeatureError when the model asks for a feature that the case does not state
 */
export function decideFrom(file: CaseFile, { model, policy, rateCaps }: Rulebook): Decision {
  const { request } = file;
  const horizon = model.file.target.horizonMonths!;
  const score = model.score(valuesOf(file));
  const pd = yearlyDefault(score.pd, horizon);
  const { pricing, lenderType } = policy.file;
  const lgd = decimal(pricing.lossGivenDefault[request.guarantee]);
  const principalMinor = BigInt(request.amountMinor);
  const price = priceOf({
    principalMinor,
    termMonths: request.termMonths,
    method: request.method,
    pd,
    lgd,
    costs: {
      funds: decimal(pricing.costs.funds),
      operation: decimal(pricing.costs.operation),
      capital: decimal(pricing.costs.capital),
    },
    floor: decimal(pricing.floor),
    fees: { upfront: decimal(pricing.fees.upfront), monthly: decimal(pricing.fees.monthly) },
    cap: rateCaps.capOn(lenderType, file.asOf),
  });
  const limitMinor = price.kind === 'OFFER' ? limitOf(file, policy, price.yearlyRate) : null;
  const rules = rulesHit(file, policy.file, { pd, price, limitMinor });
  return {
    form: 1,
    outcome: outcomeOf(rules),
    subjectId: file.subjectId,
    asOf: file.asOf,
    applicationNo: request.applicationNo,
    score: {
      points: score.points.toFixed(2),
      pd: toText(pd, RATE_DIGITS, 'HALF_UP'),
      modelPd: score.pd.toFixed(RATE_DIGITS),
      modelHorizonMonths: horizon,
      features: score.contributions.map(({ feature, bin, points }): DecidedScore['features'][number] => ({
        name: feature,
        bin,
        points: points.toFixed(2),
        missing: file.features[feature]!.missing,
      })),
    },
    lossGivenDefault: pricing.lossGivenDefault[request.guarantee],
    exposureMinor: request.amountMinor,
    expectedLossMinor: price.expectedLossMinor.toString(),
    price: price.kind === 'OFFER' ? decidedPrice(file, price) : null,
    limitMinor: limitMinor?.toString() ?? null,
    rules,
    reasons: reasonsOf(rules, topReasons(score, MOST_REASONS)),
    disputed: file.disputed,
    model: { name: model.file.name, fingerprint: model.fingerprint },
    policy: { name: policy.file.name, fingerprint: policy.fingerprint },
    rateCaps: { name: rateCaps.file.name, fingerprint: rateCaps.fingerprint },
  };
}

const valuesOf = ({ features }: CaseFile): FeatureValues =>
  Object.fromEntries(Object.entries(features).map(([name, { value }]) => [name, value]));

function outcomeOf(rules: readonly RuleHit[]): Outcome {
  if (rules.some(({ effect }) => effect === 'DECLINE')) return 'DECLINE';
  return rules.length > 0 ? 'REVIEW' : 'APPROVE';
}

/** Minor units; null where what it is made of is not known. */
function limitOf(
  { kind, means, request }: CaseFile,
  policy: DecisionPolicy,
  yearlyRate: Ratio,
): bigint | null {
  const { PERSON: person, ENTERPRISE: firm } = policy.file.limits;
  const amount = (input: Input | undefined) =>
    input && input.missing === null ? BigInt(input.value!) : null;
  if (kind === 'PERSON') {
    const income = amount(means.monthlyIncomeMinor);
    const due = amount(means.monthlyDueMinor);
    if (income === null || due === null) return null;
    const capacity = {
      monthlyIncomeMinor: income,
      monthlyDueMinor: due,
      debtToIncome: decimal(person.debtToIncome),
    };
    return least(limitByCapacity(capacity, { ...request, yearlyRate }), person.mostMinor);
  }
  const trade = amount(means.yearlyTradeMinor);
  const owed = amount(means.owedMinor);
  if (trade === null || owed === null) return null;
  const backing = {
    yearlyTradeMinor: trade,
    tradeShare: decimal(firm.tradeShare),
    receivablesMinor: amount(means.receivablesMinor),
    advanceRate: decimal(firm.advanceRate),
    owedMinor: owed,
  };
  return least(limitByTrade(backing), firm.mostMinor);
}

const least = (limit: bigint, most: string): bigint => (limit < BigInt(most) ? limit : BigInt(most));

const decidedPrice = ({ request }: CaseFile, offer: Offer): DecidedPrice => ({
  currency: request.currency,
  principalMinor: request.amountMinor,
  termMonths: request.termMonths,
  method: request.method,
  yearlyRate: toText(offer.yearlyRate, RATE_DIGITS, 'UP'),
  allInRate: toText(offer.allInRate, RATE_DIGITS, 'DOWN'),
  capRate: toText(offer.cap.rate, RATE_DIGITS, 'DOWN'),
  capBasis: offer.cap.basis,
  feeUpfrontMinor: offer.feeUpfrontMinor.toString(),
  feeMonthlyMinor: offer.feeMonthlyMinor.toString(),
  instalments: offer.schedule.map(({ number, principalMinor, interestMinor, balanceMinor }) => ({
    number,
    principalMinor: principalMinor.toString(),
    interestMinor: interestMinor.toString(),
    balanceMinor: balanceMinor.toString(),
  })),
});

/** What the borrower is told: the gravest rules first, then what cost the score most. Each code once. */
function reasonsOf(rules: readonly RuleHit[], contributions: ReturnType<typeof topReasons>): ReasonCode[] {
  const all = [
    ...rules.map(({ code, en, zh }) => ({ code, en, zh })),
    ...contributions.map(({ feature, reason }) => ({
      code: `SCORE_${feature}`,
      en: reason?.en ?? feature,
      zh: reason?.zh ?? feature,
    })),
  ];
  return all
    .filter(({ code }, i) => all.findIndex((each) => each.code === code) === i)
    .slice(0, MOST_REASONS);
}
