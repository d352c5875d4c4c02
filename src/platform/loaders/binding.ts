import type { LoaderToken } from './token';

/**
 * Answers a list of distinct keys by the text of each key (`token.keyOf`). A key may be left out (absent) or answered
 * with an Error (that key alone fails); what was not asked for is ignored.
 */
export type Batch<K, V, C = never> = (
  keys: readonly K[],
  ...context: [C] extends [never] ? [] : [context: C]
) => Promise<ReadonlyMap<string, V | Error>>;

export interface LoaderBinding {
  // biome-ignore lint/suspicious/noExplicitAny: a registry holds bindings of every key and value type
  readonly token: LoaderToken<any, any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly batch: (keys: readonly any[], context: any) => Promise<ReadonlyMap<string, any>>;
  /** Statements that a batch of these keys takes. A loader of one request reports its own. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly statements: (keys: readonly any[]) => number;
}

/** @param statements how many a batch of these keys takes; one, if left out */
export function bindSharedLoader<K, V>(
  token: LoaderToken<K, V>,
  batch: Batch<K, V>,
  statements: (keys: readonly K[]) => number = () => 1,
): LoaderBinding {
  if (token.scope !== 'shared') throw new TypeError(`${token.name} is not a shared loader`);
  return { token, batch, statements };
}

/** The batch also gets the context of the one request that it serves. */
export function bindRequestLoader<K, V, C>(token: LoaderToken<K, V>, batch: Batch<K, V, C>): LoaderBinding {
  if (token.scope !== 'request') throw new TypeError(`${token.name} is not a request loader`);
  return { token, batch: batch as LoaderBinding['batch'], statements: () => 0 };
}
