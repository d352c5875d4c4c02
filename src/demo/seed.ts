import type { LoadDependencies } from '../bulk-import';
import { grantPurposes, INQUIRY_PURPOSES } from '../consent';
import { demoRecords } from './demo-data';
import { loadBook, type SeedResult } from './load-book';

/** Name of the source under which the demo's records are kept. */
export const DEMO_SOURCE = 'demo';

/** The clients for which development tokens speak, and that inquire. */
const DEVELOPMENT_CLIENTS = ['development-app', 'development-analyst'];

/**
 * Brings the demo's records in and lets the development clients inquire. Doing it twice changes nothing. Whether there
 * is room for a demo is for the caller to know: never in production.
 * @throws Error naming the record, when one is rejected.
 */
export async function seedDemo(dependencies: LoadDependencies): Promise<SeedResult> {
  const result = await loadBook(dependencies, DEMO_SOURCE, demoRecords());
  await dependencies.database.write(async (transaction) => {
    for (const client of DEVELOPMENT_CLIENTS) await grantPurposes(transaction, client, INQUIRY_PURPOSES);
  });
  return result;
}
