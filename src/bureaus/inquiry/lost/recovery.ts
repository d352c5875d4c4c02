import type { CursorCodec } from '../../../platform/crypto';
import { writeAgainOnDeadlock } from '../../../platform/database';
import type { LoaderRegistry } from '../../../platform/loaders';
import { Deadline, requestContext } from '../../../platform/request';
import { giveUpSent, releaseUnsent } from './abandoned';
import { Reconciler, type ReconcilingDeps } from './reconciling';
import { GATEWAY } from './settling-event';

/** What the look-ups of a request come from; those of the gateway itself too. */
export interface LookUps {
  readonly registry: LoaderRegistry;
  readonly cursors: CursorCodec;
}

// A reservation lasts half a minute, a call a little longer than its bureau's deadline: nobody needs it sooner.
const EVERY_MS = 60_000;
const LOOK_UP_MS = 30_000;

/**
 * Settles what is left open by calls whose answer was lost and by processes that were killed, this one's predecessor or
 * another replica: reservations that were never sent are released; calls whose answer never came are unknown, and where
 * the bureau can tell what became of them, it is asked. Nothing is ever inquired again.
 */
export class Recovery {
  readonly #reconciler: Reconciler;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly deps: ReconcilingDeps) {
    this.#reconciler = new Reconciler(deps);
  }

  /** Settles what is open now, and from now on each minute. No bureau is waited for. */
  async start(lookUps: LookUps): Promise<void> {
    await this.#settle();
    this.#running = this.#reconcile(lookUps);
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(async () => {
        await this.#settle().catch(this.deps.onFault);
        await this.#reconcile(lookUps);
      });
    }, EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async #settle(): Promise<void> {
    const { database, clock, audit } = this.deps;
    await writeAgainOnDeadlock(database, (transaction) => releaseUnsent(transaction, audit, clock.now()));
    await writeAgainOnDeadlock(database, (transaction) => giveUpSent(transaction, audit, clock.now()));
  }

  #reconcile({ registry, cursors }: LookUps): Promise<void> {
    const context = requestContext({
      correlationId: 'recovery',
      principal: GATEWAY,
      clock: this.deps.clock,
      deadline: Deadline.after(LOOK_UP_MS),
      cursors,
      registry,
    });
    return this.#reconciler.run(context).catch(this.deps.onFault);
  }
}
