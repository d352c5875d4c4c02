import type { AdverseFactKind } from '../../ecosystem';
import type { Reader, Transaction } from '../../platform/database';
import type { AdverseFactState } from './adverse-fact.entity';
import type { FactContent } from './content-hash';

type Big = string | number;

export interface FactRow {
  id: Big;
  loan_id: Big;
  subject_id: Big;
  loan_no: string;
  fact: AdverseFactKind;
  occurred_on: string;
  amount_minor: Big;
  definition: string;
  evidence_hash: Buffer;
  state: AdverseFactState;
  proposed_by: string;
  approved_hash: Buffer | null;
}

export const FACT_COLUMNS = `id, loan_id, subject_id, loan_no, fact, occurred_on, amount_minor, definition, evidence_hash, state,
  proposed_by, approved_hash`;

export const contentOf = (row: FactRow): FactContent => ({
  loanId: String(row.loan_id),
  loanNo: row.loan_no,
  fact: row.fact,
  occurredOn: row.occurred_on,
  amountMinor: String(row.amount_minor),
  definition: row.definition,
  evidenceHash: row.evidence_hash.toString('hex'),
});

/** By id, locked on MySQL; null when there is none. */
export async function lockedFact(transaction: Transaction, id: string): Promise<FactRow | null> {
  const [row] = await transaction.rows<FactRow>(
    `SELECT ${FACT_COLUMNS} FROM adverse_fact WHERE id = ?${transaction.dialect === 'mysql' ? ' FOR UPDATE' : ''}`,
    [id],
  );
  return row ?? null;
}

/** Whether somebody stood surety (担保) for this borrower on a day. */
export async function isGuaranteed(reader: Reader, subjectId: string, day: string): Promise<boolean> {
  const rows = await reader.rows(
    `SELECT id FROM relation WHERE to_subject_id = ? AND kind = 'GUARANTOR' AND (since IS NULL OR since <= ?)
        AND (until IS NULL OR until >= ?) LIMIT 1`,
    [subjectId, day, day],
  );
  return rows.length > 0;
}

/** Another content: whatever was approved is not, any more. */
export async function rewriteFact(
  transaction: Transaction,
  id: string,
  { loanId, loanNo, fact, occurredOn, amountMinor, definition, evidenceHash }: FactContent,
  { subjectId, by, at }: { subjectId: string; by: string; at: Date },
): Promise<void> {
  await transaction.run(
    `UPDATE adverse_fact SET loan_id = ?, subject_id = ?, loan_no = ?, fact = ?, occurred_on = ?, amount_minor = ?,
            definition = ?, evidence_hash = ?, state = 'PROPOSED', proposed_by = ?, proposed_at = ?,
            approved_hash = NULL, approved_by = NULL, approved_at = NULL WHERE id = ?`,
    [
      loanId,
      subjectId,
      loanNo,
      fact,
      occurredOn,
      amountMinor,
      definition,
      Buffer.from(evidenceHash, 'hex'),
      by,
      at,
      id,
    ],
  );
}

export async function writeApproval(
  transaction: Transaction,
  id: string,
  { hash, by, at }: { hash: string; by: string; at: Date },
): Promise<void> {
  await transaction.run(
    `UPDATE adverse_fact SET state = 'APPROVED', approved_hash = ?, approved_by = ?, approved_at = ? WHERE id = ?`,
    [Buffer.from(hash, 'hex'), by, at, id],
  );
}

export async function writeReported(transaction: Transaction, id: string, eventId: string): Promise<void> {
  await transaction.run(`UPDATE adverse_fact SET state = 'REPORTED', event_id = ? WHERE id = ?`, [
    eventId,
    id,
  ]);
}
