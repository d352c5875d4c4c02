import type { BusinessDate } from '../../../kernel';
import {
  type Database,
  fromSqlInstant,
  type ListShape,
  marks,
  type SqlValue,
} from '../../../platform/database';
import { bindList, type ListToken } from '../../../platform/lists';
import { bindSharedLoader, type LoaderBinding, type LoaderToken } from '../../../platform/loaders';
import type { GraphPart } from '../run/computation.codes';
import type { GroupFilter, GroupRecord } from './group';

type Big = string | number;

/** Where the groups of a part are stored, and what asks for them. */
export interface Groups<Row extends GroupRow<string>, Item, Filter extends GroupFilter<string>> {
  readonly part: GraphPart;
  readonly name: string;
  readonly members: string;
  /** The column of the table of members that names the group. */
  readonly memberOf: string;
  /** What a row holds beside that which all groups have. */
  readonly columns: readonly string[];
  readonly toItem: (row: Row) => Item;
  readonly all: ListToken<Item, Filter>;
  /** Conditions for what a filter has beside that which all filters of groups have. */
  readonly narrowedBy: (filter: Filter) => readonly Sql[];
  readonly ofSubject: LoaderToken<string, readonly Item[]>;
  /** More groups of one subject are not told. */
  readonly mostOfSubject: number;
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

/** All groups in force, and those of subjects; the largest first. */
export const bindGroups = <Row extends GroupRow<string>, Item, Filter extends GroupFilter<string>>(
  database: Database,
  groups: Groups<Row, Item, Filter>,
): LoaderBinding[] => [
  bindList(groups.all, database, (_order, filter) => groupList(groups, filter), groups.toItem),
  bindSharedLoader(groups.ofSubject, (subjects) => groupsOfSubjects(database, groups, subjects)),
];

const selected = (columns: readonly string[]): string =>
  [
    'r.id',
    'r.anchor_id',
    'g.as_of',
    'g.finished_at',
    'r.kind',
    'r.size',
    ...columns.map((c) => `r.${c}`),
  ].join();

function groupList<Row extends GroupRow<string>, Item, Filter extends GroupFilter<string>>(
  { part, name, members, memberOf, columns, narrowedBy }: Groups<Row, Item, Filter>,
  filter: Filter,
): ListShape {
  const { memberId, kind, minSize } = filter;
  const conditions: Sql[] = [
    ...(kind === null ? [] : [{ sql: 'r.kind = ?', values: [kind] }]),
    ...(minSize === null ? [] : [{ sql: 'r.size >= ?', values: [minSize] }]),
    ...(memberId === null
      ? []
      : [
          {
            sql: `EXISTS (SELECT 1 FROM ${members} m WHERE m.${memberOf} = r.id AND m.subject_id = ?)`,
            values: [memberId],
          },
        ]),
    ...narrowedBy(filter),
  ];
  return {
    select: selected(columns),
    from: `${inForce(part).sql} JOIN ${name} r ON r.computation_id = f.computation_id`,
    where: ['1 = 1', ...conditions.map(({ sql }) => sql)].join(' AND '),
    values: conditions.flatMap(({ values }) => values),
    order: [
      { column: 'r.size', direction: 'DESC' },
      { column: 'r.id', direction: 'DESC' },
    ],
  };
}

/** For all subjects by one statement. */
async function groupsOfSubjects<Row extends GroupRow<string>, Item, Filter extends GroupFilter<string>>(
  database: Database,
  { part, name, members, memberOf, columns, toItem, mostOfSubject }: Groups<Row, Item, Filter>,
  subjects: readonly string[],
): Promise<Map<string, Item[]>> {
  const rows = await database.rows<Row & { readonly subject_id: Big }>(
    `SELECT * FROM (
       SELECT m.subject_id, ${selected(columns)},
              ROW_NUMBER() OVER (PARTITION BY m.subject_id ORDER BY r.size DESC, r.id) AS place
         FROM ${inForce(part).sql} JOIN ${members} m ON m.computation_id = f.computation_id
         JOIN ${name} r ON r.id = m.${memberOf}
        WHERE m.subject_id IN (${marks(subjects.length)})) numbered
      WHERE place <= ${mostOfSubject} ORDER BY subject_id, place`,
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
