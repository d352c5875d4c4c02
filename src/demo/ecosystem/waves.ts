import { Book, type DemoRecords } from '../book';
import type { Planted } from '../planted';
import { FIRM_STAGES } from './firms';
import { peopleStage } from './people';
import { checkSize, type EcosystemSize } from './size';
import type { Stage } from './stage';

/** What is written at once: it refers to itself and to what earlier stages wrote. */
export interface Wave {
  readonly records: DemoRecords;
  readonly planted: readonly Planted[];
}

/**
 * An ecosystem, stage after stage: a stage refers to itself and to those before it. Any wave can be made by itself, and is
 * the same every time.
 * @throws SizeError
 */
export function stagesOf(size: EcosystemSize): readonly Stage[] {
  checkSize(size);
  return [...FIRM_STAGES, peopleStage].map((stage) => stage(size));
}

export function waveOf(stage: Stage, wave: number): Wave {
  const book = new Book();
  stage.tell(book, wave);
  return { records: book.records(), planted: book.planted };
}

/**
 * All waves in order.
 * @throws SizeError
 */
export function* wavesOf(size: EcosystemSize): Generator<Wave> {
  for (const stage of stagesOf(size))
    for (let wave = 0; wave < stage.waves; wave += 1) yield waveOf(stage, wave);
}
