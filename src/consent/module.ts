import type { Database } from '../platform/database';
import type { LoaderBinding } from '../platform/loaders';
import { ClientPurposeEntity } from './client-purpose.entity';
import { ConsentEntity } from './consent.entity';
import { ConsentRepository } from './consent.repository';

/** The door for `app/`. */
export const consentLoaders = (database: Database): LoaderBinding[] =>
  new ConsentRepository(database).loaders;

export const CONSENT_ENTITIES = [ClientPurposeEntity, ConsentEntity];
