import { Book, type DemoRecords } from '../book';
import { firmStories } from './firms';
import { peopleStories } from './people';
import { checkSize, type EcosystemSize } from './size';

// Some 10 MB at a time, and a wave is loaded in few transactions for each target.
const WAVE = 10_000;

/**
 * All records of an ecosystem, some at a time: what a wave refers to is in the wave or in one before it. The same size
 * and seed give the same records in the same waves.
 * @throws SizeError
 */
export function* wavesOf(size: EcosystemSize, records = WAVE): Generator<DemoRecords> {
  checkSize(size);
  let book = new Book();
  for (const stories of [firmStories, peopleStories]) {
    for (const tell of stories(size)) {
      tell(book);
      if (book.size < records) continue;
      yield book.records();
      book = new Book();
    }
  }
  if (book.size > 0) yield book.records();
}
