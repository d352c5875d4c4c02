import { addDays, type BusinessDate, startOfBusinessDate } from '../../../kernel';
import {
  boundedPage,
  type ListShape,
  type Reader,
  type SqlValue,
  toSqlInstant,
} from '../../../platform/database';

type Big = string | number;

/** Reads a table in the order of its key, a chunk at a time, so that memory does not grow with it. */
async function* inChunks<Row>(
  reader: Reader,
  shape: Omit<ListShape, 'order'> & { readonly key: readonly string[] },
): AsyncGenerator<readonly Row[]> {
  const { key, where, values = [], ...rest } = shape;
  const order = key.map((column) => ({ column, direction: 'ASC' as const }));
  let after: readonly SqlValue[] | null = null;
  for (;;) {
    // The first column alone bounds the range: SQLite does not see it in the alternatives that follow.
    const from = `${key[0]} >= ?`;
    const page: Awaited<ReturnType<typeof boundedPage<Row>>> = await boundedPage<Row>(
      reader,
      { ...rest, order, where: where ? `${from} AND ${where}` : from, values: [after?.[0] ?? 0, ...values] },
      { first: CHUNK, after },
    );
    if (page.rows.length > 0) yield page.rows;
    if (!page.hasNext) return;
    after = page.keys.at(-1) as readonly SqlValue[];
  }
}

// A statement of this many narrow rows takes some hundredths of a second, and a few megabytes.
const CHUNK = 10_000;

const inForceOn = '(since IS NULL OR since <= ?) AND (until IS NULL OR until >= ?)';

export interface RelationInput {
  from_subject_id: Big;
  kind: 'GUARANTOR' | 'SHAREHOLDER' | 'INVESTOR' | 'SPOUSE' | 'FAMILY';
  to_subject_id: Big;
  id: Big;
  weight: Big | null;
  weight_unit: string | null;
}

/** Guarantees, stakes and kinship that are in force on a day, both ends of it included. */
export const readRelations = (reader: Reader, asOf: BusinessDate): AsyncGenerator<readonly RelationInput[]> =>
  inChunks(reader, {
    select: 'from_subject_id, kind, to_subject_id, id, weight, weight_unit',
    from: 'relation',
    where: `kind IN ('FAMILY', 'GUARANTOR', 'INVESTOR', 'SHAREHOLDER', 'SPOUSE') AND ${inForceOn}`,
    values: [asOf, asOf],
    key: ['from_subject_id', 'kind', 'to_subject_id', 'id'],
  });

export interface UseInput {
  subject_id: Big;
  node_id: Big;
}

/** A telephone is given away or sold; who has not used it for longer than this no longer shares it. */
const SEEN_WITHIN_DAYS = 365;

export const readDeviceUses = (reader: Reader, asOf: BusinessDate): AsyncGenerator<readonly UseInput[]> =>
  inChunks(reader, {
    select: 'subject_id, device_id AS node_id',
    from: 'device_use',
    where: '(last_seen_at IS NULL OR last_seen_at >= ?) AND (first_seen_at IS NULL OR first_seen_at < ?)',
    values: [addDays(asOf, -SEEN_WITHIN_DAYS), toSqlInstant(startOfBusinessDate(addDays(asOf, 1)))],
    key: ['subject_id', 'device_id', 'id'],
  });

export const readContactPointUses = (
  reader: Reader,
  asOf: BusinessDate,
): AsyncGenerator<readonly UseInput[]> =>
  inChunks(reader, {
    select: 'subject_id, contact_point_id AS node_id',
    from: 'contact_point_use',
    where: inForceOn,
    values: [asOf, asOf],
    key: ['subject_id', 'contact_point_id', 'id'],
  });

export const readContactPoints = (
  reader: Reader,
): AsyncGenerator<readonly { readonly id: Big; readonly kind: string }[]> =>
  inChunks(reader, { select: 'id, kind', from: 'contact_point', key: ['id'] });

export const readFirms = (reader: Reader): AsyncGenerator<readonly { readonly id: Big }[]> =>
  inChunks(reader, { select: 'id', from: 'subject', where: `kind = 'ENTERPRISE'`, key: ['id'] });

/** Devices that gave themselves away as emulators. */
export const readEmulators = (reader: Reader): AsyncGenerator<readonly { readonly id: Big }[]> =>
  inChunks(reader, { select: 'id', from: 'device', where: 'emulator = 1', key: ['id'] });

/** Of a loan in default (违约): ended unpaid, or more than 90 days overdue. */
const IS_DEFAULTED = `CASE WHEN status IN ('DEFAULTED', 'WRITTEN_OFF') OR (status = 'OVERDUE' AND overdue_days > 90)
  THEN 1 ELSE 0 END`;

export interface LoanInput {
  subject_id: Big;
  issued_on: BusinessDate;
  defaulted: Big;
}

/** Loans that were paid out by a day. */
export const readLoans = (reader: Reader, asOf: BusinessDate): AsyncGenerator<readonly LoanInput[]> =>
  inChunks(reader, {
    select: `subject_id, issued_on, ${IS_DEFAULTED} AS defaulted`,
    from: 'loan',
    where: `status <> 'CANCELLED' AND issued_on <= ?`,
    values: [asOf],
    key: ['subject_id', 'id'],
  });

export interface DebtInput {
  subject_id: Big;
  currency: string;
  outstanding: Big;
  defaulted: number;
}

/** What subjects owe, by subject and currency, and whether one of the loans is in default. */
export async function readDebts(reader: Reader, subjects: readonly string[]): Promise<DebtInput[]> {
  const debts: DebtInput[] = [];
  for (let start = 0; start < subjects.length; start += SUBJECTS_AT_ONCE) {
    const some = subjects.slice(start, start + SUBJECTS_AT_ONCE);
    const rows = await reader.rows<DebtInput>(
      `SELECT subject_id, currency,
              SUM(CASE WHEN status IN ('SETTLED', 'CANCELLED') THEN 0 ELSE outstanding_minor END) AS outstanding,
              MAX(${IS_DEFAULTED}) AS defaulted
         FROM loan WHERE subject_id IN (${some.map(() => '?').join(', ')})
        GROUP BY subject_id, currency ORDER BY subject_id, currency`,
      some,
    );
    debts.push(...rows);
  }
  return debts;
}

const SUBJECTS_AT_ONCE = 2_000;

/** Rows of the tables that a run reads, for its progress. */
export async function countRows(reader: Reader, table: string): Promise<number> {
  const [row] = await reader.rows<{ count: Big }>(`SELECT COUNT(*) AS count FROM ${table}`);
  return Number(row?.count ?? 0);
}
