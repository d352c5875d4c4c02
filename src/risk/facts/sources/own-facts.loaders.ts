import type { InquiryPurpose } from '../../../consent';
import type { BusinessDate } from '../../../kernel';
import { sharedLoader } from '../../../platform/loaders';
import type { CounterpartyFacts, LawsuitFacts } from '../borrower-facts';
import type { InstalmentRow, LoanRow } from './loan-standing';
import type { MonthOfLedger } from './monthly-cashflow';

/** A subject on a day: what was so before it, and nothing after it. */
export interface SubjectOnDay {
  readonly subjectId: string;
  readonly asOf: BusinessDate;
}

const ofSubject = <T>(name: string, absent: () => T) => sharedLoader<SubjectOnDay, T>(name, { absent });

export const loanRowsOfSubject = ofSubject<
  readonly { loan: LoanRow; instalments: readonly InstalmentRow[] }[]
>('risk.loans', () => []);

/** Null for a subject without an account of his own. */
export const ledgerOfSubject = ofSubject<readonly MonthOfLedger[] | null>('risk.ledger', () => null);

/** Counterparties of the last year, from both sides of a trade. */
export const counterpartiesOfSubject = ofSubject<readonly CounterpartyFacts[]>(
  'risk.counterparties',
  () => [],
);

/** What a buyer was invoiced and has not paid, order by order. */
export interface OpenPayable {
  readonly orderId: string;
  readonly dealerId: string | null;
  readonly currency: string;
  readonly openMinor: bigint;
  /** Null where no invoice says when it is due. */
  readonly dueOn: BusinessDate | null;
}

export const openPayablesOfSubject = ofSubject<readonly OpenPayable[]>('risk.payables', () => []);

/** What a seller has invoiced and not been paid, order by order. */
export interface OpenReceivable {
  readonly orderId: string;
  readonly currency: string;
  readonly openMinor: bigint;
  /** The first day on which one of its invoices falls due; null where none says. */
  readonly dueOn: BusinessDate | null;
  /** Whether something was sent for the order. */
  readonly isShipped: boolean;
  /** Whether its invoice or its delivery is shown under another order, too. */
  readonly isShownTwice: boolean;
  /** Whether money for it went to somebody else than the seller: he may have sold or pledged it already. */
  readonly isPaidElsewhere: boolean;
}

export const openReceivablesOfSubject = ofSubject<readonly OpenReceivable[]>('risk.receivables', () => []);

/**
 * Ids of the orders of the last year that lack a waybill, or have one that stands under another order, too: those of
 * which the three flows may find something grave.
 */
export const oddOrdersOfSubject = ofSubject<readonly string[]>('risk.oddTrade', () => []);

export interface DealerLine {
  readonly dealerId: string;
  readonly currency: string;
  readonly limitMinor: bigint | null;
}

export const dealerLinesOfSubject = sharedLoader<string, readonly DealerLine[]>('risk.dealerLines', {
  absent: () => [],
});

export const caseRowsOfSubject = sharedLoader<string, readonly LawsuitFacts[]>('risk.lawsuits', {
  absent: () => [],
});

export interface GuaranteeRow {
  readonly relationId: string;
  readonly debtorId: string;
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  readonly evidence: string | null;
}

/** Guarantees that the subject has given and that hold on the day. */
export const guaranteesGivenBySubject = ofSubject<readonly GuaranteeRow[]>('risk.guarantees', () => []);

/** A device or contact point of a subject. */
export interface UsedThing {
  readonly thing: 'DEVICE' | 'CONTACT_POINT';
  readonly id: string;
  readonly kind: string;
  /** Of a contact point: what it is to the subject; empty for a device. */
  readonly role: string;
  readonly emulator: boolean;
}

export const thingsOfSubject = ofSubject<readonly UsedThing[]>('risk.things', () => []);

interface ReportsAsked {
  readonly subjectId: string;
  readonly purpose: InquiryPurpose;
}

/** When the newest stored report of each bureau came in, however old; by the bureau's code. */
export const reportAgesOfSubject = sharedLoader<ReportsAsked, ReadonlyMap<string, Date>>('risk.reportAges', {
  absent: () => new Map(),
});
