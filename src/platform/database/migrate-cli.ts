import 'reflect-metadata';
import { ConfigError, loadConfig } from '../config';
import { Database } from './database';

/** Brings the database of the configuration to the newest schema, and ends. The gateway does the same when it starts. */
async function main(): Promise<void> {
  const database = await Database.open(loadConfig().database);
  await database.close();
  process.stdout.write('the database is at the newest schema\n');
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : `cannot migrate: ${(error as Error).message}`}\n`,
  );
  process.exitCode = 1;
});
