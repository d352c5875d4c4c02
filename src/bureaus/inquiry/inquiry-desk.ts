import { liveConsents } from '../../consent';
import { type Database, writeAgainOnDeadlock } from '../../platform/database';
import { firstOf, type RequestContext } from '../../platform/request';
import type { BureauDirectory } from '../directory/bureau-directory';
import { attemptEvent } from './attempt-audit';
import { type CreditOutcome, outcomeOf } from './credit-outcome';
import { type Attempt, type CreditQuestion, type Intent, questionKey } from './credit-question';
import { judgeAll } from './judging';
import { planInquiries } from './planning';
import { prepare, type Settled } from './preparing';
import { byBureau, earliest, priceOf, type Reservation, type ReservingDeps, reserve } from './reserving';
import { Sender, type SendingDeps } from './sending';
import { reportKeyOf, type StoredReport } from './stored/report.repository';
import { storedOutcome } from './stored/stored-outcome';
import { awaitHolders, type Held } from './waiting';

export interface DeskDeps extends ReservingDeps, SendingDeps {
  readonly directory: BureauDirectory;
}

type Outcomes = Map<string, CreditOutcome>;

interface Reuse {
  readonly attempt: Attempt;
  readonly stored: StoredReport;
}

// Left of the request's deadline when it stops waiting: enough to write the rest of the answer.
const ANSWERING_MS = 300;

/**
 * The path of a credit question, for all questions of a request together: judge, reuse, reserve, send or wait, close.
 * Each question ends with an outcome and an audit event; only faults of our own are thrown.
 */
export class InquiryDesk {
  readonly #sender: Sender;
  readonly #background = new Set<Promise<unknown>>();

  constructor(private readonly deps: DeskDeps) {
    this.#sender = new Sender(deps);
  }

  /** Resolves when every call that has been sent is closed: the process may end then without losing an answer. */
  async drain(): Promise<void> {
    while (this.#background.size > 0) await Promise.allSettled(this.#background);
  }

  async outcomes(questions: readonly CreditQuestion[], context: RequestContext): Promise<Outcomes> {
    const { reports, directory, clock } = this.deps;
    const database = this.deps.database.heardBy(context.cost.countStatement);
    const deps = { ...this.deps, database };
    const now = clock.now();
    const judged = await judgeAll(questions, context, directory, now);
    const settled: Settled[] = [];
    const attempts: Attempt[] = [];
    for (const one of judged) {
      if ('attempt' in one) attempts.push(one.attempt);
      else settled.push({ question: one.question, attempt: null, body: one.refused });
    }

    const stored = await reports.latest(
      database,
      attempts.map((attempt) => attempt.question),
      earliest(attempts.map((attempt) => attempt.freshSince)),
    );
    const reuses: Reuse[] = [];
    const missing: Attempt[] = [];
    for (const attempt of attempts) {
      const report = stored.get(reportKeyOf(attempt.question));
      if (report && report.retrievedAt >= attempt.freshSince) reuses.push({ attempt, stored: report });
      else if (attempt.question.mode !== 'STORED_ONLY') missing.push(attempt);
      else settled.push({ question: attempt.question, attempt, body: { kind: 'NotStored' } });
    }

    const intents: Intent[] = [];
    const prepared = await Promise.all(missing.map((attempt) => prepare(attempt, context)));
    for (const one of prepared)
      if ('facts' in one) intents.push(one);
      else settled.push(one);
    const [atHand, inquired] = await Promise.all([
      this.#answerAtHand(settled, reuses, context, now, database),
      context.plan ? planInquiries(intents, context, deps) : this.#inquire(intents, context, deps),
    ]);
    return new Map([...atHand, ...inquired]);
  }

  /** Without a call. The consent of each reuse is asserted in the transaction that records it. */
  async #answerAtHand(
    settled: readonly Settled[],
    reuses: readonly Reuse[],
    context: RequestContext,
    now: Date,
    database: Database,
  ): Promise<Outcomes> {
    const outcomes: Outcomes = new Map();
    for (const { question, body } of settled) outcomes.set(questionKey(question), outcomeOf(body, now));
    // That a bureau is switched off says nothing of the subject: no attempt was made.
    const refused = settled.filter(({ body }) => !('cause' in body) || body.cause !== 'SWITCHED_OFF');
    if (refused.length === 0 && reuses.length === 0) return outcomes;
    await writeAgainOnDeadlock(database, async (transaction) => {
      const live = await liveConsents(
        transaction,
        reuses.map(({ attempt }) => attempt.consent.id),
        now,
      );
      for (const { attempt, stored } of reuses)
        outcomes.set(
          questionKey(attempt.question),
          live.has(attempt.consent.id)
            ? storedOutcome(attempt, stored)
            : outcomeOf({ kind: 'ConsentRequired', cause: 'REVOKED' }, now),
        );
      const event = (question: CreditQuestion, attempt: Attempt | null, reused: boolean) => {
        const outcome = outcomes.get(questionKey(question)) as CreditOutcome;
        return attemptEvent(context, question, outcome, { consentId: attempt?.consent.id, reused });
      };
      this.deps.audit.recordIn(transaction, [
        ...refused.map(({ question, attempt }) => event(question, attempt, false)),
        ...reuses.map(({ attempt }) => event(attempt.question, attempt, true)),
      ]);
    });
    return outcomes;
  }

