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

/**
 * Takes back a record that was not sent. Gives its id.
 * @throws CatalogueError UNKNOWN_CONTRIBUTION, CONTRIBUTION_STATE, and what idempotency throws
 */
export const withdrawContribution = command<Named<{ readonly id: string }>, string>('reporting.withdraw');
