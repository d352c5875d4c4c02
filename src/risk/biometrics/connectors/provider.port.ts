import type { Sensitive } from '../../../kernel';
import type { Finding, Modality, RefusalCause, UnknownCause } from '../verification';

/** What leaves for the provider: whom it should be and which capture shows him. No image, no template. */
export interface ProviderQuestion {
  readonly verificationId: string;
  readonly modality: Modality;
  readonly captureToken: string;
  readonly scheme: 'RESIDENT_ID' | 'PASSPORT';
  readonly identifier: Sensitive<string>;
  readonly name: Sensitive<string>;
  readonly consentNo: string;
}

export type ProviderAnswer =
  | { readonly kind: 'VERIFIED'; readonly finding: Finding }
  | {
      readonly kind: 'REFUSED';
      readonly cause: Exclude<RefusalCause, 'SUBJECT_NOT_COVERED' | 'IDENTITY_INCOMPLETE'>;
    }
  | {
      readonly kind: 'UNAVAILABLE';
      readonly cause: 'CONNECT_FAILED' | 'PROVIDER_ERROR' | 'RATE_LIMITED' | 'BAD_RESPONSE';
      readonly retryAfterSeconds: number | null;
      /** Whether anything of the call has left. */
      readonly sent: boolean;
    }
  | { readonly kind: 'UNKNOWN'; readonly cause: Exclude<UnknownCause, 'PROCESS_ENDED'> };

/** Who verifies. Knows its wire; knows nothing of consent or storage. */
export interface BiometricProvider {
  readonly code: string;
  /** Longest time that one call takes. */
  readonly timeoutMs: number;
  /** Asks once. Never throws for what the provider does. */
  verify(question: ProviderQuestion): Promise<ProviderAnswer>;
}
