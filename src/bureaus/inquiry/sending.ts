import type { AuditTrail } from '../../audit';
import { liveConsents } from '../../consent';
import type { Clock } from '../../kernel';
import { type Database, type Transaction, writeAgainOnDeadlock } from '../../platform/database';
import type { RequestContext } from '../../platform/request';
import type { EnabledBureau } from '../directory/bureau-directory';
import { attemptEvent } from './attempt-audit';
import { asConsented, consentIdsOf } from './consented';
import { type CreditOutcome, causeOf, outcomeCode, outcomeOf } from './credit-outcome';
import { type Intent, questionKey } from './credit-question';
import type { NotSent } from './lane/bureau-lane';
import type { BureauInquiryEntity } from './ledger/bureau-inquiry.entity';
import { closeInquiries, giveBack, lockEntries, markSent, unmarkSent } from './ledger/ledger.repository';
import { priceOf, type Reservation } from './reserving';
import type { NewReport, ReportRepository } from './stored/report.repository';
import { type Sent, verdictOn, type Withheld } from './verdict';

export interface SendingDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly reports: ReportRepository;
  /** Told of what nobody is answered with, such as a bureau's answer that could not be stored. */
  readonly onFault: (error: unknown) => void;
}

// After the bureau's own deadline: time to store its answer before others take the inquiry for lost.
const CLOSING_MS = 20_000;

/** What may leave, or why nothing does. */
type LastLook = Intent | NotSent | Withheld;

interface Waiting {
  readonly reservation: Reservation;
  readonly context: RequestContext;
  readonly resolve: (look: LastLook) => void;
  readonly reject: (error: unknown) => void;
}

/** Sends reserved calls and writes down what came of them. */
export class Sender {
  #waiting: Waiting[] = [];
  #marking = false;

  constructor(private readonly deps: SendingDeps) {}

  /**
   * Asks one bureau for all its reservations and closes them together.
   * @returns by question; never rejects
   */
  async send(
    bureau: EnabledBureau,
    reservations: readonly Reservation[],
    context: RequestContext,
  ): Promise<Map<string, CreditOutcome>> {
    const sent = await Promise.all(
      reservations.map(async (reservation) => ({
        reservation,
        answer: await this.#ask(bureau, reservation, context),
      })),
    );
    try {
      return await this.#close(bureau, sent, context);
    } catch (error) {
      this.deps.onFault(error);
      // The ledger still says SENT: nobody asks again, and nothing that is not stored and audited is shown.
      const now = this.deps.clock.now();
      return new Map(
        reservations.map(({ intent, inquiry }) => [
          questionKey(intent.question),
          outcomeOf({ kind: 'OutcomeUnknown' }, now, inquiry.id),
        ]),
      );
    }
  }

