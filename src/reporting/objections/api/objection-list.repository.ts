import type { LoanEventKind } from '../../../ecosystem';
import {
  type Database,
  fromNullableSqlInstant,
  fromSqlInstant,
  type ListShape,
  marks,
  type SqlValue,
} from '../../../platform/database';
import { bindCounted, bindList, listLoader } from '../../../platform/lists';
import { type LoaderBinding, requestLoader } from '../../../platform/loaders';
import type { ObjectionState } from '../objection.entity';

export interface ObjectionRecord {
  readonly id: string;
  readonly eventId: string;
  readonly loanNo: string;
  readonly term: number;
  readonly eventKind: LoanEventKind;
  readonly businessDate: string;
  readonly receivedOn: string;
  readonly dueOn: string;
  readonly channel: string;
  readonly state: ObjectionState;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly checked: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
}

export interface ObjectionFilter {
  readonly state: ObjectionState | null;
  readonly loanNo: string | null;
  /** Open ones that were due before this day. */
  readonly overdueOn: string | null;
}

export const objectionList = listLoader<ObjectionRecord, ObjectionFilter>('objections');
/** By id of the event that is objected to. */
export const objectionsOfEvent = requestLoader<string, readonly ObjectionRecord[]>('objections.ofEvent', {
  absent: () => [],
});
/** By id of the loan: whether an objection is open. */
export const loanIsDisputed = requestLoader<string, boolean>('objections.openOfLoan', {
  absent: () => false,
});
/** By id of the subject and bureau, `subject bureau`: numbers of loans that the bureau was told of and that are disputed. */
export const disputedAtBureau = requestLoader<string, readonly string[]>('objections.atBureau', {
  absent: () => [],
});

interface Row {
  id: string | number;
  event_id: string | number;
  loan_no: string;
  term: number;
  event_kind: LoanEventKind;
  business_date: string;
  received_on: string;
  due_on: string;
  channel: string;
  state: ObjectionState;
  recorded_by: string;
  recorded_at: string;
  checked: string | null;
  answered_by: string | null;
  answered_at: string | null;
}

const COLUMNS = `id, event_id, loan_no, term, received_on, due_on, channel, state, recorded_by, recorded_at, checked,
  answered_by, answered_at,
  (SELECT e.kind FROM loan_event e WHERE e.id = objection.event_id) AS event_kind,
  (SELECT e.business_date FROM loan_event e WHERE e.id = objection.event_id) AS business_date`;

export const objectionLoaders = (database: Database): LoaderBinding[] => [
  bindList(objectionList, database, objections, toRecord),
  bindCounted(objectionsOfEvent, database, async (counted, ids) => {
    const rows = await counted.rows<Row>(
      `SELECT ${COLUMNS} FROM objection WHERE event_id IN (${marks(ids.length)}) ORDER BY id`,
      ids,
    );
    return new Map(ids.map((id) => [id, rows.filter((row) => String(row.event_id) === id).map(toRecord)]));
  }),
  bindCounted(loanIsDisputed, database, async (counted, ids) => {
    const rows = await counted.rows<{ loan_id: string | number }>(
      `SELECT DISTINCT loan_id FROM objection WHERE state = 'OPEN' AND loan_id IN (${marks(ids.length)})`,
      ids,
    );
    return new Map(rows.map((row) => [String(row.loan_id), true]));
  }),
  bindCounted(disputedAtBureau, database, atBureau),
];

function objections(_order: string, { state, loanNo, overdueOn }: ObjectionFilter): ListShape {
  const conditions: readonly (readonly [string, SqlValue | null])[] = [
    ['state = ?', state],
    ['loan_no = ?', loanNo],
    [`state = 'OPEN' AND due_on < ?`, overdueOn],
  ];
  const given = conditions.filter(([, value]) => value !== null);
  return {
    select: COLUMNS,
    from: 'objection',
    where: given.map(([condition]) => condition).join(' AND '),
    values: given.map(([, value]) => value as SqlValue),
    order: [{ column: 'id', direction: 'DESC' }],
  };
}

async function atBureau(
  database: Database,
  keys: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const subjects = [...new Set(keys.map((key) => key.split(' ')[0] ?? ''))];
  const rows = await database.rows<{ subject_id: string | number; bureau: string; loan_no: string }>(
    `SELECT DISTINCT o.subject_id, c.bureau, o.loan_no FROM objection o
       JOIN contribution c ON c.event_id = o.event_id AND c.state = 'ACCEPTED'
      WHERE o.state = 'OPEN' AND o.subject_id IN (${marks(subjects.length)}) ORDER BY o.loan_no`,
    subjects,
  );
  return new Map(
    keys.map((key) => [
      key,
      rows.filter((row) => `${row.subject_id} ${row.bureau}` === key).map(({ loan_no }) => loan_no),
    ]),
  );
}

const toRecord = (row: Row): ObjectionRecord => ({
  id: String(row.id),
  eventId: String(row.event_id),
  loanNo: row.loan_no,
  term: row.term,
  eventKind: row.event_kind,
  businessDate: row.business_date,
  receivedOn: row.received_on,
  dueOn: row.due_on,
  channel: row.channel,
  state: row.state,
  recordedBy: row.recorded_by,
  recordedAt: fromSqlInstant(row.recorded_at),
  checked: row.checked,
  answeredBy: row.answered_by,
  answeredAt: fromNullableSqlInstant(row.answered_at),
});
