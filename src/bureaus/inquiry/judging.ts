import { guaranteesBetween, subjectById } from '../../borrowers';
import {
  type ConsentRecord,
  consentsOfSubject,
  decideInquiry,
  type InquiryReason,
  type PolicyQuestion,
  purposesOfClient,
  sensitiveConsents,
} from '../../consent';
import { type LoanRecord, loanById } from '../../ecosystem';
import type { RequestContext } from '../../platform/request';
import { type BureauDirectory, isEnabled } from '../directory/bureau-directory';
import type { OutcomeBody } from './credit-outcome';
import { type Attempt, type CreditQuestion, freshSince } from './credit-question';

export type Judgement =
  | { readonly question: CreditQuestion; readonly refused: OutcomeBody }
  | { readonly question: CreditQuestion; readonly attempt: Attempt };

/** Decides every question before anything is read of a report, reserved or sent. Loads by key, for all at once. */
export function judgeAll(
  questions: readonly CreditQuestion[],
  context: RequestContext,
  directory: BureauDirectory,
  now: Date,
): Promise<Judgement[]> {
  return Promise.all(questions.map((question) => judge(question, context, directory, now)));
}

async function judge(
  question: CreditQuestion,
  context: RequestContext,
  directory: BureauDirectory,
  now: Date,
): Promise<Judgement> {
  const refuse = (refused: OutcomeBody): Judgement => ({ question, refused });
  const bureau = directory.find(question.bureau);
  if (!bureau || !isEnabled(bureau))
    return refuse({ kind: 'BureauUnavailable', cause: 'SWITCHED_OFF', retryAfterSeconds: null });
  const { subjectId, purpose } = question;
  const [subject, consents, clientPurposes, reason] = await Promise.all([
    context.load(subjectById, subjectId),
    context.load(consentsOfSubject, subjectId),
    context.load(purposesOfClient, context.principal.clientId),
    standingOf(question, context),
  ]);
  if (!subject || !bureau.profile.covers.includes(subject.kind)) return refuse({ kind: 'SubjectNotCovered' });
  if (!bureau.profile.purposes.includes(purpose))
    return refuse({ kind: 'PurposeNotAllowed', cause: 'BUREAU_HAS_NO_CODE' });
  const policy: PolicyQuestion = {
    clientPurposes,
    subjectId,
    bureau: question.bureau,
    purpose,
    reason,
    at: now,
    isSettled: await settledLoans(consents, context),
  };
  const decision = decideInquiry(policy, consents);
  if (!decision.permitted)
    return refuse(
      decision.by === 'CONSENT'
        ? { kind: 'ConsentRequired', cause: decision.cause }
        : { kind: 'PurposeNotAllowed', cause: decision.cause },
    );
  return {
    question,
    attempt: {
      question,
      bureau,
      consent: decision.consent,
      consents,
      freshSince: freshSince(question, bureau, now),
      sensitive: sensitiveConsents(policy, consents),
    },
  };
}

/**
 * Which of the loans that consents are bound to are settled. A loan that is not here shows nothing: the consent that hangs
 * on it does not hold.
 */
export async function settledLoans(
  consents: readonly ConsentRecord[],
  context: RequestContext,
): Promise<PolicyQuestion['isSettled']> {
  const bound = [...new Set(consents.flatMap(({ untilSettledLoanId }) => untilSettledLoanId ?? []))];
  const loans = new Map(
    await Promise.all(bound.map(async (id) => [id, await context.load(loanById, id)] as const)),
  );
  return (loanId) => isPaidOff(loans.get(loanId) ?? null);
}

/** An application by its number, or a loan by its key. */
export type NamedReason =
  | { readonly kind: 'APPLICATION'; readonly ref: string }
  | { readonly kind: 'LOAN'; readonly ref: string };

/** The reason of a question with what the policy must know of the loan that it names. */
export async function standingOf(
  { reason, subjectId }: { readonly reason: NamedReason | null; readonly subjectId: string },
  context: RequestContext,
): Promise<InquiryReason | null> {
  if (reason?.kind !== 'LOAN') return reason;
  const loan = await context.load(loanById, reason.ref);
  if (!loan) return { ...reason, loan };
  const isGuarantor = loan.subjectId !== subjectId && (await guarantees(subjectId, loan.subjectId, context));
  const guarantorIds = isGuarantor ? [subjectId] : [];
  return { ...reason, loan: { subjectId: loan.subjectId, outstanding: !isPaidOff(loan), guarantorIds } };
}

async function guarantees(
  guarantorId: string,
  borrowerId: string,
  { load, clock }: RequestContext,
): Promise<boolean> {
  const ends = await load(guaranteesBetween, { guarantorId, borrowerId });
  return ends.some((until) => until === null || until >= clock.businessDate());
}

/** A loan written off or in default is still owed. */
const isPaidOff = (loan: LoanRecord | null): boolean =>
  loan === null || loan.status === 'SETTLED' || loan.status === 'CANCELLED';
