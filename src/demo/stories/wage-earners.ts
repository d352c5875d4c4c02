import type { BusinessDate } from '../../kernel';
import { yuan } from '../amounts';
import type { Book } from '../book';
import { addMonths, hasCome } from '../business-date';
import { member } from '../cast';
import {
  accountKeyOf,
  addAccount,
  addStandingOrder,
  type Booking,
  type Household,
  householdBookings,
  landlordOf,
  loanBookings,
  otherAccount,
} from '../records/accounts';
import { addLoan, type Habit, issuedBefore, type Loan } from '../records/loans';
import { addOwnPhone, addRelation } from '../records/subjects';

/** A year of bookings, and one month more than the longest habit that a lender looks for. */
const MONTHS = 13;
const FROM: BusinessDate = '2025-06-01';

interface Earner {
  readonly holder: string;
  readonly openedOn: BusinessDate;
  /** Yuan. */
  readonly opening: number;
  readonly income: number;
  readonly rent: number;
  readonly living: number;
  readonly loan?: {
    readonly principal: number;
    readonly months: number;
    readonly opened: number;
    readonly habit?: Habit;
  };
  readonly more?: readonly Booking[];
}

/**
 * People who live on wages, each with an account and at most one loan. The loans are among those that the bureau's
 * report names for the same person: same amount, same months, same day of opening.
 */
const EARNERS: readonly Earner[] = [
  {
    holder: 'clean-person',
    openedOn: '2019-04-02',
    opening: 42_000,
    income: 11_800,
    rent: 2_600,
    living: 3_600,
    loan: { principal: 12_000, months: 12, opened: 20 },
  },
  {
    holder: 'multi-platform',
    openedOn: '2023-08-15',
    opening: 3_100,
    income: 8_200,
    rent: 2_200,
    living: 4_600,
    loan: { principal: 10_000, months: 6, opened: 3 },
    more: toLenders('multi-platform', [
      { from: '2026-02-18', amount: 1_787 },
      { from: '2026-03-18', amount: 1_340 },
      { from: '2026-05-18', amount: 1_608 },
    ]),
  },
  {
    holder: 'over-indebted',
    openedOn: '2018-11-20',
    opening: 52_000,
    income: 14_500,
    rent: 1_800,
    living: 3_200,
    loan: { principal: 150_000, months: 24, opened: 3 },
    more: [
      ...toLenders('over-indebted', [
        { from: '2025-06-18', amount: 6_913 },
        { from: '2025-11-18', amount: 10_133 },
        { from: '2026-01-18', amount: 9_533 },
      ]),
      {
        on: '2026-03-20',
        amount: yuan(-74_000),
        kind: 'TRANSFER_OUT',
        purpose: 'DEBT_REFINANCING',
        counterparty: otherAccount('CMB', 9_005),
      },
    ],
  },
  { holder: 'no-record', openedOn: '2025-03-03', opening: 2_400, income: 6_100, rent: 1_500, living: 2_900 },
  {
    holder: 'bureau-error',
    openedOn: '2021-05-11',
    opening: 18_000,
    income: 9_700,
    rent: 2_400,
    living: 3_900,
  },
  {
    holder: 'no-consent',
    openedOn: '2022-10-09',
    opening: 9_400,
    income: 8_800,
    rent: 2_100,
    living: 3_300,
    loan: { principal: 15_000, months: 12, opened: 4 },
  },
  {
    holder: 'consent-expired',
    openedOn: '2020-02-24',
    opening: 14_200,
    income: 10_300,
    rent: 2_500,
    living: 3_800,
    loan: { principal: 24_000, months: 24, opened: 11 },
  },
  {
    holder: 'consent-revoked',
    openedOn: '2021-12-06',
    opening: 21_500,
    income: 9_900,
    rent: 2_300,
    living: 3_700,
    loan: { principal: 18_000, months: 12, opened: 18 },
  },
  {
    holder: 'shared-mobile-a',
    openedOn: '2017-06-17',
    opening: 30_300,
    income: 12_400,
    rent: 2_800,
    living: 4_600,
    loan: { principal: 36_000, months: 24, opened: 9 },
  },
  {
    holder: 'shared-mobile-b',
    openedOn: '2019-09-27',
    opening: 12_700,
    income: 7_900,
    rent: 1_900,
    living: 3_100,
    loan: { principal: 10_000, months: 12, opened: 15 },
  },
  {
    holder: 'past-overdue',
    openedOn: '2018-01-30',
    opening: 5_200,
    income: 8_600,
    rent: 2_100,
    living: 3_500,
    loan: { principal: 60_000, months: 36, opened: 20, habit: lateLastAutumn },
  },
  {
    holder: 'slow-bureau',
    openedOn: '2024-04-22',
    opening: 7_800,
    income: 9_200,
    rent: 2_200,
    living: 3_600,
    loan: { principal: 20_000, months: 12, opened: 6 },
  },
];

export function tellWageEarners(book: Book): void {
  for (const earner of EARNERS) tellEarner(book, earner);
  const evidence = 'emergency contact of the loan';
  addRelation(book, 'shared-mobile-a', 'FAMILY', 'shared-mobile-b', { evidence });
  addRelation(book, 'shared-mobile-b', 'FAMILY', 'shared-mobile-a', { evidence });
}

function tellEarner(book: Book, { holder, openedOn, opening, loan, more = [], ...life }: Earner): void {
  const household: Household = { holder, ...life, months: MONTHS };
  const borrowed = loan && addEarnersLoan(book, holder, loan);
  addAccount(book, {
    holder,
    openedOn,
    opening: yuan(opening),
    bookings: [...householdBookings(household), ...(borrowed ? loanBookings(borrowed, FROM) : []), ...more],
  });
  addStandingOrder(book, {
    holder,
    amount: yuan(life.rent),
    purpose: 'RENT',
    to: landlordOf(holder),
  });
  addOwnPhone(book, holder, openedOn, '2026-06-29');
}

function addEarnersLoan(book: Book, holder: string, loan: NonNullable<Earner['loan']>): Loan {
  return addLoan(book, {
    key: `loan-${holder}`,
    borrower: holder,
    account: accountKeyOf(holder),
    product: 'CONSUMER',
    principal: loan.principal,
    termMonths: loan.months,
    rate: 0.098,
    issuedOn: issuedBefore(loan.opened),
    habit: loan.habit,
  });
}

/** Missed September and October of last year, paid both in November, and on time since. */
function lateLastAutumn(_number: number, dueOn: BusinessDate): BusinessDate {
  if (dueOn === '2025-09-18') return '2025-11-05';
  if (dueOn === '2025-10-18') return '2025-11-06';
  return dueOn;
}

interface Repayments {
  /** Of the first one, in yuan a month. */
  readonly from: BusinessDate;
  readonly amount: number;
}

/** Monthly repayments to lenders outside. */
function toLenders(holder: string, lenders: readonly Repayments[]): Booking[] {
  return lenders.flatMap(({ from, amount }, index) => {
    const counterparty = otherAccount('CMB', 9_100 + member(holder).number * 10 + index);
    const bookings: Booking[] = [];
    for (let month = 0; hasCome(addMonths(from, month)); month += 1) {
      bookings.push({
        on: addMonths(from, month),
        amount: yuan(-amount),
        kind: 'TRANSFER_OUT',
        purpose: 'LOAN_ELSEWHERE',
        counterparty,
      });
    }
    return bookings;
  });
}
