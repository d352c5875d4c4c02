import { type LoadDependencies, loadRecords, type Reject } from '../../bulk-import';
import { DEMO_TARGETS, type DemoRecord, type DemoTarget } from '../book';
import type { SeedResult } from '../seed';
import { otherGeneratedSource } from './generated-source.repository';
import { type EcosystemSize, sourceOf } from './size';
import { wavesOf } from './waves';

// A transaction ends on the disk, and larger ones gain nothing more.
const BATCH_SIZE = 1_000;

/** A database that holds an ecosystem of another size or seed already: they would claim the same identities. */
export class OtherEcosystemError extends Error {
  override readonly name = 'OtherEcosystemError';
}

/**
 * Loads a generated ecosystem the way all records come in, wave by wave, so that its size costs time and no memory. Doing
 * it twice changes nothing. Whether there is room for invented people is for the caller to know: never in production.
 * @throws OtherEcosystemError; SizeError; Error naming the record that is rejected
 */
export async function loadEcosystem(
  dependencies: LoadDependencies,
  size: EcosystemSize,
  onProgress: (records: number) => void = () => {},
): Promise<SeedResult> {
  const source = sourceOf(size);
  const waves = wavesOf(size);
  if (await otherGeneratedSource(dependencies.database, source))
    throw new OtherEcosystemError(
      'the database holds a generated ecosystem of another size or seed; use an empty database',
    );
  const sum = { inserted: 0, updated: 0, unchanged: 0 };
  for (const wave of waves) {
    for (const target of DEMO_TARGETS) {
      const counts = await loadTarget(dependencies, source, target, wave[target]);
      sum.inserted += counts.inserted;
      sum.updated += counts.updated;
      sum.unchanged += counts.unchanged;
    }
    onProgress(sum.inserted + sum.updated + sum.unchanged);
  }
  return sum;
}

async function loadTarget(
  dependencies: LoadDependencies,
  source: string,
  target: DemoTarget,
  records: readonly DemoRecord[],
): Promise<SeedResult> {
  if (records.length === 0) return { inserted: 0, updated: 0, unchanged: 0 };
  const rejects: Reject[] = [];
  const counts = await loadRecords(dependencies, {
    source,
    target,
    records: records.map((values, index) => ({ line: index + 1, values })),
    batchSize: BATCH_SIZE,
    onReject: (reject) => rejects.push(reject),
  });
  const [first] = rejects;
  if (first) {
    const key = records[first.line - 1]?.key;
    throw new Error(`generated record ${key} of ${target} was rejected: ${first.field} ${first.reason}`);
  }
  return counts;
}
