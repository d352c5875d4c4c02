import { money } from '../../../kernel';
import {
  type Database,
  fromSqlInstant,
  type ListShape,
  marks,
  type SqlValue,
} from '../../../platform/database';
import { bindList } from '../../../platform/lists';
import { bindSharedLoader, type LoaderBinding } from '../../../platform/loaders';
import type { CircleKind } from './circle.codes';
import {
  type CircleExposureRecord,
  type CircleFilter,
  type CircleGuaranteeRecord,
  type CircleMemberRecord,
  type CircleRecord,
  circleList,
  circlesOfSubject,
  exposureOfCircle,
  guaranteesOfCircle,
  membersOfCircle,
} from './circle.loaders';

type Big = string | number;

interface CircleRow {
  id: Big;
  anchor_id: Big;
  as_of: string;
  finished_at: string;
  kind: CircleKind;
  size: number;
  guarantee_count: number;
  mutual_pairs: number;
  defaulted_count: number;
}

interface MemberRow {
  subject_id: Big;
  defaulted: number;
}

interface GuaranteeRow {
  relation_id: Big;
  guarantor_id: Big;
  debtor_id: Big;
  weight: Big | null;
  weight_unit: string | null;
  since: string | null;
  until: string | null;
  evidence: string | null;
}

interface ExposureRow {
  circle_id: Big;
  currency: string;
  outstanding_minor: Big;
  guaranteed_minor: Big;
}

const CIRCLE = `c.id, c.anchor_id, g.as_of, g.finished_at, c.kind, c.size, c.guarantee_count, c.mutual_pairs,
  c.defaulted_count`;

/** What is in force, in the very statement that reads it: a switch comes before it or after it. */
const IN_FORCE = 'graph_in_force f JOIN graph_computation g ON g.id = f.computation_id';

export class CircleRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindList(circleList, this.database, all, toCircle),
      bindSharedLoader(circlesOfSubject, (subjects) => this.ofSubjects(subjects)),
      bindList(membersOfCircle, this.database, members, toMember),
      bindList(guaranteesOfCircle, this.database, guarantees, toGuarantee),
      bindSharedLoader(exposureOfCircle, (circles) => this.exposures(circles)),
    ];
  }

  async ofSubjects(subjects: readonly string[]): Promise<Map<string, CircleRecord[]>> {
    const rows = await this.database.rows<CircleRow & { subject_id: Big }>(
      `SELECT m.subject_id, ${CIRCLE} FROM ${IN_FORCE}
         JOIN guarantee_circle_member m ON m.computation_id = f.computation_id
         JOIN guarantee_circle c ON c.id = m.circle_id
        WHERE f.part = 'CIRCLES' AND m.subject_id IN (${marks(subjects.length)})`,
      subjects,
    );
    return new Map(rows.map((row) => [String(row.subject_id), [toCircle(row)]]));
  }

  async exposures(circles: readonly string[]): Promise<Map<string, CircleExposureRecord[]>> {
    const rows = await this.database.rows<ExposureRow>(
      `SELECT circle_id, currency, outstanding_minor, guaranteed_minor FROM guarantee_circle_exposure
        WHERE circle_id IN (${marks(circles.length)}) ORDER BY circle_id, currency`,
      circles,
    );
    const found = new Map<string, CircleExposureRecord[]>();
    for (const { circle_id, currency, outstanding_minor, guaranteed_minor } of rows) {
      const exposure = {
        outstanding: money(BigInt(outstanding_minor), currency),
        guaranteed: money(BigInt(guaranteed_minor), currency),
      };
      const known = found.get(String(circle_id));
      if (known) known.push(exposure);
      else found.set(String(circle_id), [exposure]);
    }
    return found;
  }
}

function all(_order: string, filter: CircleFilter): ListShape {
  const conditions = [`f.part = 'CIRCLES'`];
  const values: SqlValue[] = [];
  const where = (sql: string, ...more: SqlValue[]) => {
    conditions.push(sql);
    values.push(...more);
  };
  if (filter.kind !== null) where('c.kind = ?', filter.kind);
  if (filter.minSize !== null) where('c.size >= ?', filter.minSize);
  if (filter.withDefaulted !== null)
    where(filter.withDefaulted ? 'c.defaulted_count > 0' : 'c.defaulted_count = 0');
  if (filter.memberId !== null)
    where(
      'EXISTS (SELECT 1 FROM guarantee_circle_member m WHERE m.circle_id = c.id AND m.subject_id = ?)',
      filter.memberId,
    );
  if (filter.minExposure !== null)
    where(
      `EXISTS (SELECT 1 FROM guarantee_circle_exposure e
                WHERE e.circle_id = c.id AND e.currency = ? AND e.outstanding_minor >= ?)`,
      filter.minExposure.currency,
      filter.minExposure.minor,
    );
  return {
    select: CIRCLE,
    from: `${IN_FORCE} JOIN guarantee_circle c ON c.computation_id = f.computation_id`,
    where: conditions.join(' AND '),
    values,
    order: [
      { column: 'c.size', direction: 'DESC' },
      { column: 'c.anchor_id', direction: 'DESC' },
    ],
  };
}

const members = (): ListShape & { parent: string } => ({
  select: 'subject_id, defaulted',
  from: 'guarantee_circle_member',
  parent: 'circle_id',
  order: [{ column: 'subject_id', direction: 'ASC' }],
});

const guarantees = (): ListShape & { parent: string } => ({
  select: 'e.relation_id, e.guarantor_id, e.debtor_id, r.weight, r.weight_unit, r.since, r.until, r.evidence',
  from: `guarantee_circle_edge e JOIN relation r ON r.from_subject_id = e.guarantor_id AND r.kind = 'GUARANTOR'
          AND r.to_subject_id = e.debtor_id AND r.id = e.relation_id`,
  parent: 'e.circle_id',
  order: [
    { column: 'e.guarantor_id', direction: 'ASC' },
    { column: 'e.debtor_id', direction: 'ASC' },
    { column: 'e.relation_id', direction: 'ASC' },
  ],
});

const toCircle = (row: CircleRow): CircleRecord => ({
  id: String(row.id),
  anchorId: String(row.anchor_id),
  asOf: row.as_of,
  computedAt: fromSqlInstant(row.finished_at),
  kind: row.kind,
  size: row.size,
  guaranteeCount: row.guarantee_count,
  mutualPairs: row.mutual_pairs,
  defaultedCount: row.defaulted_count,
});

const toMember = ({ subject_id, defaulted }: MemberRow): CircleMemberRecord => ({
  subjectId: String(subject_id),
  defaulted: Number(defaulted) === 1,
});

const toGuarantee = (row: GuaranteeRow): CircleGuaranteeRecord => ({
  relationId: String(row.relation_id),
  guarantorId: String(row.guarantor_id),
  debtorId: String(row.debtor_id),
  amount: row.weight === null || row.weight_unit !== 'FEN' ? null : money(BigInt(row.weight), 'CNY'),
  since: row.since,
  until: row.until,
  evidence: row.evidence,
});