  async #ask(
    { lane, connector, window }: EnabledBureau,
    reservation: Reservation,
    context: RequestContext,
  ): Promise<Sent['answer']> {
    const { inquiry } = reservation;
    let left = false;
    try {
      return await lane.run(
        async (): Promise<Sent['answer']> => {
          const intent = await this.#lookOnceMore(reservation, context);
          if ('kind' in intent) return intent;
          left = true;
          const startedMs = performance.now();
          const answer = await connector.inquire({ ...intent.facts, inquiryId: inquiry.id });
          window.record(answer, performance.now() - startedMs);
          return answer;
        },
        () => this.#takeBack(inquiry.id),
      );
    } catch (error) {
      this.deps.onFault(error);
      return left ? { kind: 'UNKNOWN', cause: 'CONNECTION_LOST' } : { kind: 'NOT_SENT', cause: 'OVERLOADED' };
    }
  }

  /**
   * The last look before the first byte. Calls that are ready together are looked at and
   * marked together; those that come meanwhile are next.
   */
  #lookOnceMore(reservation: Reservation, context: RequestContext): Promise<LastLook> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ reservation, context, resolve, reject });
      if (this.#marking) return;
      this.#marking = true;
      setImmediate(() => this.#markTogether());
    });
  }

  /** Nothing of it was sent: it is a reservation again, and is looked at again before it leaves. */
  #takeBack(id: string): Promise<void> {
    return writeAgainOnDeadlock(this.deps.database, (transaction) => unmarkSent(transaction, [id]));
  }

  async #markTogether(): Promise<void> {
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      try {
        const looks = await this.#mark(waiting);
        for (const { reservation, resolve } of waiting)
          resolve(looks.get(reservation.inquiry.id) ?? { kind: 'NOT_SENT', cause: 'OVERLOADED' });
      } catch (error) {
        for (const { reject } of waiting) reject(error);
      }
    }
    this.#marking = false;
  }

  /** @returns by inquiry */
  #mark(waiting: readonly Waiting[]): Promise<ReadonlyMap<string, LastLook>> {
    const { clock } = this.deps;
    const requests = new Set(waiting.map(({ context }) => context));
    const database = this.deps.database.heardBy(() => {
      for (const { cost } of requests) cost.countStatement();
    });
    const reservations = waiting.map(({ reservation }) => reservation);
    return writeAgainOnDeadlock(database, async (transaction) => {
      const now = clock.now();
      const longestMs = Math.max(...reservations.map(({ intent }) => intent.bureau.connector.timeoutMs));
      const ids = reservations.map(({ inquiry }) => inquiry.id);
      const marked = await markSent(transaction, ids, now, new Date(now.getTime() + longestMs + CLOSING_MS));
      const intents = reservations.map(({ intent }) => intent);
      const live = await liveConsents(transaction, consentIdsOf(intents), now);
      const looks = new Map<string, LastLook>();
      for (const { intent, inquiry } of reservations) {
        // One whose time is over may be somebody else's by now: it is not among the marked, and does not leave.
        if (!marked.has(inquiry.id)) continue;
        const consented = asConsented(intent, live);
        looks.set(
          inquiry.id,
          'refused' in consented ? { kind: 'WITHHELD', because: consented.refused } : consented.intent,
        );
      }
      await unmarkSent(
        transaction,
        [...looks].flatMap(([id, look]) => ('kind' in look ? [id] : [])),
      );
      return looks;
    });
  }

  #close(
    { profile }: EnabledBureau,
    sent: readonly Sent[],
    context: RequestContext,
  ): Promise<Map<string, CreditOutcome>> {
    const { clock, audit, reports } = this.deps;
    const database = this.deps.database.heardBy(context.cost.countStatement);
    const now = clock.now();
    const verdicts = sent.map((one) => verdictOn(one, now));
    const unspent = verdicts.filter((verdict) => !verdict.spent).map((verdict) => verdict.reservation);
    context.cost.giveBackCalls(unspent.length, priceOf(unspent));
    return writeAgainOnDeadlock(database, async (transaction) => {
      const answers: NewReport[] = verdicts.flatMap(({ report }) => (report ? [report] : []));
      const reportIds = await reports.store(transaction, answers);
      const unpaid = await notReleased(transaction, unspent);
      await closeInquiries(
        transaction,
        verdicts.map(
          ({ reservation: { inquiry }, outcome, unknown }): BureauInquiryEntity => ({
            ...inquiry,
            state: unknown ? 'UNKNOWN' : 'CLOSED',
            flightKey: unknown ? inquiry.flightKey : null,
            outcome: outcomeCode(outcome.body.kind),
            cause: causeOf(outcome.body),
            reportId: reportIds.get(inquiry.id) ?? null,
            closedAt: now,
          }),
        ),
      );
      const first = unpaid[0];
      if (first) {
        const budget = { clientId: first.inquiry.clientId, day: first.day, bureau: profile.code };
        await giveBack(transaction, budget, { calls: unpaid.length, spentMinor: priceOf(unpaid) });
      }
      audit.recordIn(
        transaction,
        verdicts.map(({ reservation: { intent, inquiry }, outcome, spent }) =>
          attemptEvent(context, intent.question, outcome, {
            consentId: intent.consent.id,
            costMinor: spent ? BigInt(inquiry.priceMinor) : 0n,
          }),
        ),
      );
      return new Map(
        verdicts.map(({ reservation, outcome }) => [questionKey(reservation.intent.question), outcome]),
      );
    });
  }
}

/** Those whose budget nobody has given back yet: a reservation whose time is over may have been released by others. */
async function notReleased(
  transaction: Transaction,
  reservations: readonly Reservation[],
): Promise<Reservation[]> {
  const entries = await lockEntries(
    transaction,
    reservations.map(({ inquiry }) => inquiry.id),
  );
  return reservations.filter(({ inquiry }) => entries.get(inquiry.id)?.state !== 'CLOSED');
}
