import { createHash } from 'node:crypto';
import type { AdverseFactKind } from '../../ecosystem';

/** What is approved: everything that a bureau is told of the fact, and its evidence. */
export interface FactContent {
  readonly loanId: string;
  readonly loanNo: string;
  readonly fact: AdverseFactKind;
  readonly occurredOn: string;
  readonly amountMinor: string;
  readonly definition: string;
  /** Hex. */
  readonly evidenceHash: string;
}

/** SHA-256 of the content, in hex. Pure. */
export function contentHash(content: FactContent): string {
  const { loanId, loanNo, fact, occurredOn, amountMinor, definition, evidenceHash } = content;
  const canonical = [loanId, loanNo, fact, occurredOn, amountMinor, definition, evidenceHash.toLowerCase()];
  return createHash('sha256').update(JSON.stringify(canonical), 'utf8').digest('hex');
}
