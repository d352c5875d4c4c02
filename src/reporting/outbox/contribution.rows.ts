import type { ContributionRecord, OpCode, RecordContent } from '../../bureaus';
import type { LoanEventKind } from '../../ecosystem';
import { Sensitive } from '../../kernel';
import type { DataVault } from '../../platform/crypto';
import type { ContributionState } from './contribution.states';

type Big = string | number;

/** A row of the outbox, as its statements read it. */
export interface ContributionRow {
  id: Big;
  bureau: string;
  event_id: Big;
  loan_id: Big;
  subject_id: Big;
  loan_no: string;
  term: number;
  event_kind: LoanEventKind;
  business_date: string;
  type: string;
  op_code: OpCode;
  file_kind: string;
  record_key: string;
  reference: string;
  content_cell: Buffer | null;
  adverse: number | boolean;
  state: ContributionState;
  attempts: number;
  batch_key: string | null;
  batch_size: number | null;
}

export const ROW = `id, bureau, event_id, loan_id, subject_id, loan_no, term, event_kind, business_date, type, op_code,
  file_kind, record_key, reference, content_cell, adverse, state, attempts, batch_key, batch_size`;

const placeOf = (id: string) => ({ table: 'contribution', column: 'content_cell', row: id });

export const sealContent = (vault: DataVault, id: string, { content }: ContributionRecord): Buffer =>
  vault.seal(JSON.stringify(content.reveal()), placeOf(id));

/** The record of a row that has one. */
export function recordOfRow(vault: DataVault, row: ContributionRow): ContributionRecord | null {
  if (row.content_cell === null) return null;
  const sealed = vault.sensitive(row.content_cell, placeOf(String(row.id)));
  return {
    bureau: row.bureau,
    type: row.type,
    key: row.record_key,
    reference: row.reference,
    opCode: row.op_code,
    event: {
      loanNo: row.loan_no,
      term: row.term,
      kind: row.event_kind,
      businessDate: row.business_date,
    },
    fileKind: row.file_kind,
    content: Sensitive.lazy(() => JSON.parse(sealed.reveal()) as RecordContent),
  };
}
