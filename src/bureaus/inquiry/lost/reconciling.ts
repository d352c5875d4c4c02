import type { AuditTrail } from '../../../audit';
import {
  consentsOfSubject,
  decideInquiry,
  type InquiryPurpose,
  liveConsents,
  purposesOfClient,
} from '../../../consent';
import { businessDateOf, type Clock } from '../../../kernel';
import { type Database, type Transaction, writeAgainOnDeadlock } from '../../../platform/database';
import type { RequestContext } from '../../../platform/request';
import type { BureauConnector, LostAnswer } from '../../bureau.port';
import { type BureauDirectory, type EnabledBureau, isEnabled } from '../../directory/bureau-directory';
import type { BureauInquiry } from '../../inquiry-facts';
import { namesOf } from '../attempt-audit';
import { outcomeCode } from '../credit-outcome';
import { settledLoans } from '../judging';
import type { NotSent } from '../lane/bureau-lane';
import { giveBack } from '../ledger/ledger.repository';
import { factsFor } from '../preparing';
import type { ReportRepository } from '../stored/report.repository';
import {
  type AbandonedInquiry,
  closeLost,
  leaveLost,
  lostAndDue,
  setReport,
  takeLost,
} from './abandoned.repository';
import { settlingEvent } from './settling-event';

export interface ReconcilingDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly reports: ReportRepository;
  readonly directory: BureauDirectory;
  readonly onFault: (error: unknown) => void;
}

type Askable = EnabledBureau & { readonly connector: Required<Pick<BureauConnector, 'outcomeOf'>> };

const SOONEST_MS = 60_000;
const LATEST_MS = 3_600_000;
// After the bureau's own deadline: time to write the answer down before another replica asks.
const CLOSING_MS = 20_000;

/**
 * Asks the bureaus that can be asked what became of inquiries whose answer was lost. The consent that each was reserved
 * with must hold when it is asked about, and again when its report is stored. Nothing is inquired anew or paid again.
 */
export class Reconciler {
  constructor(private readonly deps: ReconcilingDeps) {}

  /** Each lost inquiry that is due, once. Never rejects for one of them. */
  async run(context: RequestContext): Promise<void> {
    const { database, clock, directory, onFault } = this.deps;
    const askable = new Map(
      directory.all
        .filter(isEnabled)
        .flatMap((bureau) => (canBeAsked(bureau) ? [[bureau.profile.code, bureau]] : [])),
    );
    if (askable.size === 0) return;
    const due = await lostAndDue(database, [...askable.keys()], clock.now());
    await Promise.all(
      due.map(async (lost) => {
        try {
          await this.#settle(lost, askable.get(lost.bureau) as Askable, context);
        } catch (error) {
          onFault(error);
        }
      }),
    );
  }

  async #settle(lost: AbandonedInquiry, bureau: Askable, context: RequestContext): Promise<void> {
    const inquiry = await this.#inquiryOf(lost, bureau, context);
    if (!(await this.#take(lost, bureau, inquiry !== null)) || !inquiry) return;
    const startedMs = performance.now();
    const answer = await bureau.lane.run(async () => {
      const given = await bureau.connector.outcomeOf(inquiry);
      bureau.window.record(given, performance.now() - startedMs);
      return given;
    });
    await writeAgainOnDeadlock(this.deps.database, (transaction) => this.#write(transaction, lost, answer));
  }

  /** The inquiry as it was sent; null where the consent that it was reserved with does not permit it any more. */
  async #inquiryOf(
    lost: AbandonedInquiry,
    { connector }: Askable,
    context: RequestContext,
  ): Promise<BureauInquiry | null> {
    const { subjectId, bureau, reasonKind, reasonRef } = lost;
    const purpose = lost.purpose as InquiryPurpose;
    const [consents, clientPurposes] = await Promise.all([
      context.load(consentsOfSubject, subjectId),
      context.load(purposesOfClient, lost.clientId),
    ]);
    const own = consents.filter(({ id }) => id === lost.consentId);
    const isSettled = await settledLoans(own, context);
    const at = this.deps.clock.now();
    const decision = decideInquiry(
      // The reason was judged when it was reserved: here nothing new is asked for.
      { clientPurposes, subjectId, bureau, purpose, reason: null, at, isSettled },
      own,
    );
    if (!decision.permitted) return null;
    const facts = await factsFor(
      connector,
      {
        subjectId,
        purpose,
        consentNo: decision.consent.consentNo,
        application: null,
        loanId: reasonKind === 'LOAN' ? reasonRef : null,
        specialCategories: [],
      },
      context,
    );
    return facts && { ...facts, inquiryId: lost.id };
  }

  /** Whether this process is to ask: nobody else does, and the consent holds until the first byte. */
  #take(lost: AbandonedInquiry, { connector }: Askable, permitted: boolean): Promise<boolean> {
    return writeAgainOnDeadlock(this.deps.database, async (transaction) => {
      const now = this.deps.clock.now();
      const live = await liveConsents(transaction, [lost.consentId], now);
      const mayAsk = permitted && live.has(lost.consentId);
      const until = mayAsk ? after(now, connector.timeoutMs + CLOSING_MS) : nextLook(lost, now);
      return (await takeLost(transaction, lost.id, { now, until })) && mayAsk;
    });
  }

