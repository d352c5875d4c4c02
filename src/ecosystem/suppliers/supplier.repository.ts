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
import type { SupplierTier } from './supplier.codes';
import { type SupplierFilter, supplierById, supplierList, suppliershipsOfSubject } from './supplier.loaders';
import type { SupplierRecord } from './supplier.records';

interface SupplierRow {
  id: string | number;
  subject_id: string | number;
  supplier_no: string;
  name: string;
  tier: SupplierTier;
  status: PartnerStatus;
  category: string | null;
  since: string;
}

const SUPPLIER = 'id, subject_id, supplier_no, name, tier, status, category, since';

export class SupplierRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindSharedLoader(supplierById, (ids) => this.byId(ids)),
      bindList(suppliershipsOfSubject, this.database, ofSubject, toRecord),
      bindList(supplierList, this.database, all, toRecord),
    ];
  }

  async byId(ids: readonly string[]): Promise<Map<string, SupplierRecord>> {
    const rows = await this.database.rows<SupplierRow>(
      `SELECT ${SUPPLIER} FROM supplier WHERE id IN (${marks(ids.length)})`,
      ids,
    );
    return new Map(rows.map((row) => [String(row.id), toRecord(row)]));
  }
}

const toRecord = (row: SupplierRow): SupplierRecord => ({
  id: String(row.id),
  subjectId: String(row.subject_id),
  supplierNo: row.supplier_no,
  name: row.name,
  tier: row.tier,
  status: row.status,
  category: row.category,
  since: row.since,
});

const ofSubject = (): ListShape & { parent: string } => ({
  select: SUPPLIER,
  from: 'supplier',
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

function all(order: string, { tier, namePrefix }: SupplierFilter): ListShape {
  const conditions: [string, SqlValue][] = [];
  if (tier) conditions.push(['tier = ?', tier]);
  if (namePrefix) conditions.push([`name LIKE ? ESCAPE '!'`, likePrefix(namePrefix)]);
  return {
    select: SUPPLIER,
    from: 'supplier',
    where: conditions.map(([sql]) => sql).join(' AND '),
    values: conditions.map(([, value]) => value),
    order: ORDERS[order] ?? ORDERS.SINCE_ASC,
  };
}
