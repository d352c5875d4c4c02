import type { AuditEvent } from '../../audit';
import type { RequestContext } from '../../platform/request';
import { type CreditOutcome, causeOf, outcomeCode } from './credit-outcome';
import type { CreditQuestion } from './credit-question';

interface AttemptFacts {
  readonly consentId?: string;
  /** A stored report answered. */
  readonly reused?: boolean;
  /** What this attempt cost; zero where no call was made for it. */
  readonly costMinor?: bigint;
}

/**
 * The audit event of an attempt, permitted or refused: who asked which bureau about whom, what for, under which consent,
 * what came of it, which fields came back, what it cost. Codes and names only.
 */
export function attemptEvent(
  { principal, correlationId }: Pick<RequestContext, 'principal' | 'correlationId'>,
  { subjectId, bureau, purpose, mode, reason }: CreditQuestion,
  { body, inquiryId }: CreditOutcome,
  { consentId, reused = false, costMinor = 0n }: AttemptFacts = {},
): AuditEvent {
  return {
    action: reused || mode === 'STORED_ONLY' ? 'REPORT_REUSE' : 'BUREAU_INQUIRY',
    outcome: outcomeCode(body.kind),
    principal,
    correlationId,
    subjectId,
    purpose,
    facts: {
      bureau,
      mode,
      cause: causeOf(body),
      reasonKind: reason?.kind ?? null,
      reasonRef: reason?.ref ?? null,
      consentId: consentId ?? null,
      inquiryId,
      costFen: costMinor.toString(),
      fields: body.kind === 'CreditReport' ? namesOf(body.report) : [],
    },
  };
}

/** Of the figures that a report has: names only. */
export const namesOf = (report: object): string[] =>
  Object.entries(report).flatMap(([name, value]) => (value === null ? [] : [name]));
