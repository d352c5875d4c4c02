import type { AuditTrail } from '../../../audit';
import type { Clock } from '../../../kernel';
import { type Database, writeAgainOnDeadlock } from '../../../platform/database';
import { giveUpSent, releaseUnsent } from './abandoned';

export interface RecoveryDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly onFault: (error: unknown) => void;
}

// A reservation lasts half a minute, a call a little longer than its bureau's deadline: nobody needs it sooner.
const EVERY_MS = 60_000;

/**
 * Settles what processes left open when they were killed, this one's predecessor or another replica: reservations that
 * were never sent are released, calls whose answer never came are given up as unknown. Nothing is ever sent again.
 */
export class Recovery {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly deps: RecoveryDeps) {}

  /** Settles what is open now, and from now on each minute. */
  async start(): Promise<void> {
    await this.sweep();
    this.#timer = setInterval(() => {
      this.#running = this.sweep().catch(this.deps.onFault);
    }, EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async sweep(): Promise<void> {
    const { database, clock, audit } = this.deps;
    await writeAgainOnDeadlock(database, (transaction) => releaseUnsent(transaction, audit, clock.now()));
    await writeAgainOnDeadlock(database, (transaction) => giveUpSent(transaction, audit, clock.now()));
  }
}
