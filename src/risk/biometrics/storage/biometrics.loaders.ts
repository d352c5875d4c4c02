import type { InquiryPurpose } from '../../../consent';
import { listLoader } from '../../../platform/lists';
import { sharedLoader } from '../../../platform/loaders';
import type { Liveness, Modality, Verdict } from '../verification';
import type { VerificationState } from './biometric-verification.entity';

/** A verification as it stands in the ledger. */
export interface VerificationRecord {
  readonly id: string;
  readonly subjectId: string;
  readonly modality: Modality;
  readonly purpose: InquiryPurpose;
  readonly reasonKind: string;
  readonly reasonRef: string;
  readonly provider: string;
  readonly clientId: string;
  readonly caller: string;
  readonly consentId: string;
  readonly consentNo: string;
  readonly state: VerificationState;
  readonly outcome: string | null;
  readonly cause: string | null;
  readonly verdict: Verdict | null;
  readonly scoreBp: number | null;
  readonly liveness: Liveness | null;
  readonly reservedAt: Date;
  readonly expiresAt: Date;
  readonly closedAt: Date | null;
}

/** Of a subject, the last one first. */
export const verificationsOfSubject = listLoader<VerificationRecord>('biometrics.ofSubject');

/** Of each modality the last verification of a subject that the provider answered. */
export const lastVerified = sharedLoader<string, readonly VerificationRecord[]>('biometrics.lastVerified', {
  absent: () => [],
});
