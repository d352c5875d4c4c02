import type { ConsentCause, PurposeCause } from '../../consent';
import type { RejectionCause } from '../bureau.port';
import type { DataRefusal } from '../connectors/outbound-data';
import type { NormalisedReport } from '../normalised-report';

export interface Provenance {
  readonly observedAt: Date;
  readonly retrievedAt: Date;
  /** Null when the consent that it was fetched under is no longer kept. */
  readonly consentNo: string | null;
}

export type UnavailableCause =
  | 'SWITCHED_OFF'
  | 'CIRCUIT_OPEN'
  | 'OVERLOADED'
  | 'CONNECT_FAILED'
  | 'RATE_LIMITED'
  | 'BUREAU_ERROR'
  | 'BAD_RESPONSE';

/** What came of a question to a bureau. The kinds are the names of the API's types. */
export type OutcomeBody =
  | { readonly kind: 'CreditReport'; readonly report: NormalisedReport; readonly provenance: Provenance }
  | { readonly kind: 'NoRecord'; readonly provenance: Provenance }
  | { readonly kind: 'ConsentRequired'; readonly cause: ConsentCause }
  | { readonly kind: 'PurposeNotAllowed'; readonly cause: PurposeCause | 'BUREAU_HAS_NO_CODE' }
  | { readonly kind: 'SubjectNotCovered' }
  | { readonly kind: 'NotStored' }
  | { readonly kind: 'InquiryPending' }
  | { readonly kind: 'OutcomeUnknown' }
  | { readonly kind: 'BudgetExceeded' }
  | { readonly kind: 'PlannedInquiry'; readonly priceMinor: bigint; readonly consentNo: string }
  | {
      readonly kind: 'BureauUnavailable';
      readonly cause: UnavailableCause;
      readonly retryAfterSeconds: number | null;
    }
  | {
      readonly kind: 'InquiryRejected';
      readonly cause: RejectionCause | 'IDENTITY_INCOMPLETE' | DataRefusal['cause'];
      /** The data at fault, by name. */
      readonly fields: readonly string[];
    };

export type OutcomeKind = OutcomeBody['kind'];

export interface CreditOutcome {
  readonly body: OutcomeBody;
  /** The ledger's row of the call that it came from; null where no call was made or reserved. */
  readonly inquiryId: string | null;
  readonly asOf: Date;
}

export const outcomeOf = (body: OutcomeBody, asOf: Date, inquiryId: string | null = null): CreditOutcome => ({
  body,
  inquiryId,
  asOf,
});

/** `CreditReport` as the ledger and the audit write it: `CREDIT_REPORT`. */
export const outcomeCode = (kind: OutcomeKind): string => kind.replace(/(?!^)[A-Z]/g, '_$&').toUpperCase();

export const causeOf = (body: OutcomeBody): string | null => ('cause' in body ? body.cause : null);
