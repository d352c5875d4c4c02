import type { Database, ListShape } from '../../platform/database';
import { bindById, bindList } from '../../platform/lists';
import type { LoaderBinding } from '../../platform/loaders';
import { partnerList, partnershipsOfSubject } from '../partner-list';
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

const SUPPLIERS = {
  table: 'supplier',
  select: 'id, subject_id, supplier_no, name, tier, status, category, since',
  grade: 'tier',
};

export class SupplierRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindById(supplierById, this.database, { select: SUPPLIERS.select, from: SUPPLIERS.table }, toRecord),
      bindList(suppliershipsOfSubject, this.database, partnershipsOfSubject(SUPPLIERS), toRecord),
      bindList(supplierList, this.database, all, toRecord),
    ];
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

const all = (order: string, { tier, namePrefix }: SupplierFilter): ListShape =>
  partnerList(SUPPLIERS, order, { grade: tier, namePrefix });
