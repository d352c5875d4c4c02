import type { AuditEvent } from '../../../audit';
import type { InquiryPurpose } from '../../../consent';
import type { RequestContext } from '../../../platform/request';
import type { VerificationRecord } from '../storage/biometrics.loaders';
import type { Modality, OutcomeBody, RefusalCause, UnavailableCause, UnknownCause } from '../verification';

export interface VerificationOutcome {
  readonly modality: Modality;
  readonly purpose: InquiryPurpose;
  /** Code of the provider; null where none is switched on. */
  readonly provider: string | null;
  readonly body: OutcomeBody;
  readonly asOf: Date;
  /** Its row of the ledger; null where nothing was reserved. */
  readonly record: VerificationRecord | null;
}

/** `OutcomeUnknown` as the ledger and the audit write it: `OUTCOME_UNKNOWN`. */
export const codeOf = ({ kind }: OutcomeBody): string => kind.replace(/(?!^)[A-Z]/g, '_$&').toUpperCase();

export const causeOf = (body: OutcomeBody): string | null => ('cause' in body ? body.cause : null);

/**
 * What a verification has come to, from its row. One whose time is over was left by a process that ended: unsent, or sent
 * and nobody knows. Pure.
 */
export function bodyOf(record: VerificationRecord, now: Date): OutcomeBody {
  const isOver = record.expiresAt <= now;
  switch (record.state) {
    case 'RESERVED':
      return isOver
        ? { kind: 'Unavailable', cause: 'NOT_SENT', retryAfterSeconds: null }
        : { kind: 'Pending' };
    case 'SENT':
      return isOver ? { kind: 'OutcomeUnknown', cause: 'PROCESS_ENDED' } : { kind: 'Pending' };
    case 'UNKNOWN':
      return { kind: 'OutcomeUnknown', cause: record.cause as UnknownCause };
    case 'CLOSED':
      return closedBody(record);
  }
}

function closedBody({ outcome, cause, verdict, scoreBp, liveness }: VerificationRecord): OutcomeBody {
  if (outcome === 'VERIFIED' && verdict !== null && scoreBp !== null && liveness !== null)
    return { kind: 'Verified', finding: { verdict, scoreBp, liveness } };
  if (outcome === 'REFUSED') return { kind: 'Refused', cause: cause as RefusalCause };
  // Withheld at the last look: nothing was sent.
  if (outcome === 'CONSENT_REQUIRED') return { kind: 'ConsentRequired', cause: 'REVOKED' };
  return { kind: 'Unavailable', cause: cause as UnavailableCause, retryAfterSeconds: null };
}

export const outcomeOfRecord = (record: VerificationRecord, now: Date): VerificationOutcome => ({
  modality: record.modality,
  purpose: record.purpose,
  provider: record.provider,
  body: bodyOf(record, now),
  asOf: record.closedAt ?? record.reservedAt,
  record,
});

interface AttemptFacts {
  readonly subjectId: string;
  readonly reasonKind: string;
  readonly reasonRef: string;
  readonly consentId: string | null;
}

/** The audit event of a verification, made or refused. Codes only: neither verdict nor score is in it. */
export const verificationEvent = (
  { principal, correlationId }: Pick<RequestContext, 'principal' | 'correlationId'>,
  { subjectId, reasonKind, reasonRef, consentId }: AttemptFacts,
  { modality, purpose, provider, body, record }: VerificationOutcome,
): AuditEvent => ({
  action: 'BIOMETRIC_VERIFICATION',
  outcome: codeOf(body),
  principal,
  correlationId,
  subjectId,
  purpose,
  facts: {
    provider,
    modality,
    cause: causeOf(body),
    verificationId: record?.id ?? null,
    reasonKind,
    reasonRef,
    consentId,
    clientId: record?.clientId ?? principal.clientId,
    caller: record?.caller ?? principal.subject,
  },
});
