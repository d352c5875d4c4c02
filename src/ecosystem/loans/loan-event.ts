import type { BusinessDate } from '../../kernel';

/** What happens to a loan that others are to hear of. */
export const LOAN_EVENT_KINDS = [
  'APPLY',
  'ISSUE',
  'REPAY',
  'OVERDUE',
  'EXTEND',
  'SETTLE',
  'CANCEL',
  'CORRECT',
  'DISPUTE',
  'ANSWER',
  'ADVERSE',
] as const;
export type LoanEventKind = (typeof LOAN_EVENT_KINDS)[number];

/** What makes an event one and the same: told twice, it happened once. */
export interface LoanEventKey {
  /** Number of the contract in its source. */
  readonly loanNo: string;
  /** Number of the term (期), from 1; 0 where the event is of the loan as a whole. */
  readonly term: number;
  readonly kind: LoanEventKind;
  readonly businessDate: BusinessDate;
}

/** One term and what came in for it, up to the end of the business date. Amounts are fen (CNY). */
export interface TermPayment {
  readonly dueOn: BusinessDate;
  /** Due for this term by the contract, without arrears of earlier ones. After the last term: all that is owed. */
  readonly plannedMinor: bigint;
  /** To be paid at the business date, arrears and fees included. */
  readonly owedMinor: bigint;
  readonly paidMinor: bigint;
  /** Day of the last payment for this term; null when nothing was paid. */
  readonly lastPaidOn: BusinessDate | null;
  /** Who paid: a guarantor in the borrower's place (代偿), or what secured the loan (以资抵债). */
  readonly paidBy: 'BORROWER' | 'GUARANTOR' | 'COLLATERAL';
}

/** Where a loan stands at the end of the business date. Amounts are fen (CNY). */
export interface LoanStanding {
  readonly balanceMinor: bigint;
  readonly overdueMinor: bigint;
  /** Day of the last payment on the loan, for whichever term; null when there never was one. */
  readonly lastPaidOn: BusinessDate | null;
  /** Days past the oldest unpaid due date (DPD); grace does not shorten it. */
  readonly overdueDays: number;
  /** Terms overdue now, all that ever were, and the most at one time. */
  readonly overdueTerms: number;
  readonly overdueTermsEver: number;
  readonly overdueTermsWorst: number;
  /** Principal overdue by age in days. */
  readonly overdueByAge: {
    readonly from31to60: bigint;
    readonly from61to90: bigint;
    readonly from91to180: bigint;
    readonly over180: bigint;
  };
  /** 24 codes, oldest month first, the last one for the month of the business date; the alphabet of stored reports. */
  readonly paymentState24m: string;
}

interface OfKind<Kind extends LoanEventKind> extends LoanEventKey {
  readonly kind: Kind;
}

/** What happened, with the amounts as they were at the end of the business date. */
export type OriginalLoanEvent =
  | (OfKind<'APPLY'> & {
      readonly applicationNo: string;
      readonly amountMinor: bigint;
      readonly months: number;
      readonly state: 'PENDING' | 'APPROVED' | 'REFUSED';
    })
  | OfKind<'ISSUE'>
  // REPAY and SETTLE: `lastPaidOn` is the business date. OVERDUE: nothing was paid on that day.
  | (OfKind<'REPAY' | 'OVERDUE' | 'SETTLE'> & {
      readonly payment: TermPayment;
      readonly standing: LoanStanding;
      /** Part of the payment that was not due yet (提前还款); 0 for most. */
      readonly earlyMinor: bigint;
    })
  | (OfKind<'EXTEND'> & {
      readonly previousDueOn: BusinessDate;
      readonly dueOn: BusinessDate;
      readonly months: number;
      readonly amountMinor: bigint;
      readonly standing: LoanStanding;
    })
  | OfKind<'CANCEL'>
  // An adverse fact with evidence (不良事实), approved by a second person. Never a verdict on the borrower.
  | (OfKind<'ADVERSE'> & {
      readonly fact: AdverseFactKind;
      readonly amountMinor: bigint;
      /** By which definition it is what it is called: document and clause. */
      readonly definition: string;
      /** SHA-256 of the evidence, in hex. */
      readonly evidenceHash: string;
      readonly standing: LoanStanding;
    });

export const ADVERSE_FACT_KINDS = ['FRAUD', 'DEBT_EVASION', 'COMPENSATION'] as const;
/** Fraud with evidence (欺诈), evasion of a debt (逃废债), payment by a guarantor (代偿). */
export type AdverseFactKind = (typeof ADVERSE_FACT_KINDS)[number];

/** What came of an objection: UPHELD, and what was told is corrected; or REFUTED, and it stands. */
export type ObjectionOutcome = 'UPHELD' | 'REFUTED';

/**
 * A correction repeats what was told wrongly and says what was true instead, of the same loan, term and day; null where
 * nothing happened at all. An objection (异议) and its answer repeat what they are about as it stands then.
 */
export type LoanEvent =
  | OriginalLoanEvent
  | (OfKind<'CORRECT'> & { readonly told: OriginalLoanEvent; readonly instead: OriginalLoanEvent | null })
  | (OfKind<'DISPUTE'> & { readonly about: OriginalLoanEvent })
  | (OfKind<'ANSWER'> & { readonly about: OriginalLoanEvent; readonly outcome: ObjectionOutcome });

/** Whether an event tells what happened, and not of what was told. */
export const isOriginal = (event: LoanEvent): event is OriginalLoanEvent =>
  event.kind !== 'CORRECT' && event.kind !== 'DISPUTE' && event.kind !== 'ANSWER';
