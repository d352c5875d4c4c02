import type { DataVault } from '../../../platform/crypto';
import {
  type Database,
  fromSqlInstant,
  type ListShape,
  marks,
  type SqlValue,
  type Transaction,
} from '../../../platform/database';
import { bindById, bindList } from '../../../platform/lists';
import { bindSharedLoader, type LoaderBinding } from '../../../platform/loaders';
import type { Outcome } from '../core/decision';
import type { Standing } from '../review/standing';
import {
  DecisionEntity,
  DecisionReviewEntity,
  DecisionReviewRequestEntity,
  DecisionRulebookEntity,
  DecisionStandingEntity,
} from './decision.entity';
import {
  type DecisionFilter,
  decisionById,
  decisionList,
  decisionsOfSubject,
  reviewRequestOfDecision,
  reviewsOfDecision,
  rulebookContent,
  type StoredDecision,
  type StoredReview,
} from './decision.loaders';

interface DecisionRow {
  readonly id: string | number;
  readonly subject_id: string | number;
  readonly outcome: Outcome;
  readonly decided_at: string;
  readonly decided_by: string;
  readonly decision_hash: string;
  readonly model: string;
  readonly policy: string;
  readonly rate_caps: string;
  readonly case_cell: Buffer;
  readonly decision_cell: Buffer;
}

interface ReviewRow {
  readonly decision_id: string | number;
  readonly number: number;
  readonly outcome: StoredReview['outcome'];
  readonly ground: StoredReview['ground'];
  readonly reviewed_by: string;
  readonly reviewed_at: string;
  readonly reason_cell: Buffer;
}

const COLUMNS =
  'id, subject_id, outcome, decided_at, decided_by, decision_hash, model, policy, rate_caps, case_cell, decision_cell';
const NEWEST_FIRST = [{ column: 'id', direction: 'DESC' }] as const;

const cellOf = (column: 'case_cell' | 'decision_cell', id: string) => ({
  table: 'decision',
  column,
  row: id,
});
const reasonOf = (decisionId: string, number: number) => ({
  table: 'decision_review',
  column: 'reason_cell',
  row: `${decisionId} ${number}`,
});

export function storedDecisionLoaders(database: Database, vault: DataVault): LoaderBinding[] {
  const toDecision = (row: DecisionRow): StoredDecision => {
    const id = String(row.id);
    return {
      id,
      subjectId: String(row.subject_id),
      outcome: row.outcome,
      decidedAt: fromSqlInstant(row.decided_at),
      decidedBy: row.decided_by,
      hash: row.decision_hash,
      model: row.model,
      policy: row.policy,
      rateCaps: row.rate_caps,
      decisionText: () => vault.sensitive(row.decision_cell, cellOf('decision_cell', id)).reveal(),
      caseText: () => vault.sensitive(row.case_cell, cellOf('case_cell', id)).reveal(),
    };
  };
  return [
    bindById(decisionById, database, { select: COLUMNS, from: 'decision' }, toDecision),
    bindList(
      decisionsOfSubject,
      database,
      () => ({ select: COLUMNS, from: 'decision', parent: 'subject_id', order: NEWEST_FIRST }),
      toDecision,
    ),
    bindList(decisionList, database, (_order, filter) => decisionsOf(filter), toDecision),
    bindSharedLoader(reviewsOfDecision, async (ids) => {
      const reviews = new Map<string, StoredReview[]>();
      for (const [id, review] of await reviewRows(database, vault, ids)) {
        const known = reviews.get(id);
        if (known) known.push(review);
        else reviews.set(id, [review]);
      }
      return reviews;
    }),
    bindSharedLoader(reviewRequestOfDecision, async (ids) => {
      const rows = await database.rows<{ decision_id: string | number; requested_at: string }>(
        `SELECT decision_id, requested_at FROM decision_review_request WHERE decision_id IN (${marks(ids.length)})`,
        ids,
      );
      return new Map(rows.map((row) => [String(row.decision_id), fromSqlInstant(row.requested_at)]));
    }),
    bindSharedLoader(rulebookContent, async (fingerprints) => {
      const rows = await database.rows<{ fingerprint: string; content: string }>(
        `SELECT fingerprint, content FROM decision_rulebook WHERE fingerprint IN (${marks(fingerprints.length)})`,
        fingerprints,
      );
      return new Map(rows.map(({ fingerprint, content }) => [fingerprint, content]));
    }),
  ];
}

