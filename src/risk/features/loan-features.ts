import type { BusinessDate } from '../../kernel';
import { type AccountFeatures, AccountHistory } from './account-history';
import type { LedgerBeforeRepository } from './ledger-before.repository';

/** A loan that is paid from an account. */
export interface LoanOnAccount {
  readonly loanNo: string;
  readonly accountId: string;
  readonly currency: string;
  readonly principalMinor: bigint;
  /** Regular payment; null where the loan has none. */
  readonly instalmentMinor: bigint | null;
  readonly termMonths: number;
  readonly issuedOn: BusinessDate;
  readonly status: string;
}

/** A loan and what its account showed on the eve of the day that it was paid out. */
export interface LoanWithFeatures {
  readonly loan: LoanOnAccount;
  /** Null where nothing had been booked before. */
  readonly features: AccountFeatures | null;
}

/** Builds the features of loans from the ledger, one account after another; in the order of the loans. */
export async function* featuresOfLoans(
  ledger: Pick<LedgerBeforeRepository, 'bookings'>,
  loans: readonly LoanOnAccount[],
): AsyncGenerator<LoanWithFeatures> {
  const asked = loans.map(({ accountId, issuedOn }) => ({ accountId, before: issuedOn }));
  let at = 0;
  let history: AccountHistory | null = null;
  const finished = (): LoanWithFeatures => {
    const features = history?.features() ?? null;
    history = null;
    return { loan: loans[at++]!, features };
  };
  for await (const { place, booking } of ledger.bookings(asked)) {
    while (at < place) yield finished();
    history ??= new AccountHistory(loans[at]!.currency, loans[at]!.issuedOn);
    history.add(booking);
  }
  while (at < loans.length) yield finished();
}
