import type { LoadDependencies } from '../../../bulk-import';
import { loadBook, type SeedResult } from '../../load-book';
import type { Pattern } from '../../planted';
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

/** A hand in this thread. */
export function ownHand(dependencies: LoadDependencies, size: EcosystemSize): Hand {
  const stages = stagesOf(size);
  const source = sourceOf(size);
  return {
    async load(stage, number) {
      const { records, planted } = waveOf(stages[stage]!, number);
      const loaded = await loadBook(dependencies, source, records);
      return { ...loaded, patterns: planted.map(({ pattern }) => pattern) };
    },
  };
}
