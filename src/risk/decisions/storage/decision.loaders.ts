import type { Sensitive } from '../../../kernel';
import { listLoader } from '../../../platform/lists';
import { sharedLoader } from '../../../platform/loaders';
import type { Outcome } from '../core/decision';
import type { Review, ReviewGround, Standing } from '../review/standing';

/** A decision as it is stored. Its texts are opened only when they are asked for. */
export interface StoredDecision {
  readonly id: string;
  readonly subjectId: string;
  readonly outcome: Outcome;
  readonly decidedAt: Date;
  readonly decidedBy: string;
  readonly hash: string;
  readonly model: string;
  readonly policy: string;
  readonly rateCaps: string;
  /** Canonical JSON. */
  readonly decisionText: () => string;
  readonly caseText: () => string;
}

export interface StoredReview extends Review {
  readonly number: number;
  readonly at: Date;
  readonly ground: ReviewGround;
  readonly reason: Sensitive<string>;
}

export interface DecisionFilter {
  readonly outcome: Outcome | null;
  readonly state: Standing['state'] | null;
}

export const decisionById = sharedLoader<string, StoredDecision | null>('decision.byId', {
  absent: () => null,
});

/** Of a subject, the last one first. */
export const decisionsOfSubject = listLoader<StoredDecision>('decisions.ofSubject');

/** Of everybody, the last one first. */
export const decisionList = listLoader<StoredDecision, DecisionFilter>('decisions.list');

/** By the id of the decision, in the order they were made. */
export const reviewsOfDecision = sharedLoader<string, readonly StoredReview[]>('decisionReviews.ofDecision', {
  absent: () => [],
});

/** By the id of the decision: when the borrower asked for a person; null where he did not. */
export const reviewRequestOfDecision = sharedLoader<string, Date | null>('decisionReviewRequest.ofDecision', {
  absent: () => null,
});

/** Content of a model, policy or file of rate caps, by its fingerprint. */
export const rulebookContent = sharedLoader<string, string | null>('decisionRulebook.byFingerprint', {
  absent: () => null,
});
