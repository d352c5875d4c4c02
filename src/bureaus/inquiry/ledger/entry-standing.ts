import type { LedgerEntry } from './ledger.repository';

/** Left by a crash before its first byte: nothing was sent, and nothing will be. */
export const isUnsentAndOver = ({ state, expiresAt }: LedgerEntry, now: Date): boolean =>
  state === 'RESERVED' && expiresAt <= now;

/** A report is stored, or that there is none. */
export const isAnswer = ({ outcome }: LedgerEntry): boolean =>
  outcome === 'CREDIT_REPORT' || outcome === 'NO_RECORD';

// What a bureau that was reached said or failed to say. Whatever else ended an inquiry is of no use to a repeat.
const BUREAUS_OWN = /^(BUREAU_ERROR|RATE_LIMITED|BAD_RESPONSE|IDENTITY_MISMATCH|CREDENTIALS|PARAMETERS)$/;

/** Whether an inquiry answers those who ask under the same key again: it is open, or the bureau was reached. */
export const answersRepeats = (entry: LedgerEntry, now: Date): boolean =>
  entry.state === 'CLOSED'
    ? isAnswer(entry) || BUREAUS_OWN.test(entry.cause ?? '')
    : !isUnsentAndOver(entry, now);
