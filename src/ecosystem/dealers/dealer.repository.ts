import { money } from '../../kernel';
import {
  type Database,
  type ListOrder,
  type ListShape,
  likePrefix,
  marks,
  type SqlValue,
} from '../../platform/database';
import { bindList } from '../../platform/lists';
import { bindSharedLoader, type LoaderBinding } from '../../platform/loaders';
import type { PartnerStatus } from '../partner-status.codes';
import type { DealerLevel } from './dealer.codes';
import { type DealerFilter, dealerById, dealerList, dealershipsOfSubject } from './dealer.loaders';
import type { DealerRecord } from './dealer.records';

interface DealerRow {
  id: string | number;
  subject_id: string | number;
  dealer_no: string;
  name: string;
  region: string | null;
  level: DealerLevel;
  status: PartnerStatus;
  credit_limit_minor: string | number | null;
  currency: string;
  since: string;
}

const SUPPLIER =
  'id, subject_id, dealer_no, name, region, level, status, credit_limit_minor, currency, since';

export class DealerRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindSharedLoader(dealerById, (ids) => this.byId(ids)),
      bindList(dealershipsOfSubject, this.database, ofSubject, toRecord),
      bindList(dealerList, this.database, all, toRecord),
    ];
  }

  async byId(ids: readonly string[]): Promise<Map<string, DealerRecord>> {
    const rows = await this.database.rows<DealerRow>(
      `SELECT ${SUPPLIER} FROM dealer WHERE id IN (${marks(ids.length)})`,
      ids,
    );
    return new Map(rows.map((row) => [String(row.id), toRecord(row)]));
  }
}

const toRecord = (row: DealerRow): DealerRecord => ({
  id: String(row.id),
  subjectId: String(row.subject_id),
  dealerNo: row.dealer_no,
  name: row.name,
  region: row.region,
  level: row.level,
  status: row.status,
  creditLimit: row.credit_limit_minor === null ? null : money(BigInt(row.credit_limit_minor), row.currency),
  since: row.since,
});

const ofSubject = (): ListShape & { parent: string } => ({
  select: SUPPLIER,
  from: 'dealer',
  parent: 'subject_id',
  order: ORDERS.SINCE_ASC,
});

const ORDERS: Record<string, readonly ListOrder[]> & { readonly SINCE_ASC: readonly ListOrder[] } = {
  NAME_ASC: [
    { column: 'name', direction: 'ASC' },
    { column: 'id', direction: 'ASC' },
  ],
  SINCE_ASC: [
    { column: 'since', direction: 'ASC' },
    { column: 'id', direction: 'ASC' },
  ],
  SINCE_DESC: [
    { column: 'since', direction: 'DESC' },
    { column: 'id', direction: 'DESC' },
  ],
};

function all(order: string, { level, namePrefix }: DealerFilter): ListShape {
  const conditions: [string, SqlValue][] = [];
  if (level) conditions.push(['level = ?', level]);
  if (namePrefix) conditions.push([`name LIKE ? ESCAPE '!'`, likePrefix(namePrefix)]);
  return {
    select: SUPPLIER,
    from: 'dealer',
    where: conditions.map(([sql]) => sql).join(' AND '),
    values: conditions.map(([, value]) => value),
    order: ORDERS[order] ?? ORDERS.SINCE_ASC,
  };
}
