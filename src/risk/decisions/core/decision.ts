import type { MissingReason } from '../../facts/fact';
import type { Bilingual, IndicatorKind } from '../../indicators/indicator';
import type { RepaymentMethod } from '../../pricing/schedule';
import type { Disputed } from '../case/case-file';

export const OUTCOMES = ['APPROVE', 'REVIEW', 'DECLINE'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A rule that was hit. */
export interface RuleHit extends Bilingual {
  readonly code: string;
  readonly effect: 'REVIEW' | 'DECLINE';
  /** Of the indicator that found it; null for a rule of the decision itself. */
  readonly indicator: IndicatorKind | null;
  readonly value: string | null;
  readonly threshold: string | null;
  readonly source: string;
}

export interface ReasonCode extends Bilingual {
  readonly code: string;
}

export interface DecidedScore {
  /** To the hundredth. */
  readonly points: string;
  /** Within twelve months; parts of one, to the millionth. */
  readonly pd: string;
  /** What the model says within its own horizon. */
  readonly modelPd: string;
  readonly modelHorizonMonths: number;
  readonly features: readonly {
    readonly name: string;
    readonly bin: string;
    readonly points: string;
    readonly missing: MissingReason | null;
  }[];
}

/** Rates are parts of one a year, amounts minor units; both as text. */
export interface DecidedPrice {
  readonly currency: string;
  readonly principalMinor: string;
  readonly termMonths: number;
  readonly method: RepaymentMethod;
  readonly yearlyRate: string;
  readonly allInRate: string;
  readonly capRate: string;
  readonly capBasis: Bilingual;
  readonly feeUpfrontMinor: string;
  readonly feeMonthlyMinor: string;
  readonly instalments: readonly {
    readonly number: number;
    readonly principalMinor: string;
    readonly interestMinor: string;
    readonly balanceMinor: string;
  }[];
}

export interface Versioned {
  readonly name: string;
  /** SHA-256 of the content. */
  readonly fingerprint: string;
}

/** What was decided, and by what. JSON: its canonical text is what a replay must give again. */
export interface Decision {
  readonly form: 1;
  readonly outcome: Outcome;
  readonly subjectId: string;
  readonly asOf: string;
  readonly applicationNo: string;
  readonly score: DecidedScore;
  readonly lossGivenDefault: string;
  /** Exposure at default: the whole of what is asked for. */
  readonly exposureMinor: string;
  /** Within twelve months. */
  readonly expectedLossMinor: string;
  /** Null where no price is offered: the rules say why. */
  readonly price: DecidedPrice | null;
  /** Minor units; null where what it is made of is not known, or where there is no price to carry. */
  readonly limitMinor: string | null;
  /** The gravest first. */
  readonly rules: readonly RuleHit[];
  /** At most four. */
  readonly reasons: readonly ReasonCode[];
  readonly disputed: readonly Disputed[];
  readonly model: Versioned;
  readonly policy: Versioned;
  readonly rateCaps: Versioned;
}
