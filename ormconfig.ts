import 'reflect-metadata';
import { ENTITIES } from './src/app/entities';
import { loadConfig } from './src/platform/config';
import { dataSourceFor } from './src/platform/database';

/** The database of `DATABASE_URL`, for the TypeORM command line: `typeorm migration:show -d dist/ormconfig.js`. */
export default dataSourceFor(loadConfig().database, ENTITIES);
