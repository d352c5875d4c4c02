import { type AdverseFactKind, type LoanBook, type OriginalLoanEvent, termAccounts } from '../../ecosystem';
import type { BusinessDate } from '../../kernel';
import { isTooOldToTell } from '../records/adverse';

/** An adverse fact as bureaus are told it. */
export type AdverseEvent = Extract<OriginalLoanEvent, { kind: 'ADVERSE' }>;

/** Why something may not be called what it is called: the field, and what is wrong with it. */
export interface FactMisfit {
  readonly field: 'fact' | 'occurredOn' | 'amountFen' | 'definition';
  readonly problem: string;
}

interface Circumstances {
  readonly book: LoanBook;
  /** Whether somebody stood surety (担保) for the borrower on the day. */
  readonly isGuaranteed: boolean;
}

/** Words that judge a borrower. That somebody is dishonest (失信) courts alone say. */
const VERDICT = /失信|老赖|黑名单|dishonest|blacklist/i;

/**
 * What must hold for an adverse fact, whoever vouches for it: the loan book bears it out, it tells no verdict, and it is not
 * too old to be told. Null where all of that does. Pure.
 */
export function misfitOf(
  event: AdverseEvent,
  { today, ...circumstances }: Circumstances & { readonly today: BusinessDate },
): FactMisfit | null {
  const { book } = circumstances;
  const { missing, most, mostIs } = DEFINITIONS[event.fact];
  if (VERDICT.test(event.definition))
    return { field: 'definition', problem: 'must name document and clause, and no verdict on the borrower' };
  if (event.businessDate < book.issuedOn)
    return { field: 'occurredOn', problem: 'lies before the loan was paid out' };
  const problem = missing(event, circumstances);
  if (problem !== null) return { field: 'fact', problem };
  if (event.amountMinor > most(event, book)) return { field: 'amountFen', problem: `is more than ${mostIs}` };
  if (isTooOldToTell(event, book, today))
    return { field: 'occurredOn', problem: 'ended more than five years ago, and must not be told' };
  return null;
}

interface Definition {
  /** What the loan book does not show of it; null where it shows all. */
  readonly missing: (event: AdverseEvent, circumstances: Circumstances) => string | null;
  /** How much it can be of, in fen. */
  readonly most: (event: AdverseEvent, book: LoanBook) => bigint;
  readonly mostIs: string;
}

const DEFINITIONS: Readonly<Record<AdverseFactKind, Definition>> = {
  FRAUD: {
    missing: () => null,
    most: (_event, { principalMinor }) => principalMinor,
    mostIs: 'was lent',
  },
  DEBT_EVASION: {
    missing: ({ standing }) =>
      standing.overdueDays === 0 ? 'the loan book shows no arrears on that day: no debt was evaded' : null,
    // The balance is of principal; what is overdue holds the interest too.
    most: ({ standing }) => standing.balanceMinor + standing.overdueMinor,
    mostIs: 'was owed on that day',
  },
  COMPENSATION: {
    missing: ({ businessDate: day }, { book, isGuaranteed }) => {
      if (!isGuaranteed) return 'nobody stood surety for the borrower on that day';
      if (paidOnDay(book, day) === 0n)
        return 'the loan book shows no payment on that day: nobody paid in his place';
      const wasDue = termAccounts(book, day).some(
        ({ dueOn, settledOn }) => dueOn <= day && (settledOn === null || settledOn >= day),
      );
      return wasDue ? null : 'nothing was due that the borrower had not paid himself';
    },
    most: ({ businessDate }, book) => paidOnDay(book, businessDate),
    mostIs: 'was paid on that day',
  },
};

const paidOnDay = ({ payments }: LoanBook, day: BusinessDate): bigint =>
  payments.reduce((sum, { paidOn, amountMinor }) => (paidOn === day ? sum + amountMinor : sum), 0n);
