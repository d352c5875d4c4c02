/** Names a batched look-up from keys K to values V, without saying how it is done. */
export interface LoaderToken<K, V> {
  readonly name: string;
  /**
   * `shared`: the rows do not depend on who asks, so that requests in flight share a statement. `request`: the batch
   * decides by its caller (consent, purpose, audit) and never mixes requests.
   */
  readonly scope: 'shared' | 'request';
  readonly keyOf: (key: K) => string;
  /** The value of a key that the batch does not answer. */
  readonly absent: () => V;
  readonly maxBatch: number;
}

interface LoaderOptions<K, V> {
  readonly keyOf?: (key: K) => string;
  readonly absent: () => V;
  readonly maxBatch?: number;
}

// 200 borrowers with 9 orders each ask for 1 800 keys at once and shall stay one statement; SQLite takes 32 766 values.
const MOST_KEYS = 5_000;

const plain = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);

const token =
  (scope: 'shared' | 'request') =>
  <K, V>(name: string, options: LoaderOptions<K, V>): LoaderToken<K, V> => ({
    name,
    scope,
    keyOf: options.keyOf ?? ((key) => (typeof key === 'string' ? key : JSON.stringify(key, plain))),
    absent: options.absent,
    maxBatch: options.maxBatch ?? MOST_KEYS,
  });

export const sharedLoader = token('shared');
export const requestLoader = token('request');
