import { type LoadDependencies, loadRecords, type Reject } from '../bulk-import';
import { DEMO_TARGETS, type DemoRecord, type DemoRecords, type DemoTarget } from './book';

export interface SeedResult {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}

// A transaction ends on the disk, and each statement is a journey: larger ones gain nothing more.
const BATCH_SIZE = 2_000;

/**
 * Brings in what a book holds, target after target, the way all records come in. Doing it twice changes nothing.
 * @throws Error naming the record, when one is rejected.
 */
export async function loadBook(
  dependencies: LoadDependencies,
  source: string,
  records: DemoRecords,
): Promise<SeedResult> {
  const sum = { inserted: 0, updated: 0, unchanged: 0 };
  for (const target of DEMO_TARGETS) {
    if (records[target].length === 0) continue;
    const counts = await loadTarget(dependencies, source, target, records[target]);
    sum.inserted += counts.inserted;
    sum.updated += counts.updated;
    sum.unchanged += counts.unchanged;
  }
  return sum;
}

async function loadTarget(
  dependencies: LoadDependencies,
  source: string,
  target: DemoTarget,
  records: readonly DemoRecord[],
): Promise<SeedResult> {
  const rejects: Reject[] = [];
  const counts = await loadRecords(dependencies, {
    source,
    target,
    records: records.map((values, index) => ({ line: index + 1, values })),
    // A book refuses a key that comes twice, and no two books of a source have one in common.
    repeats: 'none',
    batchSize: BATCH_SIZE,
    onReject: (reject) => rejects.push(reject),
  });
  const [first] = rejects;
  if (first) {
    const key = records[first.line - 1]?.key;
    throw new Error(`${source} record ${key} of ${target} was rejected: ${first.field} ${first.reason}`);
  }
  return counts;
}