/** By state from its own index: those that wait are few among all. */
function decisionsOf({ outcome, state }: DecisionFilter): ListShape {
  const conditions: [string, SqlValue | null][] = [
    ['outcome = ?', outcome],
    ['s.state = ?', state],
  ];
  const given = conditions.filter(([, value]) => value !== null);
  return {
    select: COLUMNS,
    from: state === null ? 'decision' : 'decision JOIN decision_standing s ON s.decision_id = decision.id',
    order: state === null ? NEWEST_FIRST : [{ column: 's.decision_id', direction: 'DESC' }],
    where: given.map(([sql]) => sql).join(' AND '),
    values: given.map(([, value]) => value),
  };
}

async function reviewRows(
  reader: Pick<Database, 'rows'>,
  vault: DataVault,
  ids: readonly string[],
): Promise<(readonly [string, StoredReview])[]> {
  const rows = await reader.rows<ReviewRow>(
    `SELECT decision_id, number, outcome, ground, reviewed_by, reviewed_at, reason_cell FROM decision_review
      WHERE decision_id IN (${marks(ids.length)}) ORDER BY decision_id, number`,
    ids,
  );
  return rows.map((row) => {
    const id = String(row.decision_id);
    const number = Number(row.number);
    return [
      id,
      {
        number,
        by: row.reviewed_by,
        outcome: row.outcome,
        ground: row.ground,
        at: fromSqlInstant(row.reviewed_at),
        reason: vault.sensitive(row.reason_cell, reasonOf(id, number)),
      },
    ] as const;
  });
}

/** What something was decided by, each once; what is stored already stays as it is. */
export const storeRulebooks = (
  transaction: Transaction,
  rows: readonly DecisionRulebookEntity[],
): Promise<unknown> =>
  transaction.insert(
    DecisionRulebookEntity,
    [...new Map(rows.map((row) => [row.fingerprint, row])).values()],
    { key: ['fingerprint'], update: [] },
  );

export interface NewDecision extends Omit<DecisionEntity, 'caseCell' | 'decisionCell'> {
  readonly caseText: string;
  readonly decisionText: string;
}

export function storeDecision(
  transaction: Transaction,
  vault: DataVault,
  { caseText, decisionText, ...row }: NewDecision,
): Promise<unknown> {
  const caseCell = vault.seal(caseText, cellOf('case_cell', row.id));
  const decisionCell = vault.seal(decisionText, cellOf('decision_cell', row.id));
  return transaction.insert(DecisionEntity, [{ ...row, caseCell, decisionCell }]);
}

/** The reviews of a decision, whose row is locked: nobody else adds one before this transaction ends. Null: no such decision. */
export async function lockedReviews(
  transaction: Transaction,
  vault: DataVault,
  decisionId: string,
): Promise<{
  subjectId: string;
  outcome: Outcome;
  decidedBy: string;
  reviews: readonly StoredReview[];
} | null> {
  const [row] = await transaction.rows<Pick<DecisionRow, 'subject_id' | 'outcome' | 'decided_by'>>(
    `SELECT subject_id, outcome, decided_by FROM decision WHERE id = ?${transaction.dialect === 'mysql' ? ' FOR UPDATE' : ''}`,
    [decisionId],
  );
  if (!row) return null;
  const reviews = await reviewRows(transaction, vault, [decisionId]);
  return {
    subjectId: String(row.subject_id),
    outcome: row.outcome,
    decidedBy: row.decided_by,
    reviews: reviews.map(([, review]) => review),
  };
}

/** That the borrower wants a person; an earlier request stays. */
export const storeReviewRequest = (
  transaction: Transaction,
  row: DecisionReviewRequestEntity,
): Promise<unknown> =>
  transaction.insert(DecisionReviewRequestEntity, [row], { key: ['decisionId'], update: [] });

/** How far the decision has come; in the transaction of what moved it. */
export const storeState = (
  transaction: Transaction,
  decisionId: string,
  state: Standing['state'],
): Promise<unknown> =>
  transaction.insert(DecisionStandingEntity, [{ decisionId, state }], {
    key: ['decisionId'],
    update: ['state'],
  });

export function storeReview(
  transaction: Transaction,
  vault: DataVault,
  { reason, ...row }: Omit<DecisionReviewEntity, 'reasonCell'> & { readonly reason: string },
): Promise<unknown> {
  const reasonCell = vault.seal(reason, reasonOf(row.decisionId, row.number));
  return transaction.insert(DecisionReviewEntity, [{ ...row, reasonCell }]);
}
