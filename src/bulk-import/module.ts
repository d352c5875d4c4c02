/** The door for `app/`. */
import { ImportLeaseEntity, ImportRunEntity, ImportTableEntity } from './import-run.entity';

export const IMPORT_RUN_ENTITIES = [ImportRunEntity, ImportTableEntity, ImportLeaseEntity];
