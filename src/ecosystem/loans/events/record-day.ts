import type { BusinessDate } from '../../../kernel';
import { type Database, writeAgainOnClash } from '../../../platform/database';
import { eventsOfDay } from './derive-events';
import { booksOfDay } from './loan-book.repository';
import { type NewLoanEvent, type StoreDeps, storeEvents } from './loan-event.repository';

// A batch holds SQLite's one write lock for some hundred milliseconds.
const LOANS_AT_ONCE = 100;

export interface DayOfEvents {
  readonly loans: number;
  readonly events: number;
  /** Of those, how many were not told before. */
  readonly created: number;
}

/** The events of a day that the loan book shows, some loans at a time. Nothing is stored. */
export async function* derivedEvents(
  database: Database,
  day: BusinessDate,
): AsyncGenerator<{ readonly loans: number; readonly events: readonly NewLoanEvent[] }> {
  for (let after = '0'; ; ) {
    const books = await booksOfDay(database, day, after, LOANS_AT_ONCE);
    if (books.length === 0) return;
    const events = books.flatMap((book) =>
      eventsOfDay(book, day).map(
        (event): NewLoanEvent => ({
          loanId: book.loanId,
          subjectId: book.subjectId,
          origin: 'BOOK',
          event,
        }),
      ),
    );
    yield { loans: books.length, events };
    after = books.at(-1)?.loanId ?? after;
  }
}

/** Derives and stores the events of a day. To be run as often as one likes: what was told is not told again. */
export async function recordDay(
  deps: StoreDeps & { readonly database: Database },
  day: BusinessDate,
  onProgress: (soFar: DayOfEvents) => void = () => undefined,
): Promise<DayOfEvents> {
  let done: DayOfEvents = { loans: 0, events: 0, created: 0 };
  for await (const { loans, events } of derivedEvents(deps.database, day)) {
    const fresh = await writeAgainOnClash(deps.database, (transaction) =>
      storeEvents(transaction, deps, events),
    );
    done = {
      loans: done.loans + loans,
      events: done.events + events.length,
      created: done.created + fresh.length,
    };
    onProgress(done);
  }
  return done;
}
