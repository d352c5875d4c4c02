import { type LoadDependencies, loadRecords, type Reject } from '../bulk-import';
import { grantPurposes, INQUIRY_PURPOSES } from '../consent';
import { DEMO_TARGETS, type DemoRecord, type DemoTarget } from './book';
import { demoRecords } from './demo-data';

/** Name of the source under which the demo's records are kept. */
export const DEMO_SOURCE = 'demo';

/** The clients for which development tokens speak, and that inquire. */
const DEVELOPMENT_CLIENTS = ['development-app', 'development-analyst'];

// A transaction ends on the disk: few large ones are faster, and the largest target fits into four.
const BATCH_SIZE = 1_000;

export interface SeedResult {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}

/**
 * Brings the demo's records in the way all records come in, and lets the development clients inquire. Doing it twice
 * changes nothing. Whether there is room for a demo is for the caller to know: never in production.
 * @throws Error naming the record, when one is rejected.
 */
export async function seedDemo(dependencies: LoadDependencies): Promise<SeedResult> {
  const records = demoRecords();
  const sum = { inserted: 0, updated: 0, unchanged: 0 };
  for (const target of DEMO_TARGETS) {
    const counts = await seedTarget(dependencies, target, records[target]);
    sum.inserted += counts.inserted;
    sum.updated += counts.updated;
    sum.unchanged += counts.unchanged;
  }
  await dependencies.database.write(async (transaction) => {
    for (const client of DEVELOPMENT_CLIENTS) await grantPurposes(transaction, client, INQUIRY_PURPOSES);
  });
  return sum;
}

async function seedTarget(
  dependencies: LoadDependencies,
  target: DemoTarget,
  records: readonly DemoRecord[],
): Promise<SeedResult> {
  const rejects: Reject[] = [];
  const counts = await loadRecords(dependencies, {
    source: DEMO_SOURCE,
    target,
    records: records.map((values, index) => ({ line: index + 1, values })),
    batchSize: BATCH_SIZE,
    onReject: (reject) => rejects.push(reject),
  });
  const [first] = rejects;
  if (first) {
    const key = records[first.line - 1]?.key;
    throw new Error(`demo record ${key} of ${target} was rejected: ${first.field} ${first.reason}`);
  }
  return counts;
}
