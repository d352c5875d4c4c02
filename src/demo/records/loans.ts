import { addDays, type BusinessDate, daysBetween } from '../../kernel';
import { decimal, type Fen, total, yuan } from '../amounts';
import type { Book } from '../book';
import { addMonths, DEMO_BUSINESS_DATE, hasCome, instantAt } from '../business-date';

/** When an instalment was paid in full, however late, or null for not yet. Days that have not come count as not yet. */
export type Habit = (number: number, dueOn: BusinessDate) => BusinessDate | null;

export const onTime: Habit = (_number, dueOn) => dueOn;

/** Pays the first instalments when they are due, and then no more. */
export const stopsAfter =
  (paid: number): Habit =>
  (number, dueOn) =>
    number <= paid ? dueOn : null;

/** Days past due from which a loan counts as defaulted (次级). */
const DEFAULT_DAYS = 90;

export interface LoanSketch {
  /** Also the number of the loan. */
  readonly key: string;
  readonly borrower: string;
  readonly account?: string;
  readonly product: 'CONSUMER' | 'WORKING_CAPITAL' | 'RECEIVABLE' | 'INVENTORY';
  /** Whole yuan. */
  readonly principal: number;
  readonly termMonths: number;
  /** Of the year, such as 0.085. */
  readonly rate: number;
  readonly issuedOn: BusinessDate;
  /** On time without. */
  readonly habit?: Habit;
}

export interface Instalment {
  readonly number: number;
  readonly dueOn: BusinessDate;
  readonly principal: Fen;
  readonly interest: Fen;
  /** Null while unpaid. */
  readonly paidOn: BusinessDate | null;
}

export interface Loan extends LoanSketch {
  readonly instalment: Fen;
  readonly instalments: readonly Instalment[];
}

/** Level instalments (等额本息), rounded to the fen; the last one takes what rounding left over. */
export function loanOf(sketch: LoanSketch): Loan {
  const { termMonths, rate, habit = onTime, issuedOn } = sketch;
  const principal = yuan(sketch.principal);
  const monthly = rate / 12;
  let growth = 1;
  for (let month = 0; month < termMonths; month += 1) growth *= 1 + monthly;
  const instalment = Math.round((principal * monthly * growth) / (growth - 1));
  const instalments: Instalment[] = [];
  let outstanding = principal;
  for (let number = 1; number <= termMonths; number += 1) {
    const interest = Math.round(outstanding * monthly);
    const part = number === termMonths ? outstanding : instalment - interest;
    outstanding -= part;
    const dueOn = addMonths(issuedOn, number);
    const paidOn = habit(number, dueOn);
    instalments.push({
      number,
      dueOn,
      principal: part,
      interest,
      paidOn: paidOn && hasCome(paidOn) ? paidOn : null,
    });
  }
  return { ...sketch, instalment, instalments };
}

/** Days since the oldest unpaid instalment fell due; 0 when none is behind. */
export function overdueDaysOf({ instalments }: Loan): number {
  const oldest = instalments.find(({ paidOn }) => paidOn === null);
  return oldest ? Math.max(0, daysBetween(oldest.dueOn, DEMO_BUSINESS_DATE)) : 0;
}

export const outstandingOf = ({ instalments }: Loan): Fen =>
  total(instalments.filter(({ paidOn }) => paidOn === null).map(({ principal }) => principal));

function statusOf(loan: Loan): string {
  if (outstandingOf(loan) === 0) return 'SETTLED';
  const days = overdueDaysOf(loan);
  if (days === 0) return 'CURRENT';
  return days > DEFAULT_DAYS ? 'DEFAULTED' : 'OVERDUE';
}

/** Writes a loan with its plan and with what was paid on it, and gives it back for those who book the payments. */
export function addLoan(book: Book, sketch: LoanSketch): Loan {
  const loan = loanOf(sketch);
  book.add('loan', loan.key, {
    subject: loan.borrower,
    account: loan.account ?? null,
    loanNo: loan.key.toUpperCase(),
    product: loan.product,
    status: statusOf(loan),
    principal: decimal(yuan(loan.principal)),
    outstanding: decimal(outstandingOf(loan)),
    currency: 'CNY',
    annualRate: String(loan.rate),
    instalment: decimal(loan.instalment),
    termMonths: String(loan.termMonths),
    issuedOn: loan.issuedOn,
    dueOn: addMonths(loan.issuedOn, loan.termMonths),
    overdueDays: String(overdueDaysOf(loan)),
  });
  for (const instalment of loan.instalments) addInstalment(book, loan, instalment);
  return loan;
}

function addInstalment(
  book: Book,
  loan: Loan,
  { number, dueOn, principal, interest, paidOn }: Instalment,
): void {
  const key = `${loan.key}/${number}`;
  const late = dueOn < DEMO_BUSINESS_DATE;
  book.add('loan_instalment', key, {
    loan: loan.key,
    number: String(number),
    status: paidOn ? 'PAID' : late ? 'OVERDUE' : 'DUE',
    principal: decimal(principal),
    interest: decimal(interest),
    paid: decimal(paidOn ? principal + interest : 0),
    currency: 'CNY',
    dueOn: dueOn,
    paidOn: paidOn,
  });
  if (!paidOn) return;
  book.add('loan_payment', key, {
    loan: loan.key,
    amount: decimal(principal + interest),
    currency: 'CNY',
    paidAt: instantAt(paidOn, '10:00'),
    channel: loan.account ? 'DIRECT_DEBIT' : 'TRANSFER',
  });
}

/** The day of issue of a loan that last fell due `sinceDue` days ago, for the `months`-th time. */
export const issuedBefore = (months: number, sinceDue = 12): BusinessDate =>
  addMonths(addDays(DEMO_BUSINESS_DATE, -sinceDue), -months);
