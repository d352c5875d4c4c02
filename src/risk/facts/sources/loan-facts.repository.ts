import { addDays, type BusinessDate } from '../../../kernel';
import { type Database, marks } from '../../../platform/database';
import type { LoaderBinding } from '../../../platform/loaders';
import type { InstalmentRow, LoanRow } from './loan-standing';
import { loanRowsOfSubject } from './own-facts.loaders';
import { type Big, big, bigOrNull, bindByDay, bySubject, grouped } from './rows-by-subject';

/** Of one subject; who has more is no borrower but a mistake of his source, and the newest decide. */
const MOST_LOANS = 200;

/** For a history of 24 months. */
const HISTORY_DAYS = 760;

/** Loans of the lender's own book with their instalments, of many subjects by two statements. */
export class LoanFactsRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [bindByDay(loanRowsOfSubject, (ids, asOf) => this.loans(ids, asOf), 2)];
  }

  async loans(
    ids: readonly string[],
    asOf: BusinessDate,
  ): Promise<Map<string, { loan: LoanRow; instalments: InstalmentRow[] }[]>> {
    const [loans, instalments] = await Promise.all([
      this.database.rows<StoredLoan>(
        `SELECT * FROM (
           SELECT subject_id, id, loan_no, status, currency, outstanding_minor, instalment_minor, issued_on, due_on,
                  overdue_days, ROW_NUMBER() OVER (PARTITION BY subject_id ORDER BY issued_on DESC, id DESC) AS place
             FROM loan WHERE subject_id IN (${marks(ids.length)}) AND issued_on <= ?) newest
          WHERE place <= ${MOST_LOANS} ORDER BY subject_id, place`,
        [...ids, asOf],
      ),
      this.database.rows<StoredInstalment>(
        `SELECT i.loan_id, i.status, i.principal_minor, i.interest_minor, i.paid_minor, i.due_on, i.paid_on
           FROM loan l JOIN loan_instalment i ON i.loan_id = l.id
          WHERE l.subject_id IN (${marks(ids.length)}) AND i.due_on <= ?
            AND (i.due_on >= ? OR i.status <> 'PAID')
          ORDER BY i.loan_id, i.number, i.id`,
        [...ids, asOf, addDays(asOf, -HISTORY_DAYS)],
      ),
    ]);
    const ofLoan = new Map(grouped(instalments, ({ loan_id }) => String(loan_id)));
    return bySubject(loans, (row) => ({
      loan: toLoan(row),
      instalments: (ofLoan.get(String(row.id)) ?? []).map(toInstalment),
    }));
  }
}

interface StoredLoan {
  subject_id: Big;
  id: Big;
  loan_no: string;
  status: LoanRow['status'];
  currency: string;
  outstanding_minor: Big;
  instalment_minor: Big | null;
  issued_on: string;
  due_on: string | null;
  overdue_days: number;
}

const toLoan = (row: StoredLoan): LoanRow => ({
  id: String(row.id),
  loanNo: row.loan_no,
  status: row.status,
  currency: row.currency,
  outstandingMinor: big(row.outstanding_minor),
  instalmentMinor: bigOrNull(row.instalment_minor),
  issuedOn: row.issued_on,
  dueOn: row.due_on,
  overdueDays: row.overdue_days,
});

interface StoredInstalment {
  loan_id: Big;
  status: string;
  principal_minor: Big;
  interest_minor: Big;
  paid_minor: Big;
  due_on: string;
  paid_on: string | null;
}

const toInstalment = (row: StoredInstalment): InstalmentRow => ({
  dueOn: row.due_on,
  dueMinor: big(row.principal_minor) + big(row.interest_minor),
  paidMinor: big(row.paid_minor),
  paidOn: row.paid_on,
  isPaid: row.status === 'PAID',
});
