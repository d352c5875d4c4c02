import { money } from '../../../kernel';
import { type Database, marks } from '../../../platform/database';
import { bindList } from '../../../platform/lists';
import { bindSharedLoader, type LoaderBinding } from '../../../platform/loaders';
import { bindGroups, type GroupRow, type Groups, listOfGroup, toGroup } from '../groups/group.repository';
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

interface CircleRow extends GroupRow<CircleKind> {
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

const CIRCLES: Groups<CircleRow, CircleRecord, CircleFilter> = {
  part: 'CIRCLES',
  name: 'guarantee_circle',
  members: 'guarantee_circle_member',
  memberOf: 'circle_id',
  columns: ['guarantee_count', 'mutual_pairs', 'defaulted_count'],
  toItem: (row) => ({
    ...toGroup(row),
    guaranteeCount: row.guarantee_count,
    mutualPairs: row.mutual_pairs,
    defaultedCount: row.defaulted_count,
  }),
  all: circleList,
  narrowedBy: ({ withDefaulted, minExposure }) => [
    ...(withDefaulted === null
      ? []
      : [{ sql: `r.defaulted_count ${withDefaulted ? '> 0' : '= 0'}`, values: [] }]),
    ...(minExposure === null
      ? []
      : [
          {
            sql: `EXISTS (SELECT 1 FROM guarantee_circle_exposure e
                   WHERE e.circle_id = r.id AND e.currency = ? AND e.outstanding_minor >= ?)`,
            values: [minExposure.currency, minExposure.minor],
          },
        ]),
  ],
  ofSubject: circlesOfSubject,
  // Circles that touch are one circle.
  mostOfSubject: 1,
};

export const circleLoaders = (database: Database): LoaderBinding[] => [
  ...bindGroups(database, CIRCLES),
  bindList(
    membersOfCircle,
    database,
    () => listOfGroup('guarantee_circle_member', 'circle_id', 'subject_id, defaulted', ['subject_id']),
    toMember,
  ),
  bindList(guaranteesOfCircle, database, guarantees, toGuarantee),
  bindSharedLoader(exposureOfCircle, (circles) => exposures(database, circles)),
];

async function exposures(
  database: Database,
  circles: readonly string[],
): Promise<Map<string, CircleExposureRecord[]>> {
  const rows = await database.rows<ExposureRow>(
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

const guarantees = () =>
  listOfGroup(
    `guarantee_circle_edge e JOIN relation r ON r.from_subject_id = e.guarantor_id AND r.kind = 'GUARANTOR'
       AND r.to_subject_id = e.debtor_id AND r.id = e.relation_id`,
    'e.circle_id',
    'e.relation_id, e.guarantor_id, e.debtor_id, r.weight, r.weight_unit, r.since, r.until, r.evidence',
    ['e.guarantor_id', 'e.debtor_id', 'e.relation_id'],
  );

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
