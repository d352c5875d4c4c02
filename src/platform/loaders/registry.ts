import DataLoader from 'dataloader';
import type { LoaderBinding } from './binding';
import type { LoadingRequest } from './loading-request';
import { SharedBatch } from './shared-batch';
import type { LoaderToken } from './token';

/** The loaders of one request: each key is asked for once, and an answer is forgotten with the request. */
export interface RequestLoaders {
  load<K, V>(token: LoaderToken<K, V>, key: K): Promise<V>;
}

export class LoaderRegistry {
  readonly #bindings = new Map<string, LoaderBinding>();
  readonly #shared = new Map<string, SharedBatch>();

  constructor(
    bindings: readonly LoaderBinding[],
    onBatch: (name: string, keys: number) => void = () => undefined,
  ) {
    for (const binding of bindings) {
      const { name, scope } = binding.token;
      if (this.#bindings.has(name)) throw new Error(`two loaders are called ${name}`);
      this.#bindings.set(name, binding);
      if (scope === 'shared') this.#shared.set(name, new SharedBatch(binding, onBatch));
    }
  }

  get bindings(): readonly LoaderBinding[] {
    return [...this.#bindings.values()];
  }

  /** `context` is handed to the batches that serve one request only. */
  forRequest(context: () => object, request: LoadingRequest = {}): RequestLoaders {
    const loaders = new Map<string, DataLoader<unknown, unknown, string>>();
    const loaderOf = (token: LoaderToken<never, unknown>): DataLoader<unknown, unknown, string> => {
      const known = loaders.get(token.name);
      if (known) return known;
      const made = this.#make(token.name, request, context);
      loaders.set(token.name, made);
      return made;
    };
    return {
      load: <K, V>(token: LoaderToken<K, V>, key: K) => {
        const loader = loaderOf(token as LoaderToken<never, unknown>);
        // A failed key may be asked for again within the request: an error is no answer to keep.
        return loader.load(key).catch((error) => {
          loader.clear(key);
          throw error;
        }) as Promise<V>;
      },
    };
  }

  #make(name: string, request: LoadingRequest, context: () => object): DataLoader<unknown, unknown, string> {
    const binding = this.#bindings.get(name);
    if (!binding) throw new Error(`no batch is bound to the loader ${name}`);
    const { keyOf, absent, maxBatch } = binding.token;
    const shared = this.#shared.get(name);
    const batch = shared
      ? (keys: readonly unknown[]) => settled(keys.map((key) => shared.load(key, keyOf(key), request)))
      : async (keys: readonly unknown[]) => {
          const answers = await binding.batch(keys, context());
          return keys.map((key) => (answers.has(keyOf(key)) ? answers.get(keyOf(key)) : absent()));
        };
    return new DataLoader((keys) => (request.within ? request.within(batch(keys)) : batch(keys)), {
      cacheKeyFn: keyOf,
      maxBatchSize: shared ? Number.POSITIVE_INFINITY : maxBatch,
    });
  }
}

const settled = async (answers: readonly Promise<unknown>[]): Promise<unknown[]> =>
  (await Promise.allSettled(answers)).map((answer) =>
    answer.status === 'fulfilled' ? answer.value : asError(answer.reason),
  );

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
