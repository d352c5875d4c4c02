import type { LoanEventKind } from '../../ecosystem';
import { type Database, fromSqlInstant, type ListShape, marks, type SqlValue } from '../../platform/database';
import { bindCounted, bindList, listLoader } from '../../platform/lists';
import { type LoaderBinding, requestLoader } from '../../platform/loaders';
import type { ContributionState } from '../outbox/contribution.states';

/** A record that a bureau is owed, as people see it: nothing of its content. */
export interface ContributionSummary {
  readonly id: string;
  readonly eventKey: string;
  readonly bureau: string;
  readonly loanNo: string;
  readonly term: number;
  readonly eventKind: LoanEventKind;
  readonly businessDate: string;
  readonly dueOn: string;
  readonly type: string;
  readonly opCode: string;
  readonly recordKey: string;
  readonly reference: string;
  readonly state: ContributionState;
  readonly attempts: number;
  readonly adverse: boolean;
  readonly receipt: string | null;
  readonly rule: string | null;
  readonly findings: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

export interface ContributionFilter {
  readonly bureau: string | null;
  readonly state: ContributionState | null;
  readonly businessDate: string | null;
  readonly loanNo: string | null;
}

export interface StepRecord {
  readonly at: Date;
  readonly state: ContributionState;
  readonly cause: string | null;
  readonly caller: string | null;
}

/** How many records of a day a bureau has in each state. */
export interface DayCount {
  readonly bureau: string;
  readonly businessDate: string;
  readonly state: ContributionState;
  readonly count: number;
}

export const contributionList = listLoader<ContributionSummary, ContributionFilter>('contributions');
export const contributionById = requestLoader<string, ContributionSummary | null>('contribution.byId', {
  absent: () => null,
});
export const stepsOfContribution = requestLoader<string, readonly StepRecord[]>('contribution.steps', {
  absent: () => [],
});
/** By the first and last business date, `from to`. */
export const countsOfDays = requestLoader<string, readonly DayCount[]>('contribution.counts', {
  absent: () => [],
});

interface Row {
  id: string | number;
  event_id: string | number;
  bureau: string;
  loan_no: string;
  term: number;
  event_kind: LoanEventKind;
  business_date: string;
  due_on: string;
  type: string;
  op_code: string;
  record_key: string;
  reference: string;
  state: ContributionState;
  attempts: number;
  adverse: number | boolean;
  receipt: string | null;
  rule: string | null;
  findings: string | null;
  created_at: string;
  changed_at: string;
}

const COLUMNS = `id, event_id, bureau, loan_no, term, event_kind, business_date, due_on, type, op_code, record_key, reference, state,
  attempts, adverse, receipt, rule, findings, created_at, changed_at`;

export const contributionLoaders = (database: Database): LoaderBinding[] => [
  bindList(contributionList, database, contributions, toSummary),
  bindCounted(contributionById, database, async (counted, ids) => {
    const rows = await counted.rows<Row>(
      `SELECT ${COLUMNS} FROM contribution WHERE id IN (${marks(ids.length)})`,
      ids,
    );
    return new Map(rows.map((row) => [String(row.id), toSummary(row)]));
  }),
  bindCounted(stepsOfContribution, database, steps),
  bindCounted(countsOfDays, database, async (counted, spans) => {
    const found = new Map<string, readonly DayCount[]>();
    for (const span of spans) found.set(span, await counts(counted, span));
    return found;
  }),
];

function contributions(order: string, filter: ContributionFilter): ListShape {
  const conditions: [string, SqlValue | null][] = [
    ['bureau = ?', filter.bureau],
    ['state = ?', filter.state],
    ['business_date = ?', filter.businessDate],
    ['loan_no = ?', filter.loanNo],
  ];
  const given = conditions.filter(([, value]) => value !== null);
  return {
    select: COLUMNS,
    from: 'contribution',
    where: given.map(([condition]) => condition).join(' AND '),
    values: given.map(([, value]) => value as SqlValue),
    order: [{ column: 'id', direction: order === 'CREATED_ASC' ? 'ASC' : 'DESC' }],
  };
}

async function steps(
  database: Database,
  ids: readonly string[],
): Promise<Map<string, readonly StepRecord[]>> {
  const rows = await database.rows<{
    contribution_id: string | number;
    at: string;
    state: ContributionState;
    cause: string | null;
    caller: string | null;
  }>(
    `SELECT contribution_id, at, state, cause, caller FROM contribution_step
      WHERE contribution_id IN (${marks(ids.length)}) ORDER BY contribution_id, id`,
    ids,
  );
  return new Map(
    ids.map((id) => [
      id,
      rows
        .filter((row) => String(row.contribution_id) === id)
        .map(({ at, state, cause, caller }) => ({ at: fromSqlInstant(at), state, cause, caller })),
    ]),
  );
}

async function counts(database: Database, span: string): Promise<readonly DayCount[]> {
  const rows = await database.rows<{
    bureau: string;
    business_date: string;
    state: ContributionState;
    records: string | number;
  }>(
    `SELECT bureau, business_date, state, COUNT(*) AS records FROM contribution
      WHERE business_date >= ? AND business_date <= ? GROUP BY bureau, business_date, state
      ORDER BY business_date, bureau, state`,
    span.split(' '),
  );
  return rows.map((row) => ({
    bureau: row.bureau,
    businessDate: row.business_date,
    state: row.state,
    count: Number(row.records),
  }));
}

const toSummary = (row: Row): ContributionSummary => ({
  id: String(row.id),
  eventKey: String(row.event_id),
  bureau: row.bureau,
  loanNo: row.loan_no,
  term: row.term,
  eventKind: row.event_kind,
  businessDate: row.business_date,
  dueOn: row.due_on,
  type: row.type,
  opCode: row.op_code,
  recordKey: row.record_key,
  reference: row.reference,
  state: row.state,
  attempts: row.attempts,
  adverse: Number(row.adverse) === 1,
  receipt: row.receipt,
  rule: row.rule,
  findings: row.findings,
  createdAt: fromSqlInstant(row.created_at),
  changedAt: fromSqlInstant(row.changed_at),
});
