import { RELATION_KINDS } from '../../borrowers';
import type { Permission } from '../../kernel';
import type { GraphEdgeKind, GraphNodeKind } from '../graph.codes';

/** One end of the edges of a table. */
interface End {
  readonly kind: GraphNodeKind;
  readonly column: string;
}

/** Columns or SQL of what an edge says beside its ends; null where the table has nothing of the kind. */
interface FactColumns {
  readonly weight: string | null;
  readonly weightUnit: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly source: string;
  readonly evidence: string | null;
}

/** Where edges are stored. A traversal sends one statement for each table and hop. */
export interface EdgeTable {
  readonly name: string;
  readonly from: End;
  readonly to: End;
  readonly kinds: readonly GraphEdgeKind[];
  /** The column that tells the kinds of a table apart; a table of one kind has none. */
  readonly kindColumn?: string;
  /** Tells edges between the same ends apart. */
  readonly id: string;
  /** All rows of equal ends and id are one edge; the facts are aggregates. */
  readonly isSummary?: boolean;
  /** How a day decides whether an edge holds: the columns of its first and last day, or of its first instant. */
  readonly validity: {
    readonly since?: string;
    readonly until?: string;
    readonly sinceInstant?: string;
  };
  readonly where?: string;
  /**
   * Rows of one kind at one end of a node that are still followed; a node with more is a supernode. More people than
   * this share no secret.
   */
  readonly most: number;
  readonly facts: FactColumns;
  /** What a caller needs to follow its edges. */
  readonly permission: Permission;
}

const MOST = 200;

const subject = (column: string): End => ({ kind: 'SUBJECT', column });

/** What a subject has: rows that name the subject and the thing, or that are the thing. */
const ofSubject = (
  name: string,
  kind: GraphEdgeKind,
  to: End,
  {
    facts = {},
    ...more
  }: Pick<EdgeTable, 'validity' | 'permission'> & { readonly facts?: Partial<FactColumns> },
): EdgeTable => ({
  name,
  from: subject('subject_id'),
  to,
  kinds: [kind],
  id: 'id',
  most: MOST,
  facts: {
    weight: null,
    weightUnit: null,
    since: more.validity.since ?? null,
    until: more.validity.until ?? null,
    source: 'source',
    evidence: null,
    ...facts,
  },
  ...more,
});

/** Every table that holds edges. A new one needs a line here, and an index that begins with each of its ends. */
export const EDGE_TABLES: readonly EdgeTable[] = [
  {
    name: 'relation',
    from: subject('from_subject_id'),
    to: subject('to_subject_id'),
    kinds: RELATION_KINDS,
    kindColumn: 'kind',
    id: 'id',
    validity: { since: 'since', until: 'until' },
    most: MOST,
    facts: {
      weight: 'weight',
      weightUnit: 'weight_unit',
      since: 'since',
      until: 'until',
      source: 'source',
      evidence: 'evidence',
    },
    permission: 'borrower:read',
  },
  ofSubject(
    'device_use',
    'USES_DEVICE',
    { kind: 'DEVICE', column: 'device_id' },
    {
      validity: { sinceInstant: 'first_seen_at' },
      facts: { weight: 'times', weightUnit: `'TIMES'`, since: 'first_seen_at', until: 'last_seen_at' },
      permission: 'ecosystem:read',
    },
  ),
  ofSubject(
    'contact_point_use',
    'REACHED_AT',
    { kind: 'CONTACT_POINT', column: 'contact_point_id' },
    {
      validity: { since: 'since', until: 'until' },
      facts: { evidence: 'role' },
      permission: 'ecosystem:read',
    },
  ),
  ofSubject(
    'account_holder',
    'HOLDS_ACCOUNT',
    { kind: 'ACCOUNT', column: 'account_id' },
    { validity: { since: 'since' }, facts: { evidence: 'role' }, permission: 'ecosystem:read' },
  ),
  ofSubject(
    'supplier',
    'IS_SUPPLIER',
    { kind: 'SUPPLIER', column: 'id' },
    { validity: { since: 'since' }, facts: { evidence: 'supplier_no' }, permission: 'ecosystem:read' },
  ),
  ofSubject(
    'dealer',
    'IS_DEALER',
    { kind: 'DEALER', column: 'id' },
    { validity: { since: 'since' }, facts: { evidence: 'dealer_no' }, permission: 'ecosystem:read' },
  ),
  ofSubject(
    'loan',
    'OWES_LOAN',
    { kind: 'LOAN', column: 'id' },
    {
      validity: { since: 'issued_on' },
      facts: { weight: 'outstanding_minor', weightUnit: 'currency', evidence: 'loan_no' },
      permission: 'loan:read',
    },
  ),
  {
    name: 'trade_order',
    from: subject('seller_subject_id'),
    to: subject('buyer_subject_id'),
    kinds: ['TRADES_WITH'],
    id: 'currency',
    isSummary: true,
    validity: { since: 'ordered_on' },
    where: `status <> 'CANCELLED'`,
    // Orders, not partners: two firms that trade daily are no supernode.
    most: 10 * MOST,
    facts: {
      weight: 'SUM(total_minor)',
      weightUnit: 'MIN(currency)',
      since: 'MIN(ordered_on)',
      until: 'MAX(ordered_on)',
      source: 'MIN(source)',
      evidence: 'COUNT(*)',
    },
    permission: 'ecosystem:read',
  },
];
