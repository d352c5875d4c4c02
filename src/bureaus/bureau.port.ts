import type { InquiryPurpose } from '../consent';
import type { IdentityScheme } from '../kernel/identity';
import type { OutboundData } from './connectors/outbound-data';
import type { BureauInquiry } from './inquiry-facts';
import type { NormalisedReport } from './normalised-report';

export type SubjectKind = 'PERSON' | 'ENTERPRISE';

/** What is known of a bureau without asking it. */
export interface BureauProfile {
  /** Capital letters, digits and underscores; never changes, since consents and reports carry it. */
  readonly code: string;
  readonly name: string;
  readonly nameZh: string;
  /** Kinds of subject that it has reports about. */
  readonly covers: readonly SubjectKind[];
  /** Purposes that it has a code for. */
  readonly purposes: readonly InquiryPurpose[];
  /** Age in calendar days up to which a stored report may be reused. */
  readonly reuseDays: number;
}

/** The bureau understood and will not answer about this subject. */
export type RejectionCause = 'IDENTITY_MISMATCH' | 'CREDENTIALS' | 'PARAMETERS';

/**
 * - `UNAVAILABLE`: no answer is to be had now; `sent` says whether the bureau was reached, and so may bill.
 * - `UNKNOWN`: the inquiry may have been taken, and nobody here knows. It is never sent again by itself.
 */
export type ConnectorAnswer =
  | { readonly kind: 'HIT'; readonly report: NormalisedReport; readonly observedAt: Date }
  | { readonly kind: 'NO_RECORD' }
  | { readonly kind: 'REJECTED'; readonly cause: RejectionCause }
  | {
      readonly kind: 'UNAVAILABLE';
      readonly cause: 'CONNECT_FAILED' | 'BUREAU_ERROR' | 'RATE_LIMITED' | 'BAD_RESPONSE';
      readonly sent: boolean;
      readonly retryAfterSeconds?: number;
    }
  | { readonly kind: 'UNKNOWN'; readonly cause: 'TIMEOUT' | 'CONNECTION_LOST' };

/**
 * What became of an inquiry whose answer was lost. `NOT_TAKEN`: the bureau knows that it never had it. `UNAVAILABLE` and
 * `UNKNOWN` say nothing of it: it may be asked about again.
 */
export type LostAnswer = ConnectorAnswer | { readonly kind: 'NOT_TAKEN' };

/** The way to one bureau. Knows its wire and codes; knows nothing of consent, money or storage. */
export interface BureauConnector {
  readonly profile: BureauProfile;
  /** Schemes that it can ask by, best first. */
  readonly schemes: readonly IdentityScheme[];
  /** Price of one inquiry in fen (CNY). */
  readonly priceMinor: bigint;
  /** Longest time that one call takes. */
  readonly timeoutMs: number;
  /** Calls that the bureau takes in a second; undefined for any number. */
  readonly callsPerSecond?: number;
  /** What its message for a purpose carries: without the required part no call is reserved. */
  data(purpose: InquiryPurpose): OutboundData;
  /** Asks the bureau once: costs money and leaves a trace there. Never throws for what the bureau does. */
  inquire(inquiry: BureauInquiry): Promise<ConnectorAnswer>;
  /**
   * Asks what became of an inquiry that was sent before under the same id: no further one is made by it, and none is paid.
   * Absent where the bureau has no such question. Of the application only its number is kept, so that it is null here.
   * Never throws for what the bureau does.
   */
  outcomeOf?(inquiry: BureauInquiry): Promise<LostAnswer>;
}
