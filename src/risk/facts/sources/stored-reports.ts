import {
  type CreditOutcome,
  creditReportOutcome,
  knownBureaus,
  type NormalisedReport,
} from '../../../bureaus';
import { may } from '../../../kernel';
import type { RequestContext } from '../../../platform/request';
import type { BureauFacts } from '../borrower-facts';
import { type Fact, known, type MissingReason, missing } from '../fact';
import type { FactsQuestion } from '../facts.loader';
import { reportAgesOfSubject } from './own-facts.loaders';

/**
 * What bureaus have said of a subject, from what is stored: the inquiry path decides on purpose and consent, and audits
 * the look; nobody is ever asked. A bureau that does not cover such subjects is not even looked up.
 */
export async function storedReports(
  { subjectId, purpose }: FactsQuestion,
  kind: 'PERSON' | 'ENTERPRISE',
  context: RequestContext,
): Promise<BureauFacts[]> {
  const bureaus = await context.load(knownBureaus, 'all');
  if (purpose === null)
    return bureaus.map(({ profile: { code, covers } }) => ({
      bureau: code,
      report: missing(covers.includes(kind) ? 'NOT_ASKED' : 'NOT_COVERED', code),
    }));
  const isPermitted = may(context.principal, 'bureau:read');
  const ages = isPermitted ? await context.load(reportAgesOfSubject, { subjectId, purpose }) : new Map();
  return Promise.all(
    bureaus.map(async ({ profile: { code, covers }, connector }): Promise<BureauFacts> => {
      if (!covers.includes(kind)) return { bureau: code, report: missing('NOT_COVERED', code) };
      if (!connector) return { bureau: code, report: missing('SWITCHED_OFF', code) };
      if (!isPermitted) return { bureau: code, report: missing('NOT_PERMITTED', code) };
      const outcome = await context.load(creditReportOutcome, {
        subjectId,
        bureau: code,
        purpose,
        mode: 'STORED_ONLY',
        maxAgeDays: null,
        reason: null,
        requestKey: null,
      });
      return { bureau: code, report: reportIn(outcome, code, ages.get(code) ?? null) };
    }),
  );
}

const REASON_OF: Partial<Record<CreditOutcome['body']['kind'], MissingReason>> = {
  ConsentRequired: 'CONSENT_REQUIRED',
  PurposeNotAllowed: 'PURPOSE_NOT_ALLOWED',
  SubjectNotCovered: 'NOT_COVERED',
  BureauUnavailable: 'SWITCHED_OFF',
};

function reportIn({ body }: CreditOutcome, bureau: string, storedAt: Date | null): Fact<NormalisedReport> {
  if (body.kind === 'CreditReport' || body.kind === 'NoRecord') {
    const { observedAt, consentNo } = body.provenance;
    const origin = { observedAt: observedAt.toISOString(), consentNo };
    return body.kind === 'CreditReport'
      ? known(body.report, bureau, origin)
      : missing('NO_RECORD', bureau, origin);
  }
  if (body.kind === 'NotStored' && storedAt !== null)
    return missing('STALE', bureau, { observedAt: storedAt.toISOString() });
  return missing(REASON_OF[body.kind] ?? 'NOT_STORED', bureau);
}
