import type { Outcome } from '../core/decision';

/** What a person found of a decision (人工复核). */
export interface Review {
  /** The caller as his token names him. */
  readonly by: string;
  readonly outcome: 'APPROVE' | 'DECLINE';
}

/** What a review rests on, without a word about anybody (复核依据). */
export const REVIEW_GROUNDS = [
  'EVIDENCE_ADDED',
  'DATA_WRONG',
  'DISPUTE_SETTLED',
  'SECURITY_ADDED',
  'FRAUD_SUSPECTED',
  'CANNOT_REPAY',
  'POLICY_EXCEPTION',
  'OTHER',
] as const;
export type ReviewGround = (typeof REVIEW_GROUNDS)[number];

export interface Standing {
  /** What holds now. */
  readonly outcome: Outcome;
  /**
   * DECIDED: it holds. OPEN: a person has to look, because it says so or because the borrower asks for one. SECOND_NEEDED: a person wants the opposite of what was decided, and
   * another one has to agree (双人复核); until then what was decided holds.
   */
  readonly state: 'DECIDED' | 'OPEN' | 'SECOND_NEEDED';
}

/**
 * What holds of a decision after its reviews, in the order they were made. Pure.
 * @param isRequested whether the borrower asked for a person (PIPL 24)
 */
export function standingOf(decided: Outcome, reviews: readonly Review[], isRequested = false): Standing {
  const last = reviews.at(-1);
  if (!last) return { outcome: decided, state: decided === 'REVIEW' || isRequested ? 'OPEN' : 'DECIDED' };
  if (decided === 'REVIEW' || last.outcome === decided) return { outcome: last.outcome, state: 'DECIDED' };
  const before = reviews.at(-2);
  const isSeconded = before?.outcome === last.outcome && before.by !== last.by;
  return isSeconded
    ? { outcome: last.outcome, state: 'DECIDED' }
    : { outcome: decided, state: 'SECOND_NEEDED' };
}

/**
 * Why a review cannot be added; null where it can. Who had the loan decided on does not review what came of it: the
 * second pair of eyes is another person's.
 */
export function problemOfReview(
  { outcome, decidedBy }: { readonly outcome: Outcome; readonly decidedBy: string },
  reviews: readonly Review[],
  by: string,
): 'DECIDED_BY_HIM' | 'SAME_PERSON' | 'CLOSED' | null {
  if (by === decidedBy) return 'DECIDED_BY_HIM';
  const { state } = standingOf(outcome, reviews);
  if (state === 'SECOND_NEEDED' && reviews.at(-1)!.by === by) return 'SAME_PERSON';
  return state === 'DECIDED' && reviews.length > 0 ? 'CLOSED' : null;
}
