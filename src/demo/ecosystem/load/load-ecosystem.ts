import type { LoadDependencies } from '../../../bulk-import';
import type { SeedResult } from '../../load-book';
import type { Pattern } from '../../planted';
import { type EcosystemSize, sourceOf } from '../size';
import { stagesOf } from '../waves';
import { otherGeneratedSource } from './generated-source.repository';
import type { Hand } from './hand';

/** A database that holds an ecosystem of another size or seed already: they would claim the same identities. */
export class OtherEcosystemError extends Error {
  override readonly name = 'OtherEcosystemError';
}

/** How many of each pattern are hidden in an ecosystem. */
export type PlantedCounts = Readonly<Partial<Record<Pattern, number>>>;

export interface EcosystemResult extends SeedResult {
  readonly planted: PlantedCounts;
}

export interface EcosystemProgress {
  readonly records: number;
  /** Of all waves, those that are in: from 0 to 1. */
  readonly share: number;
}

/**
 * Loads a generated ecosystem the way all records come in, wave by wave, so that its size costs time and no memory. The
 * waves of a stage are shared out among the hands, as each becomes free. Doing it twice changes nothing. Whether there is
 * room for invented people is for the caller to know: never in production.
 * @throws OtherEcosystemError; SizeError; Error naming the record that is rejected
 */
export async function loadEcosystem(
  { database }: Pick<LoadDependencies, 'database'>,
  size: EcosystemSize,
  hands: readonly Hand[],
  onProgress: (progress: EcosystemProgress) => void = () => {},
): Promise<EcosystemResult> {
  const stages = stagesOf(size);
  if (await otherGeneratedSource(database, sourceOf(size)))
    throw new OtherEcosystemError(
      'the database holds a generated ecosystem of another size or seed; use an empty database',
    );
  const total = stages.reduce((sum, { waves }) => sum + waves, 0);
  const sum = { inserted: 0, updated: 0, unchanged: 0 };
  const planted: Partial<Record<Pattern, number>> = {};
  let done = 0;
  for (const [stage, { waves }] of stages.entries()) {
    let next = 0;
    let failed = false;
    const work = async (hand: Hand) => {
      while (next < waves && !failed) {
        const wave = next;
        next += 1;
        const loaded = await hand.load(stage, wave);
        for (const name of ['inserted', 'updated', 'unchanged'] as const) sum[name] += loaded[name];
        for (const pattern of loaded.patterns) planted[pattern] = (planted[pattern] ?? 0) + 1;
        done += 1;
        onProgress({ records: sum.inserted + sum.updated + sum.unchanged, share: done / total });
      }
    };
    const results = await Promise.allSettled(
      hands.map((hand) =>
        work(hand).catch((error: unknown) => {
          // The others finish the wave that they are at, so that nobody writes when the error is told.
          failed = true;
          throw error;
        }),
      ),
    );
    const broken = results.find((result) => result.status === 'rejected');
    if (broken) throw broken.reason;
  }
  return { ...sum, planted };
}
