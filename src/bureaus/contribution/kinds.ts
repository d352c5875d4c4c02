import type { OriginalLoanEvent } from '../../ecosystem';

/** Every kind of event that tells what happened: what a bureau takes unless it has no message for it. */
export const EVERY_KIND = [
  'APPLY',
  'ISSUE',
  'REPAY',
  'OVERDUE',
  'EXTEND',
  'SETTLE',
  'CANCEL',
  'ADVERSE',
] as const satisfies readonly OriginalLoanEvent['kind'][];
