import { GATEWAY } from '../../../bureaus';
import { writeAgainOnDeadlock } from '../../../platform/database';
import { closeVerifications, lockAbandoned } from '../storage/ledger.repository';
import { bodyOf, causeOf, codeOf, outcomeOfRecord, verificationEvent } from './outcome';
import type { VerificationDeskDeps } from './verification-desk';

// A call lasts a little longer than the provider's deadline: nobody needs it sooner.
const EVERY_MS = 60_000;

/**
 * Settles what processes that ended have left open: what was never sent is closed, and of what may have left nobody knows.
 * Nothing is ever sent again.
 */
export class BiometricRecovery {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly deps: Pick<VerificationDeskDeps, 'database' | 'clock' | 'audit' | 'onFault'>,
  ) {}

  /** Settles what is open now, and from now on each minute. */
  async start(): Promise<void> {
    await this.#settle();
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.#settle().catch(this.deps.onFault));
    }, EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #settle(): Promise<void> {
    const { database, clock, audit } = this.deps;
    return writeAgainOnDeadlock(database, async (transaction) => {
      const now = clock.now();
      const left = await lockAbandoned(transaction, now);
      for (const state of ['RESERVED', 'SENT'] as const) {
        const group = left.filter((record) => record.state === state);
        const [first] = group;
        if (!first) continue;
        const body = bodyOf(first, now);
        await closeVerifications(
          transaction,
          group.map(({ id }) => id),
          {
            state: state === 'SENT' ? 'UNKNOWN' : 'CLOSED',
            outcome: codeOf(body),
            cause: causeOf(body),
            verdict: null,
            scoreBp: null,
            liveness: null,
            closedAt: now,
            freesCapture: state === 'RESERVED',
          },
        );
      }
      audit.recordIn(
        transaction,
        left.map((record) =>
          verificationEvent(
            { principal: GATEWAY, correlationId: `verification-${record.id}` },
            record,
            outcomeOfRecord(record, now),
          ),
        ),
      );
    });
  }
}
