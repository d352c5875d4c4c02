import type { BusinessDate } from '../../../kernel';
import { type Database, writeAgainOnClash } from '../../../platform/database';
import { eventsOfDay } from './derive-events';
import type { LoanBook } from './loan-book';
import { booksOfLoans, loansOfDay } from './loan-book.repository';
import { type NewLoanEvent, type StoreDeps, storeEvents } from './loan-event.repository';

// A batch holds SQLite's one write lock for some hundred milliseconds.
const LOANS_AT_ONCE = 100;
/** Their ids alone: to look for them is dear, and to hold them is not. */
const IDS_AT_ONCE = 20_000;

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
    const ids = await loansOfDay(database, day, after, IDS_AT_ONCE);
    for (let from = 0; from < ids.length; from += LOANS_AT_ONCE) {
      const some = ids.slice(from, from + LOANS_AT_ONCE);
      const books = await booksOfLoans(database, some);
      const events = some.flatMap((id) => eventsOfLoan(books.get(id), day));
      yield { loans: books.size, events };
    }
    if (ids.length < IDS_AT_ONCE) return;
    after = ids.at(-1) ?? after;
  }
}

function eventsOfLoan(book: LoanBook | undefined, day: BusinessDate): NewLoanEvent[] {
  if (!book) return [];
  const { loanId, subjectId } = book;
  return eventsOfDay(book, day).map((event) => ({ loanId, subjectId, origin: 'BOOK', event }));
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
