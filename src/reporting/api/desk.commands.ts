import { command } from '../../platform/commands';

export interface NoticeRequest {
  readonly loanNo: string;
  readonly channel: string;
  readonly evidenceHash: string;
  readonly noticedAt: Date;
}

interface Named<Input> {
  readonly input: Input;
  readonly idempotencyKey: string | null;
}

/**
 * Stores that a borrower was told; records of his loan that waited for it may go.
 * @throws CatalogueError BAD_USER_INPUT with the field, and what idempotency throws
 */
export const recordAdverseNotice = command<
  Named<NoticeRequest>,
  { readonly created: boolean; readonly released: number }
>('reporting.recordAdverseNotice');

/**
 * Builds a record that was refused, parked or blocked anew, as things stand now. Gives its id.
 * @throws CatalogueError UNKNOWN_CONTRIBUTION, CONTRIBUTION_STATE, and what idempotency throws
 */
export const resubmitContribution = command<Named<{ readonly id: string }>, string>('reporting.resubmit');

export interface CorrectionOfRecord {
  readonly id: string;
  /** True: nothing of the kind happened at all. Else the loan book says what did. */
  readonly nothingHappened: boolean;
}

/**
 * Tells a correction of what a bureau has, to every bureau that has it. Gives the id of the record.
 * @throws CatalogueError UNKNOWN_CONTRIBUTION, CONTRIBUTION_STATE, INVALID_LOAN_EVENT, and what idempotency throws
 */
export const correctContribution = command<Named<CorrectionOfRecord>, string>('reporting.correct');

/**
 * Takes back a record: one that no bureau has is not sent, one that a bureau has is corrected to nothing. Gives its id.
 * @throws CatalogueError UNKNOWN_CONTRIBUTION, CONTRIBUTION_STATE, and what idempotency throws
 */
export const withdrawContribution = command<Named<{ readonly id: string }>, string>('reporting.withdraw');
