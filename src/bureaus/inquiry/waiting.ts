import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../kernel';
import type { Database } from '../../platform/database';
import type { RejectionCause } from '../bureau.port';
import { type CreditOutcome, type OutcomeBody, outcomeOf, type UnavailableCause } from './credit-outcome';
import { type Intent, questionKey } from './credit-question';
import { isAnswer, isUnsentAndOver } from './ledger/entry-standing';
import { type LedgerEntry, ledgerEntries } from './ledger/ledger.repository';
import type { ReportRepository } from './stored/report.repository';
import { storedOutcome } from './stored/stored-outcome';

export interface WaitingDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly reports: ReportRepository;
}

/** Somebody else asks the same: here or in another replica. */
export interface Held {
  readonly intent: Intent;
  readonly holder: LedgerEntry;
}

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 400;

/**
 * Waits until the inquiries of others are closed and answers with what came of them; asks nobody itself. All are looked
 * at with one statement a turn, at growing distance.
 * @returns outcomes by question, InquiryPending for what is not closed in time; and those whose holder ended without
 * having sent anything, who may try for themselves
 */
export async function awaitHolders(
  held: readonly Held[],
  timeoutMs: number,
  { database, clock, reports }: WaitingDeps,
): Promise<{ outcomes: Map<string, CreditOutcome>; freed: Intent[] }> {
  const freed: Intent[] = [];
  const outcomes = new Map<string, CreditOutcome>();
  const endsAt = performance.now() + timeoutMs;
  let open = held;
  for (
    let pauseMs = 0;
    open.length > 0;
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 1.5 || FIRST_PAUSE_MS)
  ) {
    const left = endsAt - performance.now();
    if (left <= 0) break;
    if (pauseMs > 0) await sleep(Math.min(pauseMs, left));
    const entries = await ledgerEntries(
      database,
      open.map(({ holder }) => holder.id),
    );
    const now = clock.now();
    const closed: Held[] = [];
    const still: Held[] = [];
    for (const one of open) {
      const entry = entries.get(one.holder.id) ?? one.holder;
      if (isUnsentAndOver(entry, now)) freed.push(one.intent);
      else if (entry.state === 'CLOSED') closed.push({ ...one, holder: entry });
      else if (entry.state === 'UNKNOWN' || entry.expiresAt <= now)
        outcomes.set(questionKey(one.intent.question), outcomeOf({ kind: 'OutcomeUnknown' }, now, entry.id));
      else still.push(one);
    }
    const stored = await reports.ofInquiries(
      database,
      closed.flatMap(({ intent, holder }) =>
        isAnswer(holder) ? [{ ...intent.question, inquiryId: holder.id }] : [],
      ),
    );
    for (const one of closed) {
      const report = stored.get(one.holder.id);
      if (report) outcomes.set(questionKey(one.intent.question), storedOutcome(one.intent, report));
      // A read replica may show the closed inquiry before the report: look again.
      else if (isAnswer(one.holder)) still.push(one);
      else outcomes.set(questionKey(one.intent.question), mirrored(one.holder));
    }
    open = still;
  }
  for (const { intent, holder } of open)
    outcomes.set(questionKey(intent.question), outcomeOf({ kind: 'InquiryPending' }, clock.now(), holder.id));
  return { outcomes, freed };
}

/** What the holder was told, for one who waited. He is not told to ask again at once: that would be a stampede. */
function mirrored({ id, outcome, cause, closedAt, reservedAt }: LedgerEntry): CreditOutcome {
  const asOf = closedAt ?? reservedAt;
  const told = (body: OutcomeBody) => outcomeOf(body, asOf, id);
  if (outcome === 'BUREAU_UNAVAILABLE' && cause !== null)
    return told({ kind: 'BureauUnavailable', cause: cause as UnavailableCause, retryAfterSeconds: null });
  if (outcome === 'INQUIRY_REJECTED' && cause !== null)
    return told({ kind: 'InquiryRejected', cause: cause as RejectionCause, fields: [] });
  // The holder did not send after all, for a reason of his own, such as his consent.
  return told({ kind: 'BureauUnavailable', cause: 'OVERLOADED', retryAfterSeconds: 1 });
}
