import type { ConsentRecord, ConsentType } from './consent';
import type { InquiryPurpose } from './inquiry-purpose';

/** Why the subject is asked about: the business that the purpose serves. */
export type InquiryReason =
  | { readonly kind: 'APPLICATION'; readonly ref: string }
  | { readonly kind: 'LOAN'; readonly ref: string; readonly loan: LoanStanding | null };

/** What the decision must know of the loan that a reason names; null when there is no such loan. */
export interface LoanStanding {
  readonly subjectId: string;
  readonly outstanding: boolean;
  /** Of the subjects in question, those who guarantee the borrower's debts now: the loan is a reason to ask about them too. */
  readonly guarantorIds?: readonly string[];
}

export interface PolicyQuestion {
  /** The purposes that the calling client may inquire for. */
  readonly clientPurposes: ReadonlySet<InquiryPurpose>;
  readonly subjectId: string;
  readonly bureau: string;
  readonly purpose: InquiryPurpose;
  /** Null where only a stored report is read. */
  readonly reason: InquiryReason | null;
  readonly at: Date;
  /** Of the loans that consents are bound to: is it settled? */
  readonly isSettled: (loanId: string) => boolean;
}

/** From far to near: the cause of a refusal is that of the consent that came nearest. */
const CONSENT_CAUSES = [
  'MISSING',
  'WRONG_BUREAU',
  'WRONG_TYPE',
  'WRONG_CATEGORY',
  'WRONG_PURPOSE',
  'NOT_YET_VALID',
  'EXPIRED',
  'REVOKED',
] as const;

export type ConsentCause = (typeof CONSENT_CAUSES)[number];

export type PurposeCause =
  | 'NOT_A_LENDERS_PURPOSE'
  | 'CLIENT_NOT_ENTITLED'
  | 'REASON_DOES_NOT_FIT'
  | 'LOAN_NOT_OUTSTANDING';

export type PolicyDecision =
  | { readonly permitted: true; readonly consent: ConsentRecord }
  | { readonly permitted: false; readonly by: 'PURPOSE'; readonly cause: PurposeCause }
  | { readonly permitted: false; readonly by: 'CONSENT'; readonly cause: ConsentCause };

/** The kind of reason that a purpose needs before a bureau may be asked; null: no lender may ask for this purpose. */
export const REASON_NEEDED: Readonly<Record<InquiryPurpose, InquiryReason['kind'] | null>> = {
  LOAN_APPROVAL: 'APPLICATION',
  MID_LOAN: 'LOAN',
  POST_LOAN: 'LOAN',
  SELF: null,
  DISPUTE: 'LOAN',
  GUARANTEE_REVIEW: 'APPLICATION',
  CREDIT_CHECK: 'APPLICATION',
};

/** What a consent must be to. A SENSITIVE one must name the category of data; null: none is needed. */
interface Wanted {
  readonly type: ConsentType;
  readonly category: string | null;
}

/**
 * Whether a client may ask a bureau about a subject, or read what it said before, and by which consent. Pure, and never
 * throws. Of several consents that permit it, the one signed last is taken.
 */
export const decideInquiry = (question: PolicyQuestion, consents: readonly ConsentRecord[]): PolicyDecision =>
  decide(question, consents, { type: 'QUERY', category: null });

/**
 * As `decideInquiry`, for data of a category that the law wants agreed to separately (PIPL 29), such as FACE: by a
 * SENSITIVE consent for this very receiver, which the question names as its bureau.
 */
export const decideSensitive = (
  question: PolicyQuestion,
  consents: readonly ConsentRecord[],
  category: string,
): PolicyDecision => decide(question, consents, { type: 'SENSITIVE', category });

function decide(
  question: PolicyQuestion,
  consents: readonly ConsentRecord[],
  wanted: Wanted,
): PolicyDecision {
  const purposeCause = purposeRefused(question);
  if (purposeCause) return { permitted: false, by: 'PURPOSE', cause: purposeCause };
  let nearest = 0;
  let best: ConsentRecord | null = null;
  for (const consent of consents) {
    if (consent.subjectId !== question.subjectId) continue;
    const cause = consentRefused(question, consent, wanted);
    if (cause) nearest = Math.max(nearest, CONSENT_CAUSES.indexOf(cause));
    else if (!best || signedLater(consent, best)) best = consent;
  }
  return best
    ? { permitted: true, consent: best }
    : { permitted: false, by: 'CONSENT', cause: CONSENT_CAUSES[nearest] ?? 'MISSING' };
}

function purposeRefused({ purpose, clientPurposes, reason, subjectId }: PolicyQuestion): PurposeCause | null {
  const needed = REASON_NEEDED[purpose];
  if (needed === null) return 'NOT_A_LENDERS_PURPOSE';
  if (!clientPurposes.has(purpose)) return 'CLIENT_NOT_ENTITLED';
  if (reason === null) return null;
  if (reason.kind !== needed) return 'REASON_DOES_NOT_FIT';
  if (reason.kind === 'APPLICATION') return null;
  const answersForIt =
    reason.loan?.subjectId === subjectId || reason.loan?.guarantorIds?.includes(subjectId) === true;
  if (!reason.loan || !answersForIt) return 'REASON_DOES_NOT_FIT';
  return reason.loan.outstanding ? null : 'LOAN_NOT_OUTSTANDING';
}

/**
 * The SENSITIVE consents for this bureau and purpose that hold: the special data (Art. 14: income, deposits, ...) that
 * they name may be sent to the bureau besides. Pure.
 */
export const sensitiveConsents = (
  question: PolicyQuestion,
  consents: readonly ConsentRecord[],
): readonly ConsentRecord[] =>
  consents.filter(
    (consent) =>
      consent.subjectId === question.subjectId &&
      !consentRefused(question, consent, { type: 'SENSITIVE', category: null }),
  );

function consentRefused(
  { bureau, purpose, at, isSettled }: PolicyQuestion,
  consent: ConsentRecord,
  { type, category }: Wanted,
): ConsentCause | null {
  if (consent.bureau !== bureau) return 'WRONG_BUREAU';
  if (consent.type !== type) return 'WRONG_TYPE';
  if (category !== null && !consent.dataCategories.includes(category)) return 'WRONG_CATEGORY';
  if (!consent.purposes.includes(purpose)) return 'WRONG_PURPOSE';
  if (consent.signedAt > at || consent.validFrom > at) return 'NOT_YET_VALID';
  if (consent.revokedAt && consent.revokedAt <= at) return 'REVOKED';
  if (consent.validTo && consent.validTo <= at) return 'EXPIRED';
  if (consent.untilSettledLoanId !== null && isSettled(consent.untilSettledLoanId)) return 'EXPIRED';
  return null;
}

const signedLater = (a: ConsentRecord, b: ConsentRecord): boolean =>
  a.signedAt.getTime() === b.signedAt.getTime() ? BigInt(a.id) > BigInt(b.id) : a.signedAt > b.signedAt;
