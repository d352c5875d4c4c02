import type { ObjectionOutcome } from '../../ecosystem';
import { command } from '../../platform/commands';

export interface ObjectionRequest {
  /** The record that is objected to. */
  readonly contribution: string;
  readonly receivedOn: string;
  readonly channel: string;
  readonly evidenceHash: string;
}

export const OBJECTION_CHECKS = ['LOAN_BOOK', 'PAYMENTS', 'CONTRACT', 'IDENTITY', 'BUREAU'] as const;
/** What an investigation looked at. */
export type ObjectionCheck = (typeof OBJECTION_CHECKS)[number];

export interface ObjectionAnswer {
  readonly id: string;
  readonly outcome: ObjectionOutcome;
  readonly checked: readonly ObjectionCheck[];
  readonly answerHash: string;
}

interface Named<Input> {
  readonly input: Input;
  readonly idempotencyKey: string | null;
}

/**
 * Stores an objection and marks what it is about at every bureau that has it. Gives its id.
 * @throws CatalogueError UNKNOWN_CONTRIBUTION, CONTRIBUTION_STATE, BAD_USER_INPUT, and what idempotency throws
 */
export const objectToContribution = command<Named<ObjectionRequest>, string>('reporting.object');

/**
 * Ends an investigation. UPHELD needs what was told to be corrected first. Gives its id.
 * @throws CatalogueError BAD_USER_INPUT with the field, and what idempotency throws
 */
export const answerObjection = command<Named<ObjectionAnswer>, string>('reporting.answerObjection');
