import type { BusinessDate } from '../../../kernel';

/** A loan with its schedule and what was paid, as the lender's own book has it. Amounts are fen. */
export interface LoanBook {
  readonly loanId: string;
  readonly subjectId: string;
  readonly loanNo: string;
  readonly issuedOn: BusinessDate;
  readonly principalMinor: bigint;
  /** By number, from 1. Empty where the source has no schedule: then nothing is known of terms. */
  readonly instalments: readonly BookInstalment[];
  /** In any order. */
  readonly payments: readonly BookPayment[];
}

export interface BookInstalment {
  readonly number: number;
  readonly dueOn: BusinessDate;
  readonly principalMinor: bigint;
  readonly interestMinor: bigint;
}

export interface BookPayment {
  readonly paidOn: BusinessDate;
  readonly amountMinor: bigint;
}

/** An instalment and the payments that went to it. */
export interface TermAccount extends BookInstalment {
  readonly plannedMinor: bigint;
  readonly pieces: readonly BookPayment[];
  /** Day on which it was paid in full; null while it is not. */
  readonly settledOn: BusinessDate | null;
}

/** Payments up to the end of a day, given to the oldest unpaid instalment first. Pure. */
export function termAccounts(book: LoanBook, until: BusinessDate): TermAccount[] {
  const payments = book.payments
    .filter(({ paidOn, amountMinor }) => paidOn <= until && amountMinor > 0n)
    .map((payment) => ({ ...payment }))
    .sort((a, b) => (a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : 0));
  let next = 0;
  return book.instalments.map((instalment) => {
    const plannedMinor = instalment.principalMinor + instalment.interestMinor;
    const pieces: BookPayment[] = [];
    let missing = plannedMinor;
    for (let payment = payments[next]; payment && missing > 0n; payment = payments[next]) {
      const amountMinor = payment.amountMinor < missing ? payment.amountMinor : missing;
      pieces.push({ paidOn: payment.paidOn, amountMinor });
      missing -= amountMinor;
      payment.amountMinor -= amountMinor;
      if (payment.amountMinor === 0n) next += 1;
    }
    const settledOn = missing === 0n ? (pieces.at(-1)?.paidOn ?? instalment.dueOn) : null;
    return { ...instalment, plannedMinor, pieces, settledOn };
  });
}

export const paidOf = ({ pieces }: TermAccount): bigint =>
  pieces.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

export const paidOn = ({ pieces }: TermAccount, day: BusinessDate): bigint =>
  pieces.reduce((sum, piece) => (piece.paidOn === day ? sum + piece.amountMinor : sum), 0n);

/** Due before the day, and not paid in full by its end. */
export const isOverdueAt = ({ dueOn, settledOn }: TermAccount, day: BusinessDate): boolean =>
  dueOn < day && (settledOn === null || settledOn > day);
