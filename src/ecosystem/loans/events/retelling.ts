import type { Reader } from '../../../platform/database';
import { isOriginal, type LoanEvent, type OriginalLoanEvent } from '../loan-event';
import { termEvent } from './derive-events';
import type { LoanBook } from './loan-book';
import { booksOfLoans } from './loan-book.repository';
import { correctionsOf, type RecordedLoanEvent } from './loan-event.repository';
import { standingAt } from './standing';

/** What the book says now of the same term and day; null where it shows nothing of the kind. Pure. */
export function whatHappened(told: OriginalLoanEvent, book: LoanBook): OriginalLoanEvent | null {
  switch (told.kind) {
    case 'REPAY':
    case 'OVERDUE':
    case 'SETTLE':
      return termEvent(book, told.term, told.businessDate);
    case 'ISSUE':
      return book.issuedOn === told.businessDate ? told : null;
    case 'EXTEND':
    case 'ADVERSE':
      return { ...told, standing: standingAt(book, told.businessDate) };
    default:
      return told;
  }
}

/**
 * An event with its amounts as the loan book has them now, for a record that no bureau has yet; null where the book bears
 * it out no more.
 */
export async function eventAnew(
  reader: Reader,
  { event, loanId }: RecordedLoanEvent,
): Promise<LoanEvent | null> {
  if (!isOriginal(event) && event.kind !== 'CORRECT') return event;
  const book = (await booksOfLoans(reader, [loanId])).get(loanId);
  if (!book) return null;
  if (event.kind === 'CORRECT')
    return { ...event, instead: event.instead === null ? null : whatHappened(event.told, book) };
  const now = whatHappened(event, book);
  return now?.kind === event.kind ? now : null;
}

export interface Telling {
  /** What it was corrected to last, or itself; null where it was taken back. */
  readonly stands: OriginalLoanEvent | null;
  /** Id of the last correction; null where there is none. */
  readonly correctedBy: string | null;
}

/** What stands of an event that was told. */
export async function tellingNow(reader: Reader, told: OriginalLoanEvent): Promise<Telling> {
  const corrections = await correctionsOf(reader, told);
  const last = corrections.findLast(
    ({ event: { told: of } }) => of.kind === told.kind && of.businessDate === told.businessDate,
  );
  return last ? { stands: last.event.instead, correctedBy: last.id } : { stands: told, correctedBy: null };
}
