import type { AuditTrail } from '../../audit';
import { liveConsents } from '../../consent';
import { businessDateOf, type Clock } from '../../kernel';
import {
  type Database,
  type IdGenerator,
  type Transaction,
  writeAgainOnDeadlock,
} from '../../platform/database';
import { KEY_KEPT_MS } from '../../platform/idempotency';
import type { RequestContext } from '../../platform/request';
import { attemptEvent } from './attempt-audit';
import { asConsented, consentIdsOf } from './consented';
import { type CreditOutcome, outcomeOf } from './credit-outcome';
import { type Intent, questionKey } from './credit-question';
import type { BureauInquiryEntity } from './ledger/bureau-inquiry.entity';
import { answersRepeats, isUnsentAndOver } from './ledger/entry-standing';
import {
  type BudgetTaken,
  claim,
  type LedgerEntry,
  lockBudgets,
  takeBudget,
  unclaim,
} from './ledger/ledger.repository';
import { type InquiryName, inquiriesNamed, nameInquiries, nameKey } from './ledger/named-inquiry.repository';
import { releaseUnsent } from './lost/abandoned';
import { type ReportRepository, reportKeyOf } from './stored/report.repository';
import { storedOutcome } from './stored/stored-outcome';

/** A call that is paid for and may be sent by whoever holds this. */
export interface Reservation {
  readonly intent: Intent;
  readonly inquiry: BureauInquiryEntity;
  /** The day in Shanghai whose budget paid. */
  readonly day: string;
}

export interface Reserved {
  readonly won: readonly Reservation[];
  /** Somebody else asks the same now, or left it open. */
  readonly held: readonly { readonly intent: Intent; readonly holder: LedgerEntry }[];
  /** Answered, and audited, by the reserving transaction itself. */
  readonly settled: ReadonlyMap<string, CreditOutcome>;
}

export interface ReservingDeps {
  readonly database: Database;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly reports: ReportRepository;
  /** Of one client, for one bureau, on one day in Shanghai. */
  readonly budget: BudgetTaken;
}

// From the reservation to the first byte: a queue of a few calls. Whoever takes longer does not send any more.
const LEASE_MS = 30_000;

/**
 * Reserves calls in one transaction, with a number of statements that does not grow with the number of calls: budgets
 * locked, consents asserted live, flight keys claimed, stored reports looked at once more, budgets taken.
 */
export function reserve(
  intents: readonly Intent[],
  context: RequestContext,
  deps: ReservingDeps,
): Promise<Reserved> {
  return writeAgainOnDeadlock(deps.database, (transaction) => reserveIn(transaction, intents, context, deps));
}

