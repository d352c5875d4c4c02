import { ImportRunEntity } from './import-run.entity';
/** The door for `app/`. */

export const IMPORT_RUN_ENTITIES = [ImportRunEntity];
