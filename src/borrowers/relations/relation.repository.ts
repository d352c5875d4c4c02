import { type Database, type ListShape, marks } from '../../platform/database';
import { bindList } from '../../platform/lists';
import { bindSharedLoader, type LoaderBinding } from '../../platform/loaders';
import { type GuaranteeKey, guaranteesBetween, relationsOfSubject } from '../borrower.loaders';
import type { RelationRecord } from '../borrower.records';
import type { RelationKind } from './relation.codes';

interface RelationRow {
  id: string | number;
  kind: RelationKind;
  outgoing: number;
  other_id: string | number;
  weight: string | number | null;
  weight_unit: string | null;
  since: string | null;
  until: string | null;
  evidence: string | null;
}

export class RelationRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindList(relationsOfSubject, this.database, bothDirections, toRecord),
      bindSharedLoader(guaranteesBetween, (keys) => this.guaranteesBetween(keys)),
    ];
  }

  async guaranteesBetween(keys: readonly GuaranteeKey[]): Promise<Map<string, (string | null)[]>> {
    const guarantors = [...new Set(keys.map((key) => key.guarantorId))];
    const borrowers = [...new Set(keys.map((key) => key.borrowerId))];
    const rows = await this.database.rows<{
      guarantor: string | number;
      borrower: string | number;
      until: string | null;
    }>(
      `SELECT from_subject_id AS guarantor, to_subject_id AS borrower, until FROM relation
        WHERE from_subject_id IN (${marks(guarantors.length)}) AND kind = 'GUARANTOR'
          AND to_subject_id IN (${marks(borrowers.length)}) ORDER BY from_subject_id, to_subject_id, id`,
      [...guarantors, ...borrowers],
    );
    const ends = new Map<string, (string | null)[]>();
    for (const { guarantor, borrower, until } of rows) {
      const pair = guaranteesBetween.keyOf({ guarantorId: String(guarantor), borrowerId: String(borrower) });
      ends.set(pair, [...(ends.get(pair) ?? []), until]);
    }
    return ends;
  }
}

const FACTS = 'id, kind, weight, weight_unit, since, until, evidence';

const bothDirections = (): ListShape & { parent: string } => ({
  select: 'id, kind, outgoing, other_id, weight, weight_unit, since, until, evidence',
  from: `(SELECT ${FACTS}, 1 AS outgoing, from_subject_id AS own_id, to_subject_id AS other_id
            FROM relation WHERE from_subject_id IN (:parents)
          UNION ALL
          SELECT ${FACTS}, 0 AS outgoing, to_subject_id AS own_id, from_subject_id AS other_id
            FROM relation WHERE to_subject_id IN (:parents)) related`,
  parent: 'own_id',
  order: [
    { column: 'kind', direction: 'ASC' },
    { column: 'outgoing', direction: 'DESC' },
    { column: 'id', direction: 'ASC' },
  ],
});

const toRecord = (row: RelationRow): RelationRecord => ({
  id: String(row.id),
  kind: row.kind,
  outgoing: Number(row.outgoing) === 1,
  otherSubjectId: String(row.other_id),
  weight: row.weight === null ? null : String(row.weight),
  weightUnit: row.weight_unit,
  since: row.since,
  until: row.until,
  evidence: row.evidence,
});
