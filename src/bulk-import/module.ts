/** The door for `app/`. */
import { ImportLeaseEntity, ImportRunEntity, ImportTableEntity } from './import-run.entity';
import { ImportsResolver } from './imports.resolver';

export const IMPORT_RUN_ENTITIES = [ImportRunEntity, ImportTableEntity, ImportLeaseEntity];
export const IMPORT_RESOLVERS = [ImportsResolver] as const;
export { importLoaders } from './import-run-list.repository';