async function reserveIn(
  transaction: Transaction,
  intents: readonly Intent[],
  context: RequestContext,
  { nextId, clock, audit, reports, budget }: ReservingDeps,
): Promise<Reserved> {
  const now = clock.now();
  const client = { clientId: context.principal.clientId, day: businessDateOf(now) };
  const taken = await lockBudgets(
    transaction,
    client,
    intents.map((intent) => intent.question.bureau),
  );
  const live = await liveConsents(transaction, consentIdsOf(intents), now);
  const settled: [Intent, CreditOutcome][] = [];
  const settle = (intent: Intent, body: CreditOutcome['body']) =>
    settled.push([intent, outcomeOf(body, now)]);

  const wanted = intents.flatMap((intent) => nameOf(intent) ?? []);
  const named = await inquiriesNamed(
    transaction,
    client.clientId,
    wanted,
    new Date(now.getTime() - KEY_KEPT_MS),
  );
  const candidates: Reservation[] = [];
  const held: { intent: Intent; holder: LedgerEntry }[] = [];
  for (const intent of intents) {
    const name = nameOf(intent);
    const holder = name && named.get(nameKey(name));
    if (holder && answersRepeats(holder, now)) {
      held.push({ intent, holder });
      continue;
    }
    const consented = asConsented(intent, live);
    if ('refused' in consented) settle(intent, consented.refused);
    else
      candidates.push({
        intent: consented.intent,
        inquiry: toInquiry(intent, context, nextId(), now),
        day: client.day,
      });
  }
  const inquiries = candidates.map((candidate) => candidate.inquiry);
  let holders = await claim(transaction, inquiries);
  const unsent = [...holders.values()].filter((holder) => isUnsentAndOver(holder, now));
  if (unsent.length > 0) {
    const ids = unsent.map((holder) => holder.id);
    await releaseUnsent(transaction, audit, now, ids);
    holders = await claim(transaction, inquiries);
  }
  const claimed: Reservation[] = [];
  for (const candidate of candidates) {
    const holder = holders.get(candidate.inquiry.flightKey ?? '');
    if (!holder) throw new Error('a flight key is held by nobody after it was claimed');
    if (holder.id === candidate.inquiry.id) claimed.push(candidate);
    else held.push({ intent: candidate.intent, holder });
  }

  // Whoever held the key a moment ago may have stored the very report between our look and our claim.
  const fresh = await reports.latest(
    transaction,
    claimed.map((candidate) => candidate.intent.question),
    earliest(claimed.map((candidate) => candidate.intent.freshSince)),
  );
  const needed: Reservation[] = [];
  const unneeded: string[] = [];
  for (const candidate of claimed) {
    const stored = fresh.get(reportKeyOf(candidate.intent.question));
    if (!stored || stored.retrievedAt < candidate.intent.freshSince) needed.push(candidate);
    else {
      unneeded.push(candidate.inquiry.id);
      settled.push([candidate.intent, storedOutcome(candidate.intent, stored)]);
    }
  }

  const won: Reservation[] = [];
  for (const [bureau, group] of byBureau(needed)) {
    const price = group[0]?.intent.bureau.connector.priceMinor ?? 0n;
    const calls = affordable(group.length, price, taken.get(bureau), budget);
    const take = { calls, spentMinor: price * BigInt(calls) };
    if (calls > 0 && !(await takeBudget(transaction, { ...client, bureau }, take, budget)))
      throw new Error('the budget changed under its lock');
    won.push(...group.slice(0, calls));
    for (const { intent, inquiry } of group.slice(calls)) {
      unneeded.push(inquiry.id);
      settle(intent, { kind: 'BudgetExceeded' });
    }
  }
  await unclaim(transaction, unneeded);
  await nameInquiries(transaction, client.clientId, [
    ...won.flatMap(({ intent, inquiry }) => namedBy(intent, inquiry.id)),
    ...held.flatMap(({ intent, holder }) => namedBy(intent, holder.id)),
    ...settled.flatMap(([intent, { inquiryId }]) => (inquiryId === null ? [] : namedBy(intent, inquiryId))),
  ]);
  audit.recordIn(
    transaction,
    settled.map(([{ question, consent }, outcome]) =>
      attemptEvent(context, question, outcome, { consentId: consent.id, reused: outcome.inquiryId !== null }),
    ),
  );
  return {
    won,
    held,
    settled: new Map(settled.map(([intent, outcome]) => [questionKey(intent.question), outcome])),
  };
}

function nameOf({ question: { requestKey, subjectId, bureau } }: Intent): InquiryName | null {
  return requestKey === null ? null : { requestKey, subjectId, bureau };
}

function namedBy(intent: Intent, inquiryId: string): (InquiryName & { inquiryId: string })[] {
  const name = nameOf(intent);
  return name ? [{ ...name, inquiryId }] : [];
}

const toInquiry = (
  intent: Intent,
  { principal }: RequestContext,
  id: string,
  now: Date,
): BureauInquiryEntity => ({
  id,
  subjectId: intent.question.subjectId,
  bureau: intent.question.bureau,
  purpose: intent.question.purpose,
  reasonKind: intent.question.reason?.kind ?? '',
  reasonRef: intent.question.reason?.ref ?? '',
  clientId: principal.clientId,
  caller: principal.subject,
  consentId: intent.consent.id,
  state: 'RESERVED',
  outcome: null,
  cause: null,
  flightKey: reportKeyOf(intent.question),
  priceMinor: intent.bureau.connector.priceMinor.toString(),
  currency: 'CNY',
  reportId: null,
  reservedAt: now,
  expiresAt: new Date(now.getTime() + LEASE_MS),
  sentAt: null,
  closedAt: null,
});

/** How many of the calls the budget still pays. */
export function affordable(
  wanted: number,
  price: bigint,
  taken: BudgetTaken | undefined,
  limit: BudgetTaken,
): number {
  const callsLeft = limit.calls - (taken?.calls ?? 0);
  const moneyLeft = limit.spentMinor - (taken?.spentMinor ?? 0n);
  const byMoney = price > 0n ? Number(moneyLeft / price) : wanted;
  return Math.max(0, Math.min(wanted, callsLeft, byMoney));
}

export function byBureau<T extends { readonly intent: Intent }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const { bureau } = item.intent.question;
    const group = groups.get(bureau);
    if (group) group.push(item);
    else groups.set(bureau, [item]);
  }
  return groups;
}

/** Of all the calls, in fen. */
export const priceOf = (reservations: readonly Reservation[]): bigint =>
  reservations.reduce((sum, { inquiry }) => sum + BigInt(inquiry.priceMinor), 0n);

export const earliest = (instants: readonly Date[]): Date =>
  new Date(Math.min(...instants.map((instant) => instant.getTime()), Date.now()));
