import type { Reader, Transaction } from '../../platform/database';
import type { ObjectionState } from './objection.entity';

export interface OpenObjection {
  readonly id: string | number;
  readonly event_id: string | number;
  readonly loan_id: string | number;
  readonly subject_id: string | number;
  readonly state: ObjectionState;
}

const COLUMNS = 'id, event_id, loan_id, subject_id, state';
const locked = ({ dialect }: Transaction): string => (dialect === 'mysql' ? ' FOR UPDATE' : '');

/** By id, locked on MySQL; null when there is none. */
export async function lockedObjection(transaction: Transaction, id: string): Promise<OpenObjection | null> {
  const [row] = await transaction.rows<OpenObjection>(
    `SELECT ${COLUMNS} FROM objection WHERE id = ?${locked(transaction)}`,
    [id],
  );
  return row ?? null;
}

/** Whether an objection to an event of this loan and term is open: the next one waits for its answer. */
export async function hasOpenObjection(reader: Reader, loanId: string, term: number): Promise<boolean> {
  const rows = await reader.rows(
    `SELECT id FROM objection WHERE loan_id = ? AND term = ? AND state = 'OPEN' LIMIT 1`,
    [loanId, term],
  );
  return rows.length > 0;
}

export interface WrittenAnswer {
  readonly state: ObjectionState;
  readonly checked: string;
  readonly answerHash: Buffer;
  readonly answeredBy: string;
  readonly answeredAt: Date;
}

export async function writeAnswer(
  transaction: Transaction,
  id: string,
  answer: WrittenAnswer,
): Promise<void> {
  const { state, checked, answerHash, answeredBy, answeredAt } = answer;
  await transaction.run(
    'UPDATE objection SET state = ?, checked = ?, answer_hash = ?, answered_by = ?, answered_at = ? WHERE id = ?',
    [state, checked, answerHash, answeredBy, answeredAt, id],
  );
}
