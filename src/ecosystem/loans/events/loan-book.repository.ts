import { addDays, type BusinessDate, businessDateOf, startOfBusinessDate } from '../../../kernel';
import { fromSqlInstant, marks, type Reader } from '../../../platform/database';
import type { BookPayment, LoanBook } from './loan-book';

type Big = string | number;

interface LoanRow {
  id: Big;
  subject_id: Big;
  loan_no: string;
  issued_on: BusinessDate;
  principal_minor: Big;
}

interface InstalmentRow {
  loan_id: Big;
  number: number;
  due_on: BusinessDate;
  principal_minor: Big;
  interest_minor: Big;
  paid_minor: Big;
  paid_on: BusinessDate | null;
}

const LOAN = 'id, subject_id, loan_no, issued_on, principal_minor';

/** Every loan of this number: sources may use one twice. */
export async function booksOfNumber(reader: Reader, loanNo: string): Promise<LoanBook[]> {
  return booksOf(reader, await reader.rows<LoanRow>(`SELECT ${LOAN} FROM loan WHERE loan_no = ?`, [loanNo]));
}

/** By id of the loan. */
export async function booksOfLoans(
  reader: Reader,
  loanIds: readonly string[],
): Promise<ReadonlyMap<string, LoanBook>> {
  if (loanIds.length === 0) return new Map();
  const rows = await reader.rows<LoanRow>(
    `SELECT ${LOAN} FROM loan WHERE id IN (${marks(loanIds.length)})`,
    loanIds,
  );
  return new Map((await booksOf(reader, rows)).map((book) => [book.loanId, book]));
}

/**
 * Ids of loans to which something may have happened on the day, in order, `most` at a time after `afterId`. Days of payments and
 * terms have no index, which every import would pay for: ask for many at a time.
 */
export async function loansOfDay(
  reader: Reader,
  day: BusinessDate,
  afterId: string,
  most: number,
): Promise<readonly string[]> {
  const rows = await reader.rows<{ id: Big }>(
    `SELECT id FROM loan WHERE id > ? AND (issued_on = ?
        OR id IN (SELECT loan_id FROM loan_payment WHERE paid_at >= ? AND paid_at < ?)
        OR id IN (SELECT loan_id FROM loan_instalment WHERE due_on = ? OR paid_on = ?)
        OR (due_on < ? AND status NOT IN ('SETTLED', 'CANCELLED')))
      ORDER BY id LIMIT ${most}`,
    [
      afterId,
      day,
      startOfBusinessDate(day),
      startOfBusinessDate(addDays(day, 1)),
      addDays(day, -1),
      day,
      day,
    ],
  );
  return rows.map(({ id }) => String(id));
}

/** Where a source lists no payments, what its instalments say to be paid stands for them. */
async function booksOf(reader: Reader, loans: readonly LoanRow[]): Promise<LoanBook[]> {
  if (loans.length === 0) return [];
  const ids = loans.map(({ id }) => String(id));
  const instalments = await reader.rows<InstalmentRow>(
    `SELECT loan_id, number, due_on, principal_minor, interest_minor, paid_minor, paid_on FROM loan_instalment
      WHERE loan_id IN (${marks(ids.length)}) ORDER BY loan_id, number`,
    ids,
  );
  const payments = await reader.rows<{ loan_id: Big; amount_minor: Big; paid_at: string }>(
    `SELECT loan_id, amount_minor, paid_at FROM loan_payment WHERE loan_id IN (${marks(ids.length)})
      ORDER BY paid_at, id`,
    ids,
  );
  const termsOf = byLoan(instalments);
  const paymentsOf = byLoan(payments);
  return loans.map((loan) => {
    const terms = termsOf.get(String(loan.id)) ?? [];
    const paid = (paymentsOf.get(String(loan.id)) ?? []).map(
      (row): BookPayment => ({
        paidOn: businessDateOf(fromSqlInstant(row.paid_at)),
        amountMinor: BigInt(row.amount_minor),
      }),
    );
    return {
      loanId: String(loan.id),
      subjectId: String(loan.subject_id),
      loanNo: loan.loan_no,
      issuedOn: loan.issued_on,
      principalMinor: BigInt(loan.principal_minor),
      instalments: terms.map((row) => ({
        number: row.number,
        dueOn: row.due_on,
        principalMinor: BigInt(row.principal_minor),
        interestMinor: BigInt(row.interest_minor),
      })),
      payments: paid.length > 0 ? paid : terms.flatMap(paymentOf),
    };
  });
}

function byLoan<Row extends { loan_id: Big }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const loans = new Map<string, Row[]>();
  for (const row of rows) {
    const id = String(row.loan_id);
    const known = loans.get(id);
    if (known) known.push(row);
    else loans.set(id, [row]);
  }
  return loans;
}

const paymentOf = ({ paid_on: paidOn, paid_minor: amount }: InstalmentRow): BookPayment[] =>
  paidOn === null || BigInt(amount) <= 0n ? [] : [{ paidOn, amountMinor: BigInt(amount) }];