  async #inquire(
    intents: readonly Intent[],
    context: RequestContext,
    deps: ReservingDeps,
  ): Promise<Outcomes> {
    if (intents.length === 0) return new Map();
    const { won, held, settled } = await reserve(intents, context, deps);
    context.cost.takeCalls(won.length, priceOf(won));
    const waitMs = Math.max(0, context.deadline.remainingMs() - ANSWERING_MS);
    const parts = [...byBureau(won).values()].map((group) => this.#sendUntil(waitMs, group, context));
    if (held.length > 0) parts.push(this.#waitUntil(waitMs, held, context, deps));
    return new Map([...settled, ...(await Promise.all(parts)).flatMap((part) => [...part])]);
  }

  /** A call that is out is never given up: it is stored when it comes, though nobody waits for it any more. */
  async #sendUntil(
    waitMs: number,
    group: readonly Reservation[],
    context: RequestContext,
  ): Promise<ReadonlyMap<string, CreditOutcome>> {
    const bureau = group[0]?.intent.bureau;
    if (!bureau) return new Map();
    const sending = this.#sender.send(bureau, group, context);
    this.#background.add(sending);
    sending.finally(() => this.#background.delete(sending));
    const late = new Map(
      group.map(({ intent, inquiry }) => [
        questionKey(intent.question),
        outcomeOf({ kind: 'InquiryPending' }, inquiry.reservedAt, inquiry.id),
      ]),
    );
    return firstOf(sending, waitMs, late);
  }

  async #waitUntil(
    waitMs: number,
    held: readonly Held[],
    context: RequestContext,
    deps: ReservingDeps,
  ): Promise<Outcomes> {
    const { outcomes, freed } = await awaitHolders(held, waitMs, deps);
    const answered = held.map(({ intent }) => intent).filter((intent) => !freed.includes(intent));
    const [inquired] = await Promise.all([
      this.#inquire(freed, context, deps),
      this.#recordWaiting(answered, outcomes, context, deps),
    ]);
    return new Map([...outcomes, ...inquired]);
  }

  /** Whoever waited is answered under his own consent, which may have been withdrawn meanwhile. */
  async #recordWaiting(
    intents: readonly Intent[],
    outcomes: Outcomes,
    context: RequestContext,
    { database, clock, audit }: ReservingDeps,
  ): Promise<void> {
    if (intents.length === 0) return;
    await writeAgainOnDeadlock(database, async (transaction) => {
      const now = clock.now();
      const live = await liveConsents(
        transaction,
        intents.map(({ consent }) => consent.id),
        now,
      );
      const events = intents.map(({ question, consent }) => {
        const key = questionKey(question);
        if (!live.has(consent.id))
          outcomes.set(key, outcomeOf({ kind: 'ConsentRequired', cause: 'REVOKED' }, now));
        const outcome = outcomes.get(key) as CreditOutcome;
        const reused = outcome.body.kind === 'CreditReport' || outcome.body.kind === 'NoRecord';
        return attemptEvent(context, question, outcome, { consentId: consent.id, reused });
      });
      audit.recordIn(transaction, events);
    });
  }
}
