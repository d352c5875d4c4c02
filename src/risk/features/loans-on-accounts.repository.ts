import type { Reader } from '../../platform/database';
import type { LoanOnAccount } from './loan-features';

type Big = string | number;

interface Row {
  subject_id: Big;
  id: Big;
  loan_no: string;
  account_id: Big;
  currency: string;
  principal_minor: Big;
  instalment_minor: Big | null;
  term_months: number;
  issued_on: string;
  status: string;
}

const LOANS_OF_STATEMENT = 1_000;

/** All loans that name the account which they are paid from, cancelled ones left out, some at a time. */
export class LoansOnAccountsRepository {
  constructor(private readonly database: Reader) {}

  async *loans(): AsyncGenerator<readonly LoanOnAccount[]> {
    let last: Pick<Row, 'subject_id' | 'id'> = { subject_id: 0, id: 0 };
    for (;;) {
      const rows: Row[] = await this.database.rows<Row>(
        `SELECT subject_id, id, loan_no, account_id, currency, principal_minor, instalment_minor, term_months, issued_on,
                status
           FROM loan
          WHERE (subject_id > ? OR (subject_id = ? AND id > ?)) AND account_id IS NOT NULL AND status <> 'CANCELLED'
          ORDER BY subject_id, id LIMIT ${LOANS_OF_STATEMENT}`,
        [String(last.subject_id), String(last.subject_id), String(last.id)],
      );
      if (rows.length > 0) yield rows.map(toLoan);
      if (rows.length < LOANS_OF_STATEMENT) return;
      last = rows.at(-1)!;
    }
  }
}

const toLoan = (row: Row): LoanOnAccount => ({
  loanNo: row.loan_no,
  accountId: String(row.account_id),
  currency: row.currency,
  principalMinor: BigInt(row.principal_minor),
  instalmentMinor: row.instalment_minor === null ? null : BigInt(row.instalment_minor),
  termMonths: row.term_months,
  issuedOn: row.issued_on,
  status: row.status,
});