  async #write(
    transaction: Transaction,
    lost: AbandonedInquiry,
    answer: LostAnswer | NotSent,
  ): Promise<void> {
    const { clock, audit } = this.deps;
    const now = clock.now();
    const close = async (
      outcome: string,
      cause: string | null,
      fields?: readonly string[],
    ): Promise<boolean> => {
      if (!(await closeLost(transaction, lost.id, { outcome, cause, at: now }))) return false;
      audit.recordIn(transaction, [settlingEvent(lost, { outcome, cause: cause ?? 'RECONCILED', fields })]);
      return true;
    };
    switch (answer.kind) {
      case 'HIT':
      case 'NO_RECORD': {
        const live = await liveConsents(transaction, [lost.consentId], now);
        if (!live.has(lost.consentId)) {
          await close('DISCARDED', 'CONSENT_REQUIRED');
          return;
        }
        const hit = answer.kind === 'HIT' ? answer : null;
        const outcome = outcomeCode(hit ? 'CreditReport' : 'NoRecord');
        if (await close(outcome, null, hit ? namesOf(hit.report) : []))
          await this.#store(transaction, lost, hit, now);
        return;
      }
      case 'NOT_TAKEN':
        if (await close('NOT_SENT', 'NOT_TAKEN')) {
          const { clientId, bureau, reservedAt, priceMinor } = lost;
          const budget = { clientId, bureau, day: businessDateOf(reservedAt) };
          await giveBack(transaction, budget, { calls: 1, spentMinor: priceMinor });
        }
        return;
      case 'REJECTED':
        if (answer.cause === 'IDENTITY_MISMATCH') {
          await close(outcomeCode('InquiryRejected'), answer.cause);
          return;
        }
    }
    // A refusal of our credentials or of the question itself says nothing of the inquiry either.
    await leaveLost(transaction, lost.id, nextLook(lost, now));
    audit.recordIn(transaction, [settlingEvent(lost, { outcome: 'OUTCOME_UNKNOWN', cause: answer.cause })]);
  }

  async #store(
    transaction: Transaction,
    { id, subjectId, bureau, purpose, consentId }: AbandonedInquiry,
    hit: Extract<LostAnswer, { kind: 'HIT' }> | null,
    now: Date,
  ): Promise<void> {
    const ids = await this.deps.reports.store(transaction, [
      {
        subjectId,
        bureau,
        purpose: purpose as InquiryPurpose,
        inquiryId: id,
        consentId,
        report: hit?.report ?? null,
        observedAt: hit?.observedAt ?? now,
        retrievedAt: now,
      },
    ]);
    await setReport(transaction, id, ids.get(id) as string);
  }
}

const canBeAsked = (bureau: EnabledBureau): bureau is Askable => bureau.connector.outcomeOf !== undefined;

const after = (instant: Date, ms: number): Date => new Date(instant.getTime() + ms);

/** After as long as it has been lost: soon at first, then ever more rarely. */
const nextLook = ({ reservedAt }: AbandonedInquiry, now: Date): Date =>
  after(now, Math.min(LATEST_MS, Math.max(SOONEST_MS, now.getTime() - reservedAt.getTime())));
