import type { Database } from '../platform/database';
import type { LoaderBinding } from '../platform/loaders';
import { ClientPurposeEntity } from './client-purpose.entity';
import { ConsentEntity } from './consent.entity';
import { ConsentRepository } from './consent.repository';

export const consentEntities = [ConsentEntity, ClientPurposeEntity];

/** The door for `app/`. */
export function consentModule({ database }: { readonly database: Database }): {
  // biome-ignore lint/complexity/noBannedTypes: type-graphql takes resolver classes as Function
  readonly resolvers: readonly Function[];
  readonly loaders: readonly LoaderBinding[];
} {
  return { resolvers: [], loaders: new ConsentRepository(database).loaders };
}
