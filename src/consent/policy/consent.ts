import type { InquiryPurpose } from './inquiry-purpose';

/**
 * QUERY: a bureau may be asked about the subject. REPORT: the subject's loans may be reported to it. SENSITIVE: income,
 * assets or biometrics, which the law wants agreed to separately. None stands for another.
 */
export const CONSENT_TYPES = ['QUERY', 'REPORT', 'SENSITIVE'] as const;

export type ConsentType = (typeof CONSENT_TYPES)[number];

/** A consent as decisions read it. */
export interface ConsentRecord {
  readonly id: string;
  readonly consentNo: string;
  readonly subjectId: string;
  /** One bureau: the law wants the receiver of the data named and agreed to by itself. */
  readonly bureau: string;
  readonly type: ConsentType;
  readonly purposes: readonly InquiryPurpose[];
  /** Codes of what may be asked or told, such as CREDIT_REPORT, and of a SENSITIVE one INCOME. */
  readonly dataCategories: readonly string[];
  readonly signedAt: Date;
  readonly validFrom: Date;
  /** First instant at which it no longer holds; null when it has no date of end. */
  readonly validTo: Date | null;
  /** Holds until this loan is settled (至还清全部借款之日止). */
  readonly untilSettledLoanId: string | null;
  readonly revokedAt: Date | null;
}

/** Why a consent was withdrawn. */
export const REVOCATION_REASONS = [
  'SUBJECT_REQUEST',
  'SIGNED_IN_ERROR',
  'IDENTITY_DISPUTED',
  'SUPERSEDED',
] as const;

export type RevocationReason = (typeof REVOCATION_REASONS)[number];

/** A consent as it is kept, with its evidence. */
export interface ConsentDocument extends ConsentRecord {
  readonly templateVersion: string;
  /** SHA-256 in hex, as `evidenceHash`. */
  readonly textHash: string;
  readonly channel: string;
  readonly evidenceHash: string;
  readonly revokedBy: string | null;
  readonly revocationReason: RevocationReason | null;
  /** The system that it came from; API for one that was granted here. */
  readonly source: string;
}
