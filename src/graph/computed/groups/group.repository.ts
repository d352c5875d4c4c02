import type { BusinessDate } from '../../../kernel';
import {
  type Database,
  fromSqlInstant,
  type ListShape,
  marks,
  type SqlValue,
} from '../../../platform/database';
import type { GraphPart } from '../run/computation.codes';
import type { GroupFilter, GroupRecord } from './group';

type Big = string | number;

/** Where the groups of a part are stored. */
export interface GroupTable {
  readonly part: GraphPart;
  readonly name: string;
  readonly members: string;
  /** The column of the table of members that names the group. */
  readonly memberOf: string;
  /** What a row holds beside that which all groups have. */
  readonly columns: readonly string[];
}

export interface GroupRow<Kind extends string> {
  readonly id: Big;
  readonly anchor_id: Big;
  readonly as_of: string;
  readonly finished_at: string;
  readonly kind: Kind;
  readonly size: number;
}

interface Sql {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/**
 * What is in force, in the very statement that reads it: a switch comes before it or after it.
 * @param day what was computed as of a later day was not known then; null: as things stand
 */
export const inForce = (part: GraphPart, day: BusinessDate | null = null): Sql => ({
  sql: `graph_in_force f JOIN graph_computation g ON g.id = f.computation_id AND f.part = '${part}'${
    day === null ? '' : ' AND g.as_of <= ?'
  }`,
  values: day === null ? [] : [day],
});

const selected = ({ columns }: GroupTable): string =>
  [
    'r.id',
    'r.anchor_id',
    'g.as_of',
    'g.finished_at',
    'r.kind',
    'r.size',
    ...columns.map((c) => `r.${c}`),
  ].join();

/** All groups in force that a filter lets through, the largest first. */
export function groupList<Kind extends string>(
  table: GroupTable,
  { memberId, kind, minSize }: GroupFilter<Kind>,
  further: readonly Sql[] = [],
): ListShape {
  const conditions: Sql[] = [
    ...(kind === null ? [] : [{ sql: 'r.kind = ?', values: [kind] }]),
    ...(minSize === null ? [] : [{ sql: 'r.size >= ?', values: [minSize] }]),
    ...(memberId === null
      ? []
      : [
          {
            sql: `EXISTS (SELECT 1 FROM ${table.members} m WHERE m.${table.memberOf} = r.id AND m.subject_id = ?)`,
            values: [memberId],
          },
        ]),
    ...further,
  ];
  return {
    select: selected(table),
    from: `${inForce(table.part).sql} JOIN ${table.name} r ON r.computation_id = f.computation_id`,
    where: ['1 = 1', ...conditions.map(({ sql }) => sql)].join(' AND '),
    values: conditions.flatMap(({ values }) => values),
    order: [
      { column: 'r.size', direction: 'DESC' },
      { column: 'r.id', direction: 'DESC' },
    ],
  };
}

/** The groups in force that subjects are in, the largest first, for all subjects by one statement. */
export async function groupsOfSubjects<Row extends GroupRow<string>, Item>(
  database: Database,
  table: GroupTable,
  subjects: readonly string[],
  most: number,
  toItem: (row: Row) => Item,
): Promise<Map<string, Item[]>> {
  const rows = await database.rows<Row & { readonly subject_id: Big }>(
    `SELECT * FROM (
       SELECT m.subject_id, ${selected(table)},
              ROW_NUMBER() OVER (PARTITION BY m.subject_id ORDER BY r.size DESC, r.id) AS place
         FROM ${inForce(table.part).sql} JOIN ${table.members} m ON m.computation_id = f.computation_id
         JOIN ${table.name} r ON r.id = m.${table.memberOf}
        WHERE m.subject_id IN (${marks(subjects.length)})) numbered
      WHERE place <= ${most} ORDER BY subject_id, place`,
    subjects,
  );
  const found = new Map<string, Item[]>();
  for (const row of rows) {
    const known = found.get(String(row.subject_id));
    if (known) known.push(toItem(row));
    else found.set(String(row.subject_id), [toItem(row)]);
  }
  return found;
}

/** A list that hangs on a group, by one of its columns. */
export const listOfGroup = (
  from: string,
  parent: string,
  select: string,
  order: readonly string[],
): ListShape & { readonly parent: string } => ({
  select,
  from,
  parent,
  order: order.map((column) => ({ column, direction: 'ASC' })),
});

export const toGroup = <Kind extends string>(row: GroupRow<Kind>): GroupRecord<Kind> => ({
  id: String(row.id),
  anchorId: String(row.anchor_id),
  asOf: row.as_of,
  computedAt: fromSqlInstant(row.finished_at),
  kind: row.kind,
  size: row.size,
});
