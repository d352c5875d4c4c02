import type { Database } from '../platform/database';
import type { LoaderBinding } from '../platform/loaders';
import { ConsentRepository } from './consent.repository';

/** The door for `app/`. */
export const consentLoaders = (database: Database): LoaderBinding[] =>
  new ConsentRepository(database).loaders;
