import type { Reader, Transaction } from '../../platform/database';
import { type ContributionRow, ROW } from '../outbox/contribution.rows';

/** The loans of a number: sources may use one twice. */
export async function loansOfNumber(
  reader: Reader,
  loanNo: string,
): Promise<readonly { readonly loanId: string; readonly subjectId: string }[]> {
  const rows = await reader.rows<{ id: string | number; subject_id: string | number }>(
    'SELECT id, subject_id FROM loan WHERE loan_no = ?',
    [loanNo],
  );
  return rows.map((row) => ({ loanId: String(row.id), subjectId: String(row.subject_id) }));
}

/** Records of a loan that wait for a notice. Locked on MySQL. */
export const waitingForNotice = (transaction: Transaction, loanId: string): Promise<ContributionRow[]> =>
  transaction.rows<ContributionRow>(
    `SELECT ${ROW} FROM contribution WHERE loan_id = ? AND state = 'BLOCKED_NOTICE'${
      transaction.dialect === 'mysql' ? ' FOR UPDATE' : ''
    }`,
    [loanId],
  );
