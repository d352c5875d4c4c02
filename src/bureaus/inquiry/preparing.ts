import { identifiersOfSubject, subjectById } from '../../borrowers';
import { loanById } from '../../ecosystem';
import type { RequestContext } from '../../platform/request';
import type { BureauConnector } from '../bureau.port';
import { dataRefusal } from '../connectors/outbound-data';
import type { InquiryFacts } from '../inquiry-facts';
import { categoriesOf } from './consented';
import type { OutcomeBody } from './credit-outcome';
import type { Attempt, CreditQuestion, Intent } from './credit-question';

/** Answered without a call; a null attempt was refused by the policy. */
export interface Settled {
  readonly question: CreditQuestion;
  readonly attempt: Attempt | null;
  readonly body: OutcomeBody;
}

/** Whom to ask about, in a scheme that the bureau takes, and whether it may be asked at all just now. */
export async function prepare(attempt: Attempt, context: RequestContext): Promise<Intent | Settled> {
  const { question, bureau, consent, sensitive } = attempt;
  const { purpose, reason, subjectId } = question;
  const facts = await factsFor(
    bureau.connector,
    {
      subjectId,
      purpose,
      consentNo: consent.consentNo,
      application: reason?.kind === 'APPLICATION' ? reason.application : null,
      loanId: reason?.kind === 'LOAN' ? reason.ref : null,
      specialCategories: categoriesOf(sensitive),
    },
    context,
  );
  const refuse = (body: OutcomeBody): Settled => ({ question, attempt, body });
  if (!facts) return refuse({ kind: 'InquiryRejected', cause: 'IDENTITY_INCOMPLETE', fields: [] });
  const refusal = dataRefusal(bureau.connector.data(purpose), facts);
  if (refusal) return refuse({ kind: 'InquiryRejected', ...refusal });
  const retryAfterSeconds = bureau.lane.closedForSeconds;
  if (retryAfterSeconds !== null)
    return refuse({ kind: 'BureauUnavailable', cause: 'CIRCUIT_OPEN', retryAfterSeconds });
  return { ...attempt, facts };
}

type Known = Omit<InquiryFacts, 'subject' | 'loanNo'> & {
  readonly subjectId: string;
  /** Of the loan that is the reason. */
  readonly loanId: string | null;
};

/** What a message can be made of; null where the subject has no name, or no number that the bureau takes. */
export async function factsFor(
  { schemes }: Pick<BureauConnector, 'schemes'>,
  { subjectId, loanId, ...known }: Known,
  context: RequestContext,
): Promise<InquiryFacts | null> {
  const [subject, identifiers, loan] = await Promise.all([
    context.load(subjectById, subjectId),
    context.load(identifiersOfSubject, subjectId),
    loanId === null ? null : context.load(loanById, loanId),
  ]);
  const found = schemes.flatMap((scheme) => identifiers.filter((one) => one.scheme === scheme))[0];
  if (!subject?.name || !found) return null;
  return {
    ...known,
    subject: {
      name: subject.name,
      scheme: found.scheme,
      identifier: found.value,
      mobile: identifiers.find(({ scheme }) => scheme === 'MOBILE')?.value ?? null,
    },
    loanNo: loan?.loanNo ?? null,
  };
}
