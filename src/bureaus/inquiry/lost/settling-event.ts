import type { AuditEvent } from '../../../audit';
import type { Principal } from '../../../kernel';
import type { AbandonedInquiry } from './abandoned.repository';

/** In whose name the gateway settles what a call or a process has left open. */
export const GATEWAY: Principal = {
  subject: 'gateway',
  clientId: 'gateway',
  role: 'operator',
  permissions: new Set(),
};

interface Settlement {
  readonly outcome: string;
  /** Why the gateway does it, or why nothing came of it. */
  readonly cause: string;
  /** What is counted as spent by this event; zero where an earlier event has said so. */
  readonly costMinor?: bigint;
  /** Names of the fields that came back. */
  readonly fields?: readonly string[];
}

/** What became of an inquiry later than its caller could be told. */
export const settlingEvent = (
  inquiry: AbandonedInquiry,
  { outcome, cause, costMinor = 0n, fields = [] }: Settlement,
): AuditEvent => ({
  action: 'BUREAU_INQUIRY',
  outcome,
  principal: GATEWAY,
  correlationId: `inquiry-${inquiry.id}`,
  subjectId: inquiry.subjectId,
  purpose: inquiry.purpose,
  facts: {
    bureau: inquiry.bureau,
    cause,
    reasonKind: inquiry.reasonKind,
    reasonRef: inquiry.reasonRef,
    consentId: inquiry.consentId,
    inquiryId: inquiry.id,
    clientId: inquiry.clientId,
    caller: inquiry.caller,
    costFen: costMinor.toString(),
    fields,
  },
});
