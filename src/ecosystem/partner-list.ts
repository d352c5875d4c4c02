import { type ListOrder, type ListShape, likePrefix, type SqlValue } from '../platform/database';

/** A table of suppliers or dealers, and the column that grades them. */
interface PartnerTable {
  readonly table: string;
  readonly select: string;
  readonly grade: string;
}

interface PartnerQuestion {
  readonly grade: string | null | undefined;
  readonly namePrefix: string | null | undefined;
}

const by = (column: string, direction: ListOrder['direction']): readonly ListOrder[] => [
  { column, direction },
  { column: 'id', direction },
];

const LONGEST_STANDING_FIRST = by('since', 'ASC');

const ORDERS: Readonly<Record<string, readonly ListOrder[]>> = {
  NAME_ASC: by('name', 'ASC'),
  SINCE_ASC: LONGEST_STANDING_FIRST,
  SINCE_DESC: by('since', 'DESC'),
};

/** A subject as a supplier or dealer, longest standing first. */
export const partnershipsOfSubject =
  ({ table, select }: PartnerTable) =>
  (): ListShape & { parent: string } => ({
    select,
    from: table,
    parent: 'subject_id',
    order: LONGEST_STANDING_FIRST,
  });

/** All suppliers or dealers of a grade and of a beginning of their name, where these are given. */
export function partnerList(
  partners: PartnerTable,
  order: string,
  { grade, namePrefix }: PartnerQuestion,
): ListShape {
  const conditions: [string, SqlValue][] = [];
  if (grade) conditions.push([`${partners.grade} = ?`, grade]);
  if (namePrefix) conditions.push([`name LIKE ? ESCAPE '!'`, likePrefix(namePrefix)]);
  return {
    select: partners.select,
    from: partners.table,
    where: conditions.map(([sql]) => sql).join(' AND '),
    values: conditions.map(([, value]) => value),
    order: ORDERS[order] ?? LONGEST_STANDING_FIRST,
  };
}
