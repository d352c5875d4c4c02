import type { NamedReason } from '../../bureaus';
import type { ConsentCause, InquiryPurpose, PurposeCause } from '../../consent';

/** What is verified; also the category of data that a SENSITIVE consent must name. */
export const MODALITIES = ['FACE', 'FINGERPRINT'] as const;
export type Modality = (typeof MODALITIES)[number];

export const VERDICTS = ['MATCH', 'NO_MATCH', 'INCONCLUSIVE'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const LIVENESS = ['LIVE', 'SPOOF', 'UNKNOWN'] as const;
export type Liveness = (typeof LIVENESS)[number];

/** All that is kept of what a provider says. */
export interface Finding {
  readonly verdict: Verdict;
  /** How alike, in ten-thousandths: 0 to 10000. */
  readonly scoreBp: number;
  readonly liveness: Liveness;
}

/** The provider, or the gateway before it asks, will not verify this. The same again would be turned down again. */
export type RefusalCause =
  | 'SUBJECT_NOT_COVERED'
  | 'IDENTITY_INCOMPLETE'
  | 'IDENTITY_MISMATCH'
  | 'NO_REFERENCE'
  | 'CAPTURE_UNKNOWN'
  | 'CAPTURE_EXPIRED'
  | 'CAPTURE_USED'
  | 'CREDENTIALS'
  | 'PARAMETERS';

export type UnavailableCause =
  | 'SWITCHED_OFF'
  | 'CIRCUIT_OPEN'
  | 'OVERLOADED'
  | 'CONNECT_FAILED'
  | 'RATE_LIMITED'
  | 'PROVIDER_ERROR'
  | 'BAD_RESPONSE'
  | 'NOT_SENT';

/** What was asked may have been taken, and nobody here knows. */
export type UnknownCause = 'TIMEOUT' | 'CONNECTION_LOST' | 'PROCESS_ENDED';

/** What came of a verification. The kinds are the names of the API's types, without `Biometric`. */
export type OutcomeBody =
  | { readonly kind: 'Verified'; readonly finding: Finding }
  | { readonly kind: 'ConsentRequired'; readonly cause: ConsentCause }
  | { readonly kind: 'PurposeNotAllowed'; readonly cause: PurposeCause }
  | { readonly kind: 'Refused'; readonly cause: RefusalCause }
  | {
      readonly kind: 'Unavailable';
      readonly cause: UnavailableCause;
      readonly retryAfterSeconds: number | null;
    }
  | { readonly kind: 'OutcomeUnknown'; readonly cause: UnknownCause }
  | { readonly kind: 'Pending' };

/** What a client wants verified, once its form has been checked. */
export interface VerificationRequest {
  readonly subjectId: string;
  readonly modality: Modality;
  readonly captureToken: string;
  readonly purpose: InquiryPurpose;
  readonly reason: NamedReason;
}
