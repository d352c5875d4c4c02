/**
 * - READY: to be sent.
 * - SENT: on its way; a process that died may have left it so.
 * - UNKNOWN: it may have arrived; it is sent again under the same key.
 * - ACCEPTED: the bureau took it.
 * - FILED: handed over in a file that the bureau has not judged yet.
 * - REJECTED: the bureau refused it, at once or the next day.
 * - PARKED: held back here until somebody mends what its findings say.
 * - BLOCKED_NOTICE: adverse, and the borrower was not told yet.
 * - WITHDRAWN: not to be sent any more.
 */
export const CONTRIBUTION_STATES = [
  'READY',
  'SENT',
  'UNKNOWN',
  'ACCEPTED',
  'FILED',
  'REJECTED',
  'PARKED',
  'BLOCKED_NOTICE',
  'WITHDRAWN',
] as const;
export type ContributionState = (typeof CONTRIBUTION_STATES)[number];
