import { command } from '../../../platform/commands';
import type { LoanEventKind } from '../loan-event';

/** An event as a client tells it: its key, and what the loan book does not show. Amounts are fen. */
export interface EventRequest {
  readonly loanNo: string;
  /** Left out: 0. */
  readonly term?: number | null;
  readonly kind: LoanEventKind;
  readonly businessDate: string;
  readonly application?: ApplicationRequest | null;
  readonly extension?: ExtensionRequest | null;
  readonly corrects?: CorrectionRequest | null;
}

export interface ApplicationRequest {
  readonly applicationNo: string;
  readonly amountFen: string;
  readonly months: number;
  readonly state: 'PENDING' | 'APPROVED' | 'REFUSED';
}

export interface ExtensionRequest {
  readonly previousDueOn: string;
  readonly dueOn: string;
  readonly months: number;
  readonly amountFen: string;
}

export interface CorrectionRequest {
  readonly kind: LoanEventKind;
  readonly businessDate: string;
  /** True: nothing happened at all. Else the loan book says what did. */
  readonly nothingHappened?: boolean | null;
}

/** An event as it is answered: Json, so that a repeat of the request gets the same. */
export type EventAnswer = {
  readonly id: string;
  readonly loanNo: string;
  readonly term: number;
  readonly kind: string;
  readonly businessDate: string;
  /** False where it was told before. */
  readonly created: boolean;
};

/**
 * Stores events, all or none.
 * @throws CatalogueError INVALID_LOAN_EVENT with field and rule, LOAN_EVENT_CONFLICT, and what idempotency throws
 */
export const recordLoanEvents = command<
  { readonly events: readonly EventRequest[]; readonly idempotencyKey: string | null },
  readonly EventAnswer[]
>('loanEvents.record');
