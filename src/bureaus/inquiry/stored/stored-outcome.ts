import { type CreditOutcome, outcomeOf, type Provenance } from '../credit-outcome';
import type { Attempt } from '../credit-question';
import type { StoredReport } from './report.repository';

/** What a stored answer says to a new question. */
export function storedOutcome({ consents }: Attempt, stored: StoredReport): CreditOutcome {
  const provenance: Provenance = {
    observedAt: stored.observedAt,
    retrievedAt: stored.retrievedAt,
    consentNo: consents.find((consent) => consent.id === stored.consentId)?.consentNo ?? null,
  };
  return stored.report === null
    ? outcomeOf({ kind: 'NoRecord', provenance }, stored.observedAt, stored.inquiryId)
    : outcomeOf(
        { kind: 'CreditReport', report: stored.report, provenance },
        stored.observedAt,
        stored.inquiryId,
      );
}
