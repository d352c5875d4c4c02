import { createHash } from 'node:crypto';
import type { LoanEvent } from '../../ecosystem';

const digest = (parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32).toUpperCase();

/** The key of a record: the same event gives the same one, whichever process builds it, and however often. */
export function recordKey(bureau: string, type: string, event: LoanEvent): string {
  const { loanNo, term, kind, businessDate } = event;
  const corrected = event.kind === 'CORRECT' ? event.told : null;
  return digest([
    bureau,
    type,
    loanNo,
    term,
    kind,
    businessDate,
    ...(corrected ? [corrected.term, corrected.kind, corrected.businessDate] : []),
  ]);
}
