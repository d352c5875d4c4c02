import type { AuditAction } from '../../audit';
import {
  type Database,
  fromSqlInstant,
  type ListShape,
  type SqlValue,
  toSqlInstant,
} from '../../platform/database';
import { bindList, listLoader } from '../../platform/lists';
import type { LoaderBinding } from '../../platform/loaders';

/** An event of the audit as those it is shown to read it. */
export interface AuditEventRecord {
  readonly id: string;
  readonly at: Date;
  readonly action: AuditAction;
  readonly outcome: string;
  readonly caller: string;
  readonly clientId: string;
  readonly role: string;
  readonly subjectId: string | null;
  readonly purpose: string | null;
  readonly correlationId: string;
  readonly bureau: string | null;
  readonly fields: readonly string[];
}

export interface AuditEventFilter {
  readonly action: AuditAction | null;
  readonly subjectId: string | null;
  readonly clientId: string | null;
  readonly caller: string | null;
  /** At this instant or later. */
  readonly since: Date | null;
  /** Before this instant. */
  readonly until: Date | null;
}

/** Of a subject, newest first. */
export const accessesOfSubject = listLoader<AuditEventRecord>('accesses.ofSubject');

/** Newest first. */
export const auditEventList = listLoader<AuditEventRecord, AuditEventFilter>('auditEvents');

interface EventRow {
  id: string | number;
  occurred_at: string;
  action: AuditAction;
  outcome: string;
  caller: string;
  client_id: string;
  role: string;
  subject_id: string | number | null;
  purpose: string | null;
  correlation_id: string;
  facts: string;
}

export const accessHistoryLoaders = (database: Database): LoaderBinding[] => [
  bindList(accessesOfSubject, database, () => ({ ...EVENTS, parent: 'subject_id' }), toRecord),
  bindList(auditEventList, database, (_order, filter) => ({ ...EVENTS, ...conditions(filter) }), toRecord),
];

const EVENTS: ListShape = {
  select:
    'id, occurred_at, action, outcome, caller, client_id, role, subject_id, purpose, correlation_id, facts',
  from: 'audit_event',
  order: [
    { column: 'occurred_at', direction: 'DESC' },
    { column: 'id', direction: 'DESC' },
  ],
};

function conditions(filter: AuditEventFilter): Pick<ListShape, 'where' | 'values'> {
  const given: [string, SqlValue | null][] = [
    ['action = ?', filter.action],
    ['subject_id = ?', filter.subjectId],
    ['client_id = ?', filter.clientId],
    ['caller = ?', filter.caller],
    ['occurred_at >= ?', filter.since && toSqlInstant(filter.since)],
    ['occurred_at < ?', filter.until && toSqlInstant(filter.until)],
  ];
  const set = given.filter(([, value]) => value !== null);
  return set.length === 0
    ? {}
    : { where: set.map(([sql]) => sql).join(' AND '), values: set.map(([, value]) => value) };
}

function toRecord(row: EventRow): AuditEventRecord {
  const { bureau, fields } = JSON.parse(row.facts) as { bureau?: unknown; fields?: unknown };
  return {
    id: String(row.id),
    at: fromSqlInstant(row.occurred_at),
    action: row.action,
    outcome: row.outcome,
    caller: row.caller,
    clientId: row.client_id,
    role: row.role,
    subjectId: row.subject_id === null ? null : String(row.subject_id),
    purpose: row.purpose,
    correlationId: row.correlation_id,
    bureau: typeof bureau === 'string' ? bureau : null,
    fields: Array.isArray(fields) ? fields.map(String) : [],
  };
}
