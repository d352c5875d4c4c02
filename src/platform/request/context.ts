import type { Clock, Principal } from '../../kernel';
import type { CursorCodec } from '../crypto';
import type { LoaderRegistry, LoaderToken } from '../loaders';
import type { Deadline } from './deadline';
import { Disclosures } from './disclosures';

export interface RequestContext {
  readonly correlationId: string;
  readonly principal: Principal;
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly cursors: CursorCodec;
  readonly disclosures: Disclosures;
  /** A batched look-up; within a request a key is looked up once. */
  load<K, V>(token: LoaderToken<K, V>, key: K): Promise<V>;
}

interface Ingredients extends Omit<RequestContext, 'load' | 'disclosures'> {
  readonly registry: LoaderRegistry;
}

export function requestContext({ registry, ...facts }: Ingredients): RequestContext {
  const loaders = registry.forRequest(() => context);
  const context: RequestContext = {
    ...facts,
    disclosures: new Disclosures(),
    load: (token, key) => loaders.load(token, key),
  };
  return context;
}
