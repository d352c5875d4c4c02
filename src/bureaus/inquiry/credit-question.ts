import type { ConsentRecord } from '../../consent';
import { addDays, businessDateOf, startOfBusinessDate } from '../../kernel';
import { requestLoader } from '../../platform/loaders';
import type { BureauEntry, EnabledBureau } from '../directory/bureau-directory';
import type { ApplicationFacts, InquiryFacts } from '../inquiry-facts';
import type { CreditOutcome } from './credit-outcome';
import type { ReportKey } from './stored/report.repository';

export const INQUIRY_MODES = ['STORED_ONLY', 'INQUIRE_IF_STALE', 'INQUIRE_ALWAYS'] as const;

export type InquiryMode = (typeof INQUIRY_MODES)[number];

/** The business that an inquiry is for: an application by its number, or a loan by its key. */
export type ReasonReference =
  | { readonly kind: 'APPLICATION'; readonly ref: string; readonly application: ApplicationFacts }
  | { readonly kind: 'LOAN'; readonly ref: string };

/** What a caller wants to know of one subject from one bureau. */
export interface CreditQuestion extends ReportKey {
  readonly mode: InquiryMode;
  /** Null: as old as the bureau's reuse window allows. It never widens that window. */
  readonly maxAgeDays: number | null;
  readonly reason: ReasonReference | null;
  /** The client's own name for its request; null: a repeat is a question of its own. */
  readonly requestKey: string | null;
}

/** Answers for the one caller of the request: permission, consent, money and audit are decided in its batch. */
export const creditReportOutcome = requestLoader<CreditQuestion, CreditOutcome>('creditReport.outcome', {
  absent: () => {
    throw new Error('a credit question was left without an outcome');
  },
});

export const questionKey = creditReportOutcome.keyOf;

/** A question that the policy permits. */
export interface Attempt {
  readonly question: CreditQuestion;
  readonly bureau: EnabledBureau;
  /** The consent that permits it. */
  readonly consent: ConsentRecord;
  /** All consents of the subject: to name the one that a stored report was fetched under. */
  readonly consents: readonly ConsentRecord[];
  /** A report retrieved at this instant or later is young enough. */
  readonly freshSince: Date;
  /** The consents to have special data sent to this bureau for this purpose. */
  readonly sensitive: readonly ConsentRecord[];
}

/** An attempt that needs a call, with all that the message takes. */
export interface Intent extends Attempt {
  readonly facts: InquiryFacts;
}

/**
 * The instant from which on a stored report answers a question. Age counts in calendar days in Shanghai, as the bureaus'
 * own rules do. Who wants an inquiry in any case takes one only that came in since the question was asked.
 */
export function freshSince(
  { mode, maxAgeDays }: Pick<CreditQuestion, 'mode' | 'maxAgeDays'>,
  { profile }: BureauEntry,
  now: Date,
): Date {
  if (mode === 'INQUIRE_ALWAYS') return now;
  const days = Math.min(maxAgeDays ?? profile.reuseDays, profile.reuseDays);
  return startOfBusinessDate(addDays(businessDateOf(now), -days));
}
