import { money } from '../../kernel';
import type { Database, ListShape } from '../../platform/database';
import { bindList } from '../../platform/lists';
import type { LoaderBinding } from '../../platform/loaders';
import { lawsuitsOfSubject } from '../borrower.loaders';
import type { LawsuitRecord } from '../borrower.records';
import type { LawsuitRole, LawsuitStage } from './lawsuit.codes';

interface LawsuitRow {
  id: string | number;
  case_no: string | null;
  court: string | null;
  cause: string | null;
  role: LawsuitRole;
  stage: LawsuitStage;
  filed_on: string | null;
  decided_on: string | null;
  amount_minor: string | number | null;
  currency: string | null;
}

export class LawsuitRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [bindList(lawsuitsOfSubject, this.database, ofSubject, toRecord)];
  }
}

const ofSubject = (): ListShape & { parent: string } => ({
  select: 'id, case_no, court, cause, role, stage, filed_on, decided_on, amount_minor, currency',
  from: 'lawsuit',
  parent: 'subject_id',
  // A case without a filing date stands last; an ordering must not meet NULL.
  order: [
    { column: `COALESCE(filed_on, '0001-01-01')`, direction: 'DESC' },
    { column: 'id', direction: 'DESC' },
  ],
});

const toRecord = (row: LawsuitRow): LawsuitRecord => ({
  id: String(row.id),
  caseNo: row.case_no,
  court: row.court,
  cause: row.cause,
  role: row.role,
  stage: row.stage,
  filedOn: row.filed_on,
  decidedOn: row.decided_on,
  amount:
    row.amount_minor === null || row.currency === null ? null : money(BigInt(row.amount_minor), row.currency),
});
