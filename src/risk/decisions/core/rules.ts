import type { Bilingual } from '../../indicators/indicator';
import type { NoOffer, Offer } from '../../pricing/price';
import { compare, decimal, type Ratio, toText } from '../../pricing/ratio';
import type { CaseFile, Signal } from '../case/case-file';
import type { DecisionPolicyFile } from '../policy/decision-policy-file';
import type { RuleHit } from './decision';

/** What the rules look at, beside the case. */
export interface Judged {
  /** Within twelve months. */
  readonly pd: Ratio;
  readonly price: Offer | NoOffer;
  /** Null where what it is made of is not known. */
  readonly limitMinor: bigint | null;
}

const hit = (
  code: string,
  effect: RuleHit['effect'],
  words: Bilingual,
  rest: Partial<RuleHit> = {},
): RuleHit => ({
  code,
  effect,
  indicator: null,
  value: null,
  threshold: null,
  source: 'decision',
  ...words,
  ...rest,
});

/** All rules that are hit, those that decline first. */
export function rulesHit(file: CaseFile, policy: DecisionPolicyFile, judged: Judged): RuleHit[] {
  const bureaus = bureauRules(file, policy);
  // Without the answer of a bureau the score is made of gaps: then neither it nor the price declines.
  const gravest = bureaus.length > 0 ? 'REVIEW' : 'DECLINE';
  const hits = [
    ...file.signals.flatMap((signal) => signalRule(signal, policy)),
    ...scoreRules(file, policy, judged, gravest),
    ...priceRules(judged, gravest),
    ...limitRules(file, judged),
    ...bureaus,
    ...disputeRules(file),
  ];
  return [
    ...hits.filter(({ effect }) => effect === 'DECLINE'),
    ...hits.filter(({ effect }) => effect !== 'DECLINE'),
  ];
}

/** What a finding leads to. Unless it is about his own conduct, that is the look of a person at most. */
function signalRule(signal: Signal, policy: DecisionPolicyFile): RuleHit[] {
  const { kind, code, level, en, zh, value, threshold, source } = signal;
  if (level === 'NONE') return [];
  const wanted = policy.signals[kind][level];
  if (wanted === 'NONE') return [];
  const effect = wanted === 'DECLINE' && !policy.mayDecline.includes(code) ? 'REVIEW' : wanted;
  return [hit(code, effect, { en, zh }, { indicator: kind, value, threshold, source })];
}

function bureauRules({ kind, bureaus }: CaseFile, policy: DecisionPolicyFile): RuleHit[] {
  return policy.neededBureaus[kind].flatMap((bureau) => {
    const standing = bureaus.find((each) => each.bureau === bureau);
    const reason = standing ? standing.missing : 'NOT_STORED';
    if (reason === null || reason === 'NO_RECORD') return [];
    return [
      hit(
        'BUREAU_MISSING',
        'REVIEW',
        { en: `No report of ${bureau} can be used`, zh: `缺少征信机构 ${bureau} 的可用报告` },
        { value: reason, source: bureau },
      ),
    ];
  });
}

function scoreRules(
  { kind }: CaseFile,
  policy: DecisionPolicyFile,
  { pd }: Judged,
  gravest: RuleHit['effect'],
): RuleHit[] {
  const { reviewFrom, declineFrom } = policy.cutoffs[kind];
  const words = { en: 'The score says that default is too likely', zh: '评分显示违约概率过高' };
  const value = toText(pd, 6, 'HALF_UP');
  if (compare(pd, decimal(declineFrom)) >= 0n)
    return [hit('SCORE_TOO_LOW', gravest, words, { value, threshold: declineFrom, source: 'model' })];
  if (compare(pd, decimal(reviewFrom)) >= 0n)
    return [
      hit(
        'SCORE_UNCERTAIN',
        'REVIEW',
        { en: 'The score is not clear enough to decide by itself', zh: '评分处于人工复核区间' },
        { value, threshold: reviewFrom, source: 'model' },
      ),
    ];
  return [];
}

function priceRules({ price }: Judged, gravest: RuleHit['effect']): RuleHit[] {
  if (price.kind === 'OFFER') return [];
  if (price.cause === 'NO_CAP_STATED')
    return [
      hit('NO_RATE_CAP', 'REVIEW', {
        en: 'No cap on the rate is stated for this lender and day',
        zh: '该机构类型与日期无利率上限规定',
      }),
    ];
  return [
    hit(
      'PRICE_ABOVE_CAP',
      gravest,
      { en: 'The risk could be borne only at a rate above the cap', zh: '覆盖风险所需利率超过上限' },
      { threshold: price.cap && toText(price.cap.rate, 4, 'HALF_UP') },
    ),
  ];
}

function limitRules({ request, kind }: CaseFile, { limitMinor, price }: Judged): RuleHit[] {
  if (limitMinor === null) {
    if (price.kind !== 'OFFER') return [];
    return [
      hit(
        'MEANS_UNKNOWN',
        'REVIEW',
        kind === 'PERSON'
          ? { en: 'Income or what is due of it is not known', zh: '收入或每月应还金额未知' }
          : { en: 'Trade or what is owed is not known', zh: '贸易规模或负债未知' },
      ),
    ];
  }
  const figures = { value: request.amountMinor, threshold: limitMinor.toString() };
  // What a person earns is seen whole. A firm may trade where nobody here sees it.
  if (limitMinor === 0n)
    return kind === 'PERSON'
      ? [
          hit(
            'NO_CAPACITY',
            'DECLINE',
            { en: 'Nothing is left to repay a further loan from', zh: '已无剩余还款能力' },
            figures,
          ),
        ]
      : [
          hit(
            'LIMIT_USED_UP',
            'REVIEW',
            {
              en: 'What is owed already takes all that trade and receivables carry',
              zh: '现有负债已占满贸易与应收账款可支撑的额度',
            },
            figures,
          ),
        ];
  if (BigInt(request.amountMinor) > limitMinor)
    return [
      hit(
        'ABOVE_LIMIT',
        'REVIEW',
        { en: 'The amount is above the limit', zh: '申请金额超过可授信额度' },
        figures,
      ),
    ];
  return [];
}

const disputeRules = ({ disputed }: CaseFile): RuleHit[] =>
  disputed.map(({ reference }) =>
    hit(
      'DISPUTED',
      'REVIEW',
      { en: 'An item is disputed: it was left out', zh: '存在异议信息，已排除在外' },
      { value: reference },
    ),
  );
