import type { LoaderBinding } from './binding';
import type { LoadingRequest } from './loading-request';

interface Waiter {
  readonly key: unknown;
  readonly text: string;
  /** The request that waits: when a shared batch fails, each request is tried alone. */
  readonly request: LoadingRequest;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects the keys of all requests in flight and asks for them together, once per turn of the event loop. It keeps no
 * value: what was answered is gone with the batch.
 */
export class SharedBatch {
  #waiting: Waiter[] = [];

  constructor(
    private readonly binding: LoaderBinding,
    private readonly onBatch: (name: string, keys: number) => void,
  ) {}

  load(key: unknown, text: string, request: LoadingRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ key, text, request, resolve, reject }) === 1)
        setImmediate(() => this.#dispatch());
    });
  }

  #dispatch(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const byKey = new Map<string, Waiter[]>();
    for (const waiter of waiting) {
      const same = byKey.get(waiter.text);
      if (same) same.push(waiter);
      else byKey.set(waiter.text, [waiter]);
    }
    const groups = [...byKey.values()];
    for (let start = 0; start < groups.length; start += this.binding.token.maxBatch)
      void this.#ask(groups.slice(start, start + this.binding.token.maxBatch));
  }

  async #ask(groups: readonly Waiter[][]): Promise<void> {
    try {
      this.#settle(groups, await this.#run(groups));
    } catch (error) {
      const requests = new Set(groups.flat().map((waiter) => waiter.request));
      if (requests.size === 1) for (const waiter of groups.flat()) waiter.reject(error);
      else await Promise.all([...requests].map((request) => this.#askAlone(groups, request)));
    }
  }

  /** Nobody fails for a stranger's key: the keys of one request, asked for again by themselves. */
  async #askAlone(groups: readonly Waiter[][], request: LoadingRequest): Promise<void> {
    const own = groups
      .map((group) => group.filter((w) => w.request === request))
      .filter((group) => group.length > 0);
    try {
      this.#settle(own, await this.#run(own));
    } catch (error) {
      for (const waiter of own.flat()) waiter.reject(error);
    }
  }

  #run(groups: readonly Waiter[][]): Promise<ReadonlyMap<string, unknown>> {
    const keys = groups.map((group) => group[0]?.key);
    this.onBatch(this.binding.token.name, keys.length);
    const statements = this.binding.statements(keys);
    for (const request of new Set(groups.flatMap((group) => group.map((waiter) => waiter.request))))
      request.onStatements?.(statements);
    return this.binding.batch(keys, undefined);
  }

  #settle(groups: readonly Waiter[][], answers: ReadonlyMap<string, unknown>): void {
    for (const group of groups)
      for (const waiter of group) {
        const answer = answers.has(waiter.text) ? answers.get(waiter.text) : this.binding.token.absent();
        if (answer instanceof Error) waiter.reject(answer);
        else waiter.resolve(answer);
      }
  }
}
