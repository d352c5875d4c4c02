import type { BusinessDate } from '../../kernel';
import type { Missing } from '../facts/fact';

export const INDICATOR_KINDS = ['FRAUD', 'MULTI_PLATFORM', 'OVER_INDEBTEDNESS', 'OVERDUE'] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

/** How bad it is, lightest first. */
export const RISK_LEVELS = ['NONE', 'WATCH', 'HIGH', 'SEVERE'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** One reason for a level, with what shows it. */
export interface Evidence extends Bilingual {
  /** Of the rule that found it, such as `SHARED_DEVICE`. */
  readonly code: string;
  readonly level: RiskLevel;
  /** What was found, and the limit of the policy that it passed; as text, a decimal number where it is one. */
  readonly value: string | null;
  readonly threshold: string | null;
  readonly source: string;
  readonly observedAt: string | null;
  readonly consentNo: string | null;
  /** Ids that `node(id)` takes. */
  readonly nodeIds: readonly string[];
  /** Number of a loan, case or circle; nothing personal. */
  readonly reference: string | null;
}

/** Something that a judgement would have looked at. */
export interface MissingInput extends Bilingual {
  readonly input: string;
  readonly reason: Missing['reason'];
  readonly source: string;
  readonly place: string | null;
}

export interface Indicator {
  readonly kind: IndicatorKind;
  /** The worst of the evidence. UNKNOWN: nothing was found, but what would show it is missing. */
  readonly level: RiskLevel | 'UNKNOWN';
  /** 0 to 100, higher is worse; null where the level is UNKNOWN. */
  readonly score: number | null;
  /** The worst first. */
  readonly evidence: readonly Evidence[];
  readonly missing: readonly MissingInput[];
  readonly nullRule: Bilingual;
  readonly version: string;
  readonly policyVersion: string;
  readonly asOf: BusinessDate;
}
