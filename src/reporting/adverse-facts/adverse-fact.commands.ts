import type { AdverseFactKind } from '../../ecosystem';
import { command } from '../../platform/commands';

export interface AdverseFactRequest {
  readonly loanNo: string;
  readonly fact: AdverseFactKind;
  readonly occurredOn: string;
  readonly amountFen: string;
  readonly definition: string;
  readonly evidenceHash: string;
}

/** A fact as it stands: its id, and the hash of its content, to which an approval is bound. */
export type FactAnswer = { readonly id: string; readonly contentHash: string };

interface Named<Input> {
  readonly input: Input;
  readonly idempotencyKey: string | null;
}

/**
 * Stores an adverse fact, or changes one that was not reported: its approval is void then.
 * @throws CatalogueError BAD_USER_INPUT with the field, and what idempotency throws
 */
export const proposeAdverseFact = command<
  Named<{ readonly id: string | null; readonly content: AdverseFactRequest }>,
  FactAnswer
>('reporting.proposeFact');

/**
 * Approves exactly the content of this hash, by another person than proposed it.
 * @throws CatalogueError BAD_USER_INPUT with the field, and what idempotency throws
 */
export const approveAdverseFact = command<Named<FactAnswer>, FactAnswer>('reporting.approveFact');

/**
 * Tells bureaus of a fact whose content is as it was approved.
 * @throws CatalogueError BAD_USER_INPUT with the field, LOAN_EVENT_CONFLICT, and what idempotency throws
 */
export const reportAdverseFact = command<Named<{ readonly id: string }>, FactAnswer>('reporting.reportFact');
