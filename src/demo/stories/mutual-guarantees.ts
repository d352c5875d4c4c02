import type { Book } from '../book';
import { addDealer, addGuarantee, addOwner } from '../records/firms';
import { addLoan, issuedBefore, type Loan, onTime, stopsAfter } from '../records/loans';

interface Dealer {
  readonly key: string;
  readonly owner: string;
  /** Yuan. */
  readonly principal: number;
  readonly months: number;
  /** Instalments paid before it stopped. */
  readonly paid?: number;
}

const MUTUAL: readonly Dealer[] = [
  { key: 'mutual-dealer-a', owner: 'mutual-owner-a', principal: 420_000, months: 6 },
  { key: 'mutual-dealer-b', owner: 'mutual-owner-b', principal: 380_000, months: 5 },
];

const JOINT: readonly Dealer[] = [
  { key: 'joint-dealer-a', owner: 'joint-owner-a', principal: 260_000, months: 7 },
  { key: 'joint-dealer-b', owner: 'joint-owner-b', principal: 240_000, months: 7 },
  { key: 'joint-dealer-c', owner: 'joint-owner-c', principal: 300_000, months: 7, paid: 5 },
];

/** Two dealers that guarantee each other (互保), and three of which each guarantees both others (联保). */
export function tellMutualGuarantees(book: Book): void {
  for (const [pattern, dealers] of [
    ['MUTUAL_GUARANTEE', MUTUAL],
    ['JOINT_GUARANTEE', JOINT],
  ] as const) {
    const loans = dealers.map((dealer) => tellDealer(book, dealer));
    for (const guarantor of dealers)
      for (const loan of loans)
        if (loan.borrower !== guarantor.key)
          addGuarantee(book, guarantor.key, loan.borrower, loan.principal, loan.issuedOn, loan.key);
    book.planted.push({ pattern, members: dealers.map(({ key }) => key) });
  }
}

function tellDealer(book: Book, { key, owner, principal, months, paid }: Dealer): Loan {
  addDealer(book, {
    subject: key,
    level: 'SILVER',
    region: '青岛胶州',
    creditLimit: 500_000,
    since: '2019-03-01',
  });
  addOwner(book, owner, key, 100, '2015-04-16');
  return addLoan(book, {
    key: `loan-${key}`,
    borrower: key,
    product: 'WORKING_CAPITAL',
    principal,
    termMonths: 24,
    rate: 0.074,
    issuedOn: issuedBefore(months),
    habit: paid === undefined ? onTime : stopsAfter(paid),
  });
}
