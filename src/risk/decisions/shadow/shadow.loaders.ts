import type { BusinessDate } from '../../../kernel';
import { sharedLoader } from '../../../platform/loaders';
import type { Outcome } from '../core/decision';
import type { ShadowOutcome } from './shadow';

export interface StoredShadow {
  /** Fingerprints. */
  readonly model: string;
  readonly policy: string;
  /** Opened only when it is asked for. */
  readonly outcome: () => ShadowOutcome;
}

/** By the id of the decision; null where nothing ran in its shadow. */
export const shadowOfDecision = sharedLoader<string, StoredShadow | null>('decisionShadow.ofDecision', {
  absent: () => null,
});

/** Business dates, both included. */
export interface Period {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** Decisions that came out alike, beside a shadow by the same model and policy. */
export interface ShadowCount {
  readonly decided: Outcome;
  /** Null: it could not decide. */
  readonly shadow: Outcome | null;
  readonly model: string;
  readonly policy: string;
  readonly decisions: number;
}

export const shadowCounts = sharedLoader<Period, readonly ShadowCount[]>('decisionShadow.counts', {
  absent: () => [],
});
