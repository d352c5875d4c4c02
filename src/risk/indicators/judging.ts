import { type NodeKey, nodeId } from '../../graph';
import type { BorrowerFacts } from '../facts/borrower-facts';
import type { Fact, Missing, MissingReason, Origin } from '../facts/fact';
import type { Policy, Steps } from '../policies/policy-file';
import type { Bilingual, Evidence, Indicator, IndicatorKind, MissingInput, RiskLevel } from './indicator';
import { RISK_LEVELS } from './indicator';

/** How bad a level is, to compare. */
export const gravityOf = (level: RiskLevel): number => RISK_LEVELS.indexOf(level);

export const worstOf = (levels: readonly RiskLevel[]): RiskLevel =>
  levels.reduce<RiskLevel>((worst, level) => (gravityOf(level) > gravityOf(worst) ? level : worst), 'NONE');

/** The level that a value reaches, and the limit that it passed; null where it reaches none. */
export function levelAt(
  value: number,
  { watch, high, severe }: Steps,
): { readonly level: RiskLevel; readonly threshold: number } | null {
  for (const [level, threshold] of [
    ['SEVERE', severe],
    ['HIGH', high],
    ['WATCH', watch],
  ] as const)
    if (threshold !== null && value >= threshold) return { level, threshold };
  return null;
}

/** A number as text for people: at most four digits after the point, and no exponent. */
const numberText = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(4).replace(/\.?0+$/, '');

interface Found {
  readonly value: number;
  readonly origin: Origin;
  /** Nodes of the graph, as keys. */
  readonly nodes?: readonly NodeKey[];
  /** Ids of other things, as the API gives them. */
  readonly ids?: readonly string[];
  readonly reference?: string | null;
}

/** A row of evidence of a given level. */
export const row = (
  code: string,
  level: RiskLevel,
  text: Bilingual,
  { value, origin, nodes = [], ids = [], reference = null }: Found,
  threshold: number | null = null,
): Evidence => ({
  code,
  level,
  ...text,
  value: numberText(value),
  threshold: threshold === null ? null : numberText(threshold),
  source: origin.source,
  observedAt: origin.observedAt,
  consentNo: origin.consentNo,
  nodeIds: [...nodes.map(nodeId), ...ids],
  reference,
});

/** The row of a value that passes a limit of the policy; nothing of one that does not. */
export function rowAt(code: string, steps: Steps, text: Bilingual, found: Found): Evidence[] {
  const reached = levelAt(found.value, steps);
  return reached ? [row(code, reached.level, text, found, reached.threshold)] : [];
}

/** The row of a value that passes a single limit. */
export const rowFrom = (
  code: string,
  limit: number | null,
  level: RiskLevel,
  text: Bilingual,
  found: Found,
): Evidence[] => (limit !== null && found.value >= limit ? [row(code, level, text, found, limit)] : []);

const REASONS: Readonly<Record<MissingReason, Bilingual>> = {
  NOT_RECORDED: { en: 'is not recorded here', zh: '本系统无记录' },
  NOT_SAID: { en: 'is not said by the source', zh: '来源未提供' },
  NOT_COMPUTED: { en: 'has not been computed yet', zh: '尚未计算' },
  INVALID: { en: 'cannot be as it is stored', zh: '存储数据不合法' },
  NOT_STORED: { en: 'is not stored', zh: '尚未查询' },
  STALE: { en: 'is too old to be used', zh: '已过有效期' },
  NO_RECORD: { en: 'says that there is no record', zh: '查无记录' },
  CONSENT_REQUIRED: { en: 'may not be read without consent', zh: '缺少授权' },
  PURPOSE_NOT_ALLOWED: { en: 'may not be read for this purpose', zh: '查询目的不允许' },
  NOT_COVERED: { en: 'does not exist for such subjects', zh: '该主体类型不在覆盖范围' },
  SWITCHED_OFF: { en: 'cannot be had: the bureau is switched off', zh: '征信机构已停用' },
  NOT_ASKED: { en: 'was not looked at: no purpose is given', zh: '未指定查询目的，未读取' },
  NOT_PERMITTED: { en: 'may not be read by the caller', zh: '调用方无权限' },
};

/** What is missing of a fact, told; nothing of one that is known. */
export const unless = (fact: Fact<unknown>, input: string, { en, zh }: Bilingual): MissingInput[] =>
  fact.known ? [] : [missingInput(fact, input, { en, zh })];

export const missingInput = (
  { reason, source, place }: Pick<Missing, 'reason' | 'source' | 'place'>,
  input: string,
  { en, zh }: Bilingual,
): MissingInput => ({
  input,
  reason,
  source,
  place,
  en: `${en} ${REASONS[reason].en}.`,
  zh: `${zh}：${REASONS[reason].zh}`,
});

/** The stored reports that a judgement has to do without. That a bureau has no record is an answer. */
export const missingReports = ({ reports }: Pick<BorrowerFacts, 'reports'>): MissingInput[] =>
  reports.flatMap(({ bureau, report }) =>
    report.known || report.reason === 'NO_RECORD'
      ? []
      : [
          missingInput(report, 'BUREAU_REPORT', {
            en: `The report of ${bureau}`,
            zh: `征信报告（${bureau}）`,
          }),
        ],
  );

/** Whether any bureau has answered, if only that it knows nothing. */
export const hasAnswer = ({ reports }: Pick<BorrowerFacts, 'reports'>): boolean =>
  reports.some(({ report }) => report.known || report.reason === 'NO_RECORD');

/** Each cause alone makes the case so likely; a further one never makes it less likely. */
const LIKELIHOOD: Readonly<Record<RiskLevel, number>> = { NONE: 0, WATCH: 0.2, HIGH: 0.5, SEVERE: 0.8 };

/** What several bureaus say alike is one thing: of each cause the worst row counts, of own loans one a loan. */
function scoreOf(evidence: readonly Evidence[]): number {
  const causes = new Map<string, number>();
  for (const { code, reference, level } of evidence) {
    const cause = `${code}|${reference}`;
    causes.set(cause, Math.max(causes.get(cause) ?? 0, LIKELIHOOD[level]));
  }
  return Math.round(100 * (1 - [...causes.values()].reduce((rest, likely) => rest * (1 - likely), 1)));
}

/** What each kind of indicator says of itself. */
export interface Charter {
  readonly kind: IndicatorKind;
  readonly version: string;
  readonly nullRule: Bilingual;
}

/**
 * Puts an indicator together. The level is that of the worst evidence; the score rises with every cause.
 * @param isBlind whether what is missing would have shown it: without evidence the level is then UNKNOWN
 */
export function conclude(
  { kind, version, nullRule }: Charter,
  found: {
    readonly evidence: readonly Evidence[];
    readonly missing: readonly MissingInput[];
    readonly isBlind: boolean;
  },
  facts: BorrowerFacts,
  policy: Policy,
): Indicator {
  const level = worstOf(found.evidence.map((one) => one.level));
  const isUnknown = level === 'NONE' && found.isBlind;
  return {
    kind,
    level: isUnknown ? 'UNKNOWN' : level,
    score: isUnknown ? null : scoreOf(found.evidence),
    evidence: [...found.evidence].sort((a, b) => gravityOf(b.level) - gravityOf(a.level)),
    missing: found.missing,
    nullRule,
    version,
    policyVersion: `${policy.lenderType}/${policy.policyVersion}`,
    asOf: facts.asOf,
  };
}
