import { addDays, type BusinessDate, daysBetween, startOfBusinessDate } from '../../kernel';
import { type Database, marks, type SqlValue, toSqlInstant } from '../../platform/database';
import type { LoaderBinding } from '../../platform/loaders';
import { type NodeKey, nodeKey, nodeKind, nodeRow } from '../node-key';
import { bindMarks, type Mark } from './mark';
import { deviceMarks, lawsuitMarks, loanMarks } from './mark-sources';

type Big = string | number;

interface LoanRow {
  id: Big;
  subject_id: Big;
  loan_no: string;
  status: string;
  overdue_days: number;
  /** Of an earlier day: when the oldest instalment fell due that was not paid by then. */
  unpaid_since: string | null;
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
      bindMarks(loanMarks, (nodes, day) => this.ofLoans(nodes, day)),
      bindMarks(lawsuitMarks, (nodes, day) => this.ofLawsuits(nodes, day)),
      bindMarks(deviceMarks, (nodes, day) => this.ofDevices(nodes, day)),
    ];
  }

  /**
   * A loan marks itself and its borrower. As things stand its status counts. Of an earlier day that is not stored: then its
   * instalments tell whether one was due and not paid by the end of that day.
   */
  async ofLoans(nodes: readonly NodeKey[], day: BusinessDate | null): Promise<Map<NodeKey, Mark[]>> {
    const subjects = nodes.filter((node) => nodeKind(node) === 'SUBJECT').map(nodeRow);
    const loans = nodes.filter((node) => nodeKind(node) === 'LOAN').map(nodeRow);
    const branches = [
      { column: 'subject_id', ids: subjects },
      { column: 'id', ids: loans },
    ].filter(({ ids }) => ids.length > 0);
    const [since, holds, values]: [string, string, SqlValue[]] =
      day === null
        ? ['NULL', `status IN ('OVERDUE', 'DEFAULTED', 'WRITTEN_OFF')`, []]
        : [
            `(SELECT MIN(i.due_on) FROM loan_instalment i WHERE i.loan_id = loan.id AND i.due_on < ?
                 AND (i.paid_on IS NULL OR i.paid_on > ?))`,
            `status <> 'CANCELLED' AND issued_on <= ?`,
            [day, day, day],
          ];
    const rows = await this.database.rows<LoanRow>(
      `${branches
        .map(
          ({
            column,
            ids,
          }) => `SELECT id, subject_id, loan_no, status, overdue_days, ${since} AS unpaid_since FROM loan
            WHERE ${holds} AND ${column} IN (${marks(ids.length)})`,
        )
        .join(' UNION ')} ORDER BY subject_id, id`,
      branches.flatMap(({ ids }) => [...values, ...ids]),
    );
    const asked = new Set(nodes);
    const found = new Map<NodeKey, Mark[]>();
    for (const row of rows) {
      const mark = day === null ? loanMark(row) : loanMarkOn(day, row);
      for (const node of [nodeKey('SUBJECT', String(row.subject_id)), nodeKey('LOAN', String(row.id))])
        if (mark && asked.has(node)) add(found, node, mark);
    }
    return found;
  }

  /** Of an earlier day: cases that were filed by then and still open, or open now. Whether one was enforced then, nobody tells. */
  async ofLawsuits(nodes: readonly NodeKey[], day: BusinessDate | null): Promise<Map<NodeKey, Mark[]>> {
    const [isOpen, values]: [string, SqlValue[]] =
      day === null
        ? [`stage <> 'CLOSED'`, []]
        : [`filed_on <= ? AND (stage <> 'CLOSED' OR decided_on > ?)`, [day, day]];
    const rows = await this.database.rows<LawsuitRow>(
      `SELECT subject_id, case_no, stage, filed_on FROM lawsuit
        WHERE subject_id IN (${marks(nodes.length)}) AND role = 'DEFENDANT' AND ${isOpen}
        ORDER BY subject_id, id`,
      [...nodes.map(nodeRow), ...values],
    );
    const found = new Map<NodeKey, Mark[]>();
    for (const row of rows) {
      const enforced = day === null && row.stage === 'ENFORCEMENT';
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

  /** Of an earlier day: devices that had been seen by its end. */
  async ofDevices(nodes: readonly NodeKey[], day: BusinessDate | null): Promise<Map<NodeKey, Mark[]>> {
    const rows = await this.database.rows<{ id: Big }>(
      `SELECT id FROM device WHERE id IN (${marks(nodes.length)}) AND emulator = 1${
        day === null ? '' : ' AND (first_seen_at IS NULL OR first_seen_at < ?)'
      }`,
      [...nodes.map(nodeRow), ...(day === null ? [] : [toSqlInstant(startOfBusinessDate(addDays(day, 1)))])],
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
    ? overdueMark(overdue_days, null, loan_no)
    : {
        code: 'DEFAULTED_LOAN',
        level: 'SEVERE',
        text: 'A loan ended without being paid back.',
        textZh: '借款违约',
        since: null,
        evidence: loan_no,
      };

/** When a loan was given up is not stored: on an earlier day it is overdue and no more. */
const loanMarkOn = (day: BusinessDate, { unpaid_since, loan_no }: LoanRow): Mark | null =>
  unpaid_since === null ? null : overdueMark(daysBetween(unpaid_since, day), unpaid_since, loan_no);

const overdueMark = (days: number, since: BusinessDate | null, loanNo: string): Mark => ({
  code: 'OVERDUE_LOAN',
  level: days > 90 ? 'SEVERE' : 'HIGH',
  text: `A loan is ${days} days overdue.`,
  textZh: `借款逾期 ${days} 天`,
  since,
  evidence: loanNo,
});
