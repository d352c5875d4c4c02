import { RELATION_KINDS } from '../../borrowers';
import type { Permission } from '../../kernel';
import type { GraphEdgeKind, GraphNodeKind } from '../graph.codes';

/** One end of the edges of a table. */
interface End {
  readonly kind: GraphNodeKind;
  readonly column: string;
}

/** How a day decides whether an edge holds: the columns of its first and last day, or of its first instant. */
export interface Validity {
  readonly since?: string;
  readonly until?: string;
  readonly sinceInstant?: string;
}

/** Where edges are stored. A traversal sends one statement for each table and hop. */
export interface EdgeTable {
  readonly name: string;
  /** SQL of the rows; the name of the table where it is left out. */
  readonly rows?: string;
  readonly from: End;
  readonly to: End;
  /** A table of several kinds names the column that tells them apart. */
  readonly kinds: readonly GraphEdgeKind[];
  readonly kindColumn?: string;
  readonly validity: Validity;
  /** Makes the key of an edge, with the name of the table. */
  readonly id: string;
  /** Columns or SQL of what an edge says beside its ends; null where the table has nothing of the kind. */
  readonly weight: string | null;
  readonly weightUnit: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly source: string;
  readonly evidence: string | null;
  /** What a caller needs to follow its edges. */
  readonly permission: Permission;
}

const subject = (column: string): End => ({ kind: 'SUBJECT', column });

/** What a subject has: rows that hold the subject and the thing, or are the thing. */
const ofSubject = (
  name: string,
  kind: GraphEdgeKind,
  to: End,
  more: Partial<EdgeTable> & Pick<EdgeTable, 'validity' | 'permission'>,
): EdgeTable => ({
  name,
  from: subject('subject_id'),
  to,
  kinds: [kind],
  id: 'id',
  weight: null,
  weightUnit: null,
  since: more.validity.since ?? null,
  until: more.validity.until ?? null,
  source: 'source',
  evidence: null,
  ...more,
});

/** Every table that holds edges. A new one needs a line here, and indexes that begin with its two ends. */
export const EDGE_TABLES: readonly EdgeTable[] = [
  {
    name: 'relation',
    from: subject('from_subject_id'),
    to: subject('to_subject_id'),
    kinds: RELATION_KINDS,
    kindColumn: 'kind',
    validity: { since: 'since', until: 'until' },
    id: 'id',
    weight: 'weight',
    weightUnit: 'weight_unit',
    since: 'since',
    until: 'until',
    source: 'source',
    evidence: 'evidence',
    permission: 'borrower:read',
  },
  ofSubject(
    'device_use',
    'USES_DEVICE',
    { kind: 'DEVICE', column: 'device_id' },
    {
      validity: { sinceInstant: 'first_seen_at' },
      weight: 'times',
      weightUnit: `'TIMES'`,
      since: 'first_seen_at',
      until: 'last_seen_at',
      permission: 'ecosystem:read',
    },
  ),
  ofSubject(
    'contact_point_use',
    'REACHED_AT',
    { kind: 'CONTACT_POINT', column: 'contact_point_id' },
    { validity: { since: 'since', until: 'until' }, evidence: 'role', permission: 'ecosystem:read' },
  ),
  ofSubject(
    'account_holder',
    'HOLDS_ACCOUNT',
    { kind: 'ACCOUNT', column: 'account_id' },
    { validity: { since: 'since' }, evidence: 'role', permission: 'ecosystem:read' },
  ),
  ofSubject(
    'supplier',
    'IS_SUPPLIER',
    { kind: 'SUPPLIER', column: 'id' },
    { validity: { since: 'since' }, evidence: 'supplier_no', permission: 'ecosystem:read' },
  ),
  ofSubject(
    'dealer',
    'IS_DEALER',
    { kind: 'DEALER', column: 'id' },
    { validity: { since: 'since' }, evidence: 'dealer_no', permission: 'ecosystem:read' },
  ),
  ofSubject(
    'loan',
    'OWES_LOAN',
    { kind: 'LOAN', column: 'id' },
    {
      validity: { since: 'issued_on' },
      weight: 'outstanding_minor',
      weightUnit: 'currency',
      since: 'issued_on',
      evidence: 'loan_no',
      permission: 'loan:read',
    },
  ),
  {
    name: 'trade_order',
    from: subject('seller_subject_id'),
    to: subject('buyer_subject_id'),
    kinds: ['TRADES_WITH'],
    validity: { since: 'ordered_on' },
    id: 'MIN(id)',
    weight: 'SUM(total_minor)',
    weightUnit: 'currency',
    since: 'MIN(ordered_on)',
    until: 'MAX(ordered_on)',
    source: 'MIN(source)',
    evidence: 'COUNT(*)',
    permission: 'ecosystem:read',
  },
];
