import type { ConnectorAnswer } from '../bureau.port';
import type { NormalisedReport } from '../normalised-report';
import { type CreditOutcome, type OutcomeBody, outcomeOf } from './credit-outcome';
import type { NotSent } from './lane/bureau-lane';
import type { Reservation } from './reserving';
import type { NewReport } from './stored/report.repository';

/** Refused at the last look, before the first byte. */
export interface Withheld {
  readonly kind: 'WITHHELD';
  readonly because: OutcomeBody;
}

export interface Sent {
  readonly reservation: Reservation;
  readonly answer: ConnectorAnswer | NotSent | Withheld;
}

/** What an answer means to the caller, to the ledger and to the budget. */
export interface Verdict {
  readonly reservation: Reservation;
  readonly outcome: CreditOutcome;
  /** To be stored: an answer that may be reused. */
  readonly report: NewReport | null;
  /** What reached the bureau counts as spent, whatever it answered: its bill will say so. */
  readonly spent: boolean;
  /** The call may have been taken: nobody may ask the same again. */
  readonly unknown: boolean;
}

/** Pure. */
export function verdictOn({ reservation, answer }: Sent, now: Date): Verdict {
  const { inquiry } = reservation;
  const because = (body: OutcomeBody, facts: { spent: boolean; unknown?: boolean }): Verdict => ({
    reservation,
    outcome: outcomeOf(body, now, inquiry.id),
    report: null,
    unknown: false,
    ...facts,
  });
  switch (answer.kind) {
    case 'HIT':
      return answered(reservation, answer.report, answer.observedAt, now);
    case 'NO_RECORD':
      return answered(reservation, null, now, now);
    case 'REJECTED':
      return because({ kind: 'InquiryRejected', cause: answer.cause, fields: [] }, { spent: true });
    case 'UNKNOWN':
      return because({ kind: 'OutcomeUnknown' }, { spent: true, unknown: true });
    case 'UNAVAILABLE':
      return because(
        {
          kind: 'BureauUnavailable',
          cause: answer.cause,
          retryAfterSeconds: answer.retryAfterSeconds ?? null,
        },
        { spent: answer.sent },
      );
    case 'NOT_SENT':
      return because(
        { kind: 'BureauUnavailable', cause: answer.cause, retryAfterSeconds: null },
        { spent: false },
      );
    case 'WITHHELD':
      return because(answer.because, { spent: false });
  }
}

function answered(
  reservation: Reservation,
  report: NormalisedReport | null,
  observedAt: Date,
  retrievedAt: Date,
): Verdict {
  const { intent, inquiry } = reservation;
  const { subjectId, bureau, purpose } = intent.question;
  const provenance = { observedAt, retrievedAt, consentNo: intent.consent.consentNo };
  const body: OutcomeBody =
    report === null ? { kind: 'NoRecord', provenance } : { kind: 'CreditReport', report, provenance };
  return {
    reservation,
    outcome: outcomeOf(body, observedAt, inquiry.id),
    report: {
      subjectId,
      bureau,
      purpose,
      inquiryId: inquiry.id,
      consentId: intent.consent.id,
      report,
      observedAt,
      retrievedAt,
    },
    spent: true,
    unknown: false,
  };
}
