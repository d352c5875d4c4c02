import { command } from '../../platform/commands';
import type { ConsentDocument, ConsentType, RevocationReason } from '../policy/consent';
import type { InquiryPurpose } from '../policy/inquiry-purpose';

/** What a subject has agreed to, as a client says it. */
export interface GrantRequest {
  readonly consentNo: string;
  /** Global id of the borrower. */
  readonly borrower: string;
  readonly bureau: string;
  readonly type: ConsentType;
  readonly purposes: readonly InquiryPurpose[];
  readonly dataCategories: readonly string[];
  readonly templateVersion: string;
  readonly textHash: string;
  readonly signedAt: Date;
  readonly validFrom: Date;
  readonly validTo?: Date | null;
  /** Global id of the loan. */
  readonly untilSettledLoan?: string | null;
  readonly channel: string;
  readonly evidenceHash: string;
}

export interface RevocationRequest {
  readonly consentNo: string;
  readonly reason: RevocationReason;
}

interface Named<Input> {
  readonly input: Input;
  readonly idempotencyKey: string | null;
}

export const grantConsent = command<
  Named<GrantRequest>,
  { readonly consent: ConsentDocument; readonly created: boolean }
>('consent.grant');

export const revokeConsent = command<Named<RevocationRequest>, ConsentDocument>('consent.revoke');
