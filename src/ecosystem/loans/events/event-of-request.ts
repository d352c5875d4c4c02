import { type BusinessDate, isBusinessDate } from '../../../kernel';
import type { LoanEvent, OriginalLoanEvent } from '../loan-event';
import { termEvent } from './derive-events';
import type { LoanBook } from './loan-book';
import type { EventRequest } from './loan-event.commands';
import { whatHappened } from './retelling';
import { standingAt } from './standing';

/** Why an event is refused: the field of the request, and the rule that it breaks. Holds no value. */
export class EventProblem extends Error {
  override readonly name = 'EventProblem';

  constructor(
    readonly field: string,
    readonly rule: string,
  ) {
    super(`${field}: ${rule}`);
  }
}

const WHOLE_LOAN = ['APPLY', 'ISSUE', 'CANCEL'];
/** Told by their own mutations, which ask for more than an event holds. */
const OWN_WAY = ['DISPUTE', 'ANSWER', 'ADVERSE'];
const MOST_MONTHS = 600;

/** What needs nothing but the request itself. Pure. @throws EventProblem */
export function checkRequest(request: EventRequest, today: BusinessDate): void {
  const { loanNo, kind, businessDate } = request;
  const term = request.term ?? 0;
  if (!/^[\x21-\x7e]{1,64}$/.test(loanNo))
    throw new EventProblem('loanNo', 'must be 1 to 64 printable ASCII characters without blanks');
  if (!isBusinessDate(businessDate)) throw new EventProblem('businessDate', 'must be a day that exists');
  if (businessDate > today) throw new EventProblem('businessDate', 'must not lie in the future');
  if (OWN_WAY.includes(kind))
    throw new EventProblem('kind', 'is told by a mutation of its own: see the description of the kind');
  if (WHOLE_LOAN.includes(kind) && term !== 0)
    throw new EventProblem('term', 'must be 0: the event is of the loan as a whole');
  if (!Number.isInteger(term) || term < 0) throw new EventProblem('term', 'must be a whole number from 0');
  if (!WHOLE_LOAN.includes(kind) && kind !== 'CORRECT' && term < 1)
    throw new EventProblem('term', 'must be the number of a term, from 1');
  const needs = { APPLY: 'application', EXTEND: 'extension', CORRECT: 'corrects' } as const;
  for (const [of, field] of Object.entries(needs)) {
    const isGiven = request[field] !== undefined && request[field] !== null;
    if (of === kind && !isGiven) throw new EventProblem(field, `must be given for ${kind}`);
    if (of !== kind && isGiven) throw new EventProblem(field, `belongs to ${of} only`);
  }
  checkParts(request);
}

function checkParts({ application, extension, corrects, businessDate }: EventRequest): void {
  if (application) {
    if (!/^[\x21-\x7e]{1,40}$/.test(application.applicationNo))
      throw new EventProblem('application.applicationNo', 'must be 1 to 40 printable ASCII characters');
    checkAmount('application.amountFen', application.amountFen);
    checkMonths('application.months', application.months);
  }
  if (extension) {
    for (const field of ['previousDueOn', 'dueOn'] as const)
      if (!isBusinessDate(extension[field]))
        throw new EventProblem(`extension.${field}`, 'must be a day that exists');
    if (extension.dueOn <= extension.previousDueOn)
      throw new EventProblem('extension.dueOn', 'must lie after previousDueOn');
    checkAmount('extension.amountFen', extension.amountFen);
    checkMonths('extension.months', extension.months);
  }
  if (corrects) {
    if (['CORRECT', 'DISPUTE', 'ANSWER'].includes(corrects.kind))
      throw new EventProblem('corrects.kind', 'must be an original event: correct that one again');
    if (corrects.kind === 'ADVERSE' && !corrects.nothingHappened)
      throw new EventProblem('corrects.nothingHappened', 'must be true: an adverse fact is taken back whole');
    if (!isBusinessDate(corrects.businessDate) || corrects.businessDate > businessDate)
      throw new EventProblem('corrects.businessDate', 'must be a day not after the correction');
  }
}

function checkAmount(field: string, text: string): void {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new EventProblem(field, 'must be a whole number of fen above 0');
}

function checkMonths(field: string, months: number): void {
  if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS)
    throw new EventProblem(field, `must be 1 to ${MOST_MONTHS}`);
}

/**
 * The event, with its amounts from the loan book. Pure. Call `checkRequest` first.
 * @param told the event that a correction is of
 * @throws EventProblem where the book does not bear the event out
 */
export function eventOfRequest(
  request: EventRequest,
  book: LoanBook,
  told: OriginalLoanEvent | null,
): LoanEvent {
  const { loanNo, businessDate } = request;
  const term = request.term ?? 0;
  const key = { loanNo, term, businessDate };
  if (request.kind !== 'APPLY' && businessDate < book.issuedOn)
    throw new EventProblem('businessDate', 'lies before the loan was paid out');
  switch (request.kind) {
    case 'APPLY': {
      const { applicationNo, amountFen, months, state } = given(request.application);
      return { ...key, kind: 'APPLY', applicationNo, amountMinor: BigInt(amountFen), months, state };
    }
    case 'ISSUE':
      if (businessDate !== book.issuedOn)
        throw new EventProblem('businessDate', 'is not the day of payout in the loan book');
      return { ...key, kind: 'ISSUE' };
    case 'CANCEL':
      return { ...key, kind: 'CANCEL' };
    case 'EXTEND': {
      checkTerm(book, term);
      const { previousDueOn, dueOn, months, amountFen } = given(request.extension);
      const standing = standingAt(book, businessDate);
      return {
        ...key,
        kind: 'EXTEND',
        previousDueOn,
        dueOn,
        months,
        amountMinor: BigInt(amountFen),
        standing,
      };
    }
    case 'CORRECT':
      return correction(request, book, told);
    case 'DISPUTE':
    case 'ANSWER':
    case 'ADVERSE':
      throw new TypeError('checkRequest comes first');
    default: {
      checkTerm(book, term);
      const found = termEvent(book, term, businessDate);
      if (found?.kind !== request.kind)
        throw new EventProblem('kind', 'the loan book shows no such event of this term on this day');
      return found;
    }
  }
}

function correction(request: EventRequest, book: LoanBook, told: OriginalLoanEvent | null): LoanEvent {
  const { loanNo, businessDate } = request;
  const term = request.term ?? 0;
  if (!told) throw new EventProblem('corrects', 'no such event was told');
  const instead = given(request.corrects).nothingHappened ? null : whatHappened(told, book);
  return { loanNo, term, businessDate, kind: 'CORRECT', told, instead };
}

function checkTerm({ instalments }: LoanBook, term: number): void {
  if (!instalments.some(({ number }) => number === term))
    throw new EventProblem('term', 'is not a term of this loan in the loan book');
}

function given<T>(part: T | null | undefined): T {
  if (part === null || part === undefined) throw new TypeError('checkRequest comes first');
  return part;
}
