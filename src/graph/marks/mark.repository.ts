import { type Database, marks } from '../../platform/database';
import { bindSharedLoader, type LoaderBinding } from '../../platform/loaders';
import { type NodeKey, nodeKey, nodeKind, nodeRow } from '../node-key';
import type { Mark } from './mark';
import { deviceMarks, lawsuitMarks, loanMarks } from './mark-sources';

type Big = string | number;

interface LoanRow {
  id: Big;
  subject_id: Big;
  loan_no: string;
  status: string;
  overdue_days: number;
}

interface LawsuitRow {
  subject_id: Big;
  case_no: string | null;
  stage: string;
  filed_on: string | null;
}

export class MarkRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindSharedLoader(loanMarks, (nodes) => this.ofLoans(nodes)),
      bindSharedLoader(lawsuitMarks, (nodes) => this.ofLawsuits(nodes)),
      bindSharedLoader(deviceMarks, (nodes) => this.ofDevices(nodes)),
    ];
  }

  /** A loan marks itself and its borrower. */
  async ofLoans(nodes: readonly NodeKey[]): Promise<Map<NodeKey, Mark[]>> {
    const subjects = nodes.filter((node) => nodeKind(node) === 'SUBJECT').map(nodeRow);
    const loans = nodes.filter((node) => nodeKind(node) === 'LOAN').map(nodeRow);
    const branches = [
      { column: 'subject_id', ids: subjects },
      { column: 'id', ids: loans },
    ].filter(({ ids }) => ids.length > 0);
    const rows = await this.database.rows<LoanRow>(
      `${branches
        .map(
          ({ column, ids }) => `SELECT id, subject_id, loan_no, status, overdue_days FROM loan
            WHERE ${column} IN (${marks(ids.length)}) AND status IN ('OVERDUE', 'DEFAULTED', 'WRITTEN_OFF')`,
        )
        .join(' UNION ')} ORDER BY subject_id, id`,
      branches.flatMap(({ ids }) => ids),
    );
    const asked = new Set(nodes);
    const found = new Map<NodeKey, Mark[]>();
    for (const row of rows)
      for (const node of [nodeKey('SUBJECT', String(row.subject_id)), nodeKey('LOAN', String(row.id))])
        if (asked.has(node)) add(found, node, loanMark(row));
    return found;
  }

  async ofLawsuits(nodes: readonly NodeKey[]): Promise<Map<NodeKey, Mark[]>> {
    const rows = await this.database.rows<LawsuitRow>(
      `SELECT subject_id, case_no, stage, filed_on FROM lawsuit
        WHERE subject_id IN (${marks(nodes.length)}) AND role = 'DEFENDANT' AND stage <> 'CLOSED'
        ORDER BY subject_id, id`,
      nodes.map(nodeRow),
    );
    const found = new Map<NodeKey, Mark[]>();
    for (const row of rows) {
      const enforced = row.stage === 'ENFORCEMENT';
      add(found, nodeKey('SUBJECT', String(row.subject_id)), {
        code: 'SUED',
        level: enforced ? 'HIGH' : 'WATCH',
        text: enforced ? 'A judgement is being enforced against it.' : 'It is sued before a court.',
        textZh: enforced ? '被强制执行' : '涉诉被告',
        since: row.filed_on,
        evidence: row.case_no,
      });
    }
    return found;
  }

  async ofDevices(nodes: readonly NodeKey[]): Promise<Map<NodeKey, Mark[]>> {
    const rows = await this.database.rows<{ id: Big }>(
      `SELECT id FROM device WHERE id IN (${marks(nodes.length)}) AND emulator = 1`,
      nodes.map(nodeRow),
    );
    return new Map(
      rows.map(({ id }) => [
        nodeKey('DEVICE', String(id)),
        [
          {
            code: 'EMULATOR',
            level: 'HIGH',
            text: 'It gave itself away as an emulator.',
            textZh: '模拟器设备',
            since: null,
            evidence: null,
          },
        ],
      ]),
    );
  }
}

function add(found: Map<NodeKey, Mark[]>, node: NodeKey, mark: Mark): void {
  const known = found.get(node);
  if (known) known.push(mark);
  else found.set(node, [mark]);
}

const loanMark = ({ status, loan_no, overdue_days }: LoanRow): Mark =>
  status === 'OVERDUE'
    ? {
        code: 'OVERDUE_LOAN',
        level: overdue_days > 90 ? 'SEVERE' : 'HIGH',
        text: `A loan is ${overdue_days} days overdue.`,
        textZh: `借款逾期 ${overdue_days} 天`,
        since: null,
        evidence: loan_no,
      }
    : {
        code: 'DEFAULTED_LOAN',
        level: 'SEVERE',
        text: 'A loan ended without being paid back.',
        textZh: '借款违约',
        since: null,
        evidence: loan_no,
      };
