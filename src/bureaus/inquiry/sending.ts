import type { AuditTrail } from '../../audit';
import { liveConsents } from '../../consent';
import type { Clock } from '../../kernel';
import type { Database } from '../../platform/database';
import type { RequestContext } from '../../platform/request';
import type { ConnectorAnswer } from '../bureau.port';
import type { EnabledBureau } from '../bureau-directory';
import { attemptEvent } from './attempt-audit';
import type { BureauInquiryEntity } from './bureau-inquiry.entity';
import type { NotSent } from './bureau-lane';
import { type CreditOutcome, causeOf, outcomeCode, outcomeOf } from './credit-outcome';
import { questionKey } from './credit-question';
import { writeAgainOnDeadlock } from './deadlock';
import { closeInquiries, giveBack, markSent, unmarkSent } from './ledger.repository';
import type { NewReport, ReportRepository } from './report.repository';
import type { Reservation } from './reserving';
import { type Sent, verdictOn } from './verdict';

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

interface Waiting {
  readonly reservation: Reservation;
  readonly resolve: (mayLeave: boolean) => void;
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
        answer: await this.#ask(bureau, reservation),
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
    { lane, connector }: EnabledBureau,
    reservation: Reservation,
  ): Promise<ConnectorAnswer | NotSent> {
    const { intent, inquiry } = reservation;
    let left = false;
    try {
      return await lane.run(async () => {
        if (!(await this.#mayLeave(reservation))) return { kind: 'NOT_SENT', cause: 'CONSENT_REVOKED' };
        left = true;
        return connector.inquire({ ...intent.facts, inquiryId: inquiry.id });
      });
    } catch (error) {
      this.deps.onFault(error);
      return left ? { kind: 'UNKNOWN', cause: 'CONNECTION_LOST' } : { kind: 'NOT_SENT', cause: 'OVERLOADED' };
    }
  }

  /**
   * The last look before the first byte. Calls that are ready together are looked at and
   * marked together; those that come meanwhile are next.
   */
  #mayLeave(reservation: Reservation): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ reservation, resolve, reject });
      if (this.#marking) return;
      this.#marking = true;
      setImmediate(() => this.#markTogether());
    });
  }

  async #markTogether(): Promise<void> {
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      try {
        const leaving = await this.#mark(waiting.map((one) => one.reservation));
        for (const { reservation, resolve } of waiting) resolve(leaving.has(reservation.inquiry.id));
      } catch (error) {
        for (const { reject } of waiting) reject(error);
      }
    }
    this.#marking = false;
  }

  #mark(reservations: readonly Reservation[]): Promise<ReadonlySet<string>> {
    const { database, clock } = this.deps;
    return writeAgainOnDeadlock(database, async (transaction) => {
      const now = clock.now();
      const longestMs = Math.max(...reservations.map(({ intent }) => intent.bureau.connector.timeoutMs));
      const ids = reservations.map(({ inquiry }) => inquiry.id);
      const marked = await markSent(transaction, ids, now, new Date(now.getTime() + longestMs + CLOSING_MS));
      const live = await liveConsents(
        transaction,
        reservations.map(({ intent }) => intent.consent.id),
        now,
      );
      const withdrawn = reservations
        .filter(({ intent }) => !live.has(intent.consent.id))
        .map((r) => r.inquiry.id);
      await unmarkSent(transaction, withdrawn);
      return new Set([...marked].filter((id) => !withdrawn.includes(id)));
    });
  }

  #close(
    { profile }: EnabledBureau,
    sent: readonly Sent[],
    context: RequestContext,
  ): Promise<Map<string, CreditOutcome>> {
    const { database, clock, audit, reports } = this.deps;
    const now = clock.now();
    const verdicts = sent.map((one) => verdictOn(one, now));
    return writeAgainOnDeadlock(database, async (transaction) => {
      const answers: NewReport[] = verdicts.flatMap(({ report }) => (report ? [report] : []));
      const reportIds = await reports.store(transaction, answers);
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
      const unspent = verdicts.filter((verdict) => !verdict.spent).map((verdict) => verdict.reservation);
      const first = unspent[0];
      if (first) {
        const spentMinor = unspent.reduce((sum, { inquiry }) => sum + BigInt(inquiry.priceMinor), 0n);
        const budget = { clientId: first.inquiry.clientId, day: first.day, bureau: profile.code };
        await giveBack(transaction, budget, { calls: unspent.length, spentMinor });
      }
      await audit.recordIn(
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
