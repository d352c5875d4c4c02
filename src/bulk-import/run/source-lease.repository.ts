import type { Clock } from '../../kernel';
import type { Database } from '../../platform/database';
import { Lease } from '../../platform/lease';
import { ImportLeaseEntity } from '../import-run.entity';

export { LeaseBusyError as SourceBusyError, LeaseLostError } from '../../platform/lease';

const IMPORT_OF_A_SOURCE = {
  entity: ImportLeaseEntity,
  table: 'import_lease',
  key: 'source',
  isBusy: 'is being imported',
  thing: 'source',
  holder: 'import',
};

/** One import of a source at a time, across processes and machines. @throws SourceBusyError */
export const takeSource = (database: Database, clock: Clock, source: string, token: string): Promise<Lease> =>
  Lease.take(database, clock, IMPORT_OF_A_SOURCE, source, token);
