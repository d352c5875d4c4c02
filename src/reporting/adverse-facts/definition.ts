import { type AdverseFactKind, type LoanBook, type OriginalLoanEvent, termAccounts } from '../../ecosystem';
import type { BusinessDate } from '../../kernel';
import { isTooOldToTell } from '../records/adverse';

/** An adverse fact as bureaus are told it. */
export type AdverseEvent = Extract<OriginalLoanEvent, { kind: 'ADVERSE' }>;

/** Why something may not be called what it is called: the field, and what is wrong with it. */
interface FactMisfit {
  readonly field: 'fact' | 'occurredOn' | 'amountFen' | 'definition';
  readonly problem: string;
}

/** Words that judge a borrower. That somebody is dishonest (失信) courts alone say. */
const VERDICT = /失信|老赖|黑名单|dishonest|blacklist/i;

/**
 * What must hold for an adverse fact, whoever vouches for it: the loan book bears it out, it tells no verdict, and it is not
 * too old to be told. Null where all of that does. Pure.
 * @param isGuaranteed whether somebody stood surety (担保) for the borrower on the day
 */
export function misfitOf(
  event: AdverseEvent,
  { book, isGuaranteed, today }: { book: LoanBook; isGuaranteed: boolean; today: BusinessDate },
): FactMisfit | null {
  const { businessDate: day, fact, amountMinor, definition } = event;
  if (VERDICT.test(definition))
    return { field: 'definition', problem: 'must name document and clause, and no verdict on the borrower' };
  if (day < book.issuedOn) return { field: 'occurredOn', problem: 'lies before the loan was paid out' };
  const missing = EVIDENCE_OF_BOOK[fact](event, book, isGuaranteed);
  if (missing !== null) return { field: 'fact', problem: missing };
  if (amountMinor > MOST[fact](event, book))
    return { field: 'amountFen', problem: `is more than ${AT_MOST[fact]}` };
  if (isTooOldToTell(event, book, today))
    return { field: 'occurredOn', problem: 'it ended more than five years ago, and must not be told' };
  return null;
}

type OfFact<Value> = Readonly<Record<AdverseFactKind, Value>>;

/** What the loan book itself must show, or what of it is missing. */
const EVIDENCE_OF_BOOK: OfFact<
  (event: AdverseEvent, book: LoanBook, isGuaranteed: boolean) => string | null
> = {
  FRAUD: () => null,
  DEBT_EVASION: ({ standing }) =>
    standing.overdueDays === 0 ? 'the loan book shows no arrears on that day: no debt was evaded' : null,
  COMPENSATION: ({ businessDate: day }, book, isGuaranteed) => {
    if (!isGuaranteed) return 'nobody stood surety for the borrower on that day';
    if (paidOnDay(book, day) === 0n)
      return 'the loan book shows no payment on that day: nobody paid in his place';
    const wasDue = termAccounts(book, day).some(
      ({ dueOn, settledOn }) => dueOn <= day && (settledOn === null || settledOn >= day),
    );
    return wasDue ? null : 'nothing was due that the borrower had not paid himself';
  },
};

const AT_MOST: OfFact<string> = {
  FRAUD: 'was lent',
  DEBT_EVASION: 'was owed on that day',
  COMPENSATION: 'was paid on that day',
};

const MOST: OfFact<(event: AdverseEvent, book: LoanBook) => bigint> = {
  FRAUD: (_event, { principalMinor }) => principalMinor,
  // The balance is of principal; what is overdue holds the interest too.
  DEBT_EVASION: ({ standing }) => standing.balanceMinor + standing.overdueMinor,
  COMPENSATION: ({ businessDate }, book) => paidOnDay(book, businessDate),
};

const paidOnDay = ({ payments }: LoanBook, day: BusinessDate): bigint =>
  payments.reduce((sum, { paidOn, amountMinor }) => (paidOn === day ? sum + amountMinor : sum), 0n);
