import type { ContributionConnector } from '../../bureaus';
import type { Dispatcher } from './dispatcher';

const LOOK_EVERY_MS = 1_000;
/** In parts of what the call before took: at most a third of the time goes to a backlog. */
const REST = 2;

/**
 * Sends what is due, each bureau by itself, until it is stopped: one bureau that is slow holds up no other. It rests after each
 * call for twice as long as the call took, so that a backlog leaves the process to those who wait for an answer.
 */
export class OutboxLoop {
  #running: Promise<unknown> | null = null;
  readonly #sleepers = new Set<() => void>();
  #isStopped = false;

  constructor(
    private readonly dispatcher: Pick<Dispatcher, 'drain'>,
    private readonly connectors: readonly ContributionConnector[],
    private readonly onFault: (error: unknown) => void,
  ) {}

  start(): void {
    this.#running ??= Promise.all(this.connectors.map((connector) => this.#serve(connector)));
  }

  /** Resolves when calls that are out have been answered and written down. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const wake of this.#sleepers) wake();
    await this.#running;
  }

  async #serve(connector: ContributionConnector): Promise<void> {
    while (!this.#isStopped) {
      try {
        await this.dispatcher.drain(connector, {
          isStopped: () => this.#isStopped,
          rest: (tookMs) => this.#pause(Math.min(REST * tookMs, LOOK_EVERY_MS)),
        });
      } catch (error) {
        this.onFault(error);
      }
      await this.#pause(LOOK_EVERY_MS);
    }
  }

  #pause(ms: number): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#sleepers.add(wake);
    });
  }
}
