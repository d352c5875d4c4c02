import { type LoadDependencies, loadRecords, type Reject } from '../../../bulk-import';
import { DEMO_TARGETS, type DemoRecord, type DemoTarget } from '../../book';
import type { Pattern } from '../../planted';
import type { SeedResult } from '../../seed';
import { type EcosystemSize, sourceOf } from '../size';
import { stagesOf, waveOf } from '../waves';

export interface LoadedWave extends SeedResult {
  /** What is hidden in the wave, one entry for each. */
  readonly patterns: readonly Pattern[];
}

/** Makes and loads waves, one after the other. */
export interface Hand {
  /** @throws Error naming the record that is rejected; database errors as they come. */
  load(stage: number, wave: number): Promise<LoadedWave>;
}

// A transaction ends on the disk, and each statement is a journey: larger ones gain nothing more.
const BATCH_SIZE = 2_000;

/** A hand in this thread. */
export function ownHand(dependencies: LoadDependencies, size: EcosystemSize): Hand {
  const stages = stagesOf(size);
  const source = sourceOf(size);
  return {
    async load(stage, number) {
      const { records, planted } = waveOf(stages[stage]!, number);
      const sum = { inserted: 0, updated: 0, unchanged: 0 };
      for (const target of DEMO_TARGETS) {
        const counts = await loadTarget(dependencies, source, target, records[target]);
        sum.inserted += counts.inserted;
        sum.updated += counts.updated;
        sum.unchanged += counts.unchanged;
      }
      return { ...sum, patterns: planted.map(({ pattern }) => pattern) };
    },
  };
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
    // A book refuses a key that comes twice, and no two waves have one in common.
    repeats: 'none',
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
