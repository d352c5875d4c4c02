import { minus, ONE, over, plus, power, type Ratio, ratio, times, whole } from './ratio';

/**
 * How a loan is repaid, each month: equal instalments (等额本息), equal principal (等额本金), or interest alone and
 * the principal with the last one (到期还本, bullet).
 */
export const REPAYMENT_METHODS = ['EQUAL_INSTALMENT', 'EQUAL_PRINCIPAL', 'BULLET'] as const;
export type RepaymentMethod = (typeof REPAYMENT_METHODS)[number];

/** What is due at the end of a month. Minor units. */
export interface Instalment {
  /** 1 for the month after the loan is paid out. */
  readonly number: number;
  readonly principalMinor: bigint;
  readonly interestMinor: bigint;
  /** What is still owed afterwards. */
  readonly balanceMinor: bigint;
}

export interface LoanTerms {
  readonly principalMinor: bigint;
  readonly termMonths: number;
  /** Nominal, a year: a twelfth of it is due each month on what is owed. */
  readonly yearlyRate: Ratio;
  readonly method: RepaymentMethod;
}

/** Longest term that is priced: thirty years. */
export const LONGEST_TERM = 360;

export const monthly = (yearly: Ratio): Ratio => ratio(yearly.n, yearly.d * 12n);

/** One instalment in equal ones, exactly: P i / (1 - (1 + i)^-n). */
function equalInstalment(principalMinor: bigint, monthlyRate: Ratio, termMonths: number): Ratio {
  if (monthlyRate.n === 0n) return ratio(principalMinor, BigInt(termMonths));
  const discount = minus(ONE, over(ONE, power(plus(ONE, monthlyRate), termMonths)));
  return over(times(ratio(principalMinor), monthlyRate), discount);
}

/**
 * The instalments of a loan, exact to the minor unit: interest is rounded half up each month, and the last instalment
 * takes what the rounding left, so that the principal parts add up to the loan.
 * @throws RangeError for a principal, term or rate that no loan has
 */
export function scheduleOf({ principalMinor, termMonths, yearlyRate, method }: LoanTerms): Instalment[] {
  if (principalMinor <= 0n) throw new RangeError('the principal must be above zero');
  if (!(Number.isInteger(termMonths) && termMonths >= 1 && termMonths <= LONGEST_TERM))
    throw new RangeError(`the term must be 1 to ${LONGEST_TERM} months`);
  if (yearlyRate.n < 0n) throw new RangeError('the rate must not be below zero');
  const rate = monthly(yearlyRate);
  const part = partOf(method, principalMinor, rate, termMonths);
  const instalments: Instalment[] = [];
  let balance = principalMinor;
  for (let number = 1; number <= termMonths; number += 1) {
    const interestMinor = whole(times(ratio(balance), rate), 'HALF_UP');
    const wanted = number === termMonths ? balance : part(interestMinor);
    const principalPart = wanted > balance ? balance : wanted;
    balance -= principalPart;
    instalments.push({ number, principalMinor: principalPart, interestMinor, balanceMinor: balance });
  }
  return instalments;
}

/** Of an instalment that is not the last, the principal in it, beside its interest. */
function partOf(
  method: RepaymentMethod,
  principalMinor: bigint,
  rate: Ratio,
  termMonths: number,
): (interestMinor: bigint) => bigint {
  if (method === 'BULLET') return () => 0n;
  if (method === 'EQUAL_PRINCIPAL') {
    const part = whole(ratio(principalMinor, BigInt(termMonths)), 'HALF_UP');
    return () => part;
  }
  const instalment = whole(equalInstalment(principalMinor, rate, termMonths), 'HALF_UP');
  return (interestMinor) => instalment - interestMinor;
}
