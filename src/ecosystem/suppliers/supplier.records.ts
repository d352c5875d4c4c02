import type { PartnerStatus } from '../partner-status.codes';
import type { SupplierTier } from './supplier.codes';

export interface SupplierRecord {
  readonly id: string;
  readonly subjectId: string;
  readonly supplierNo: string;
  readonly name: string;
  readonly tier: SupplierTier;
  readonly status: PartnerStatus;
  readonly category: string | null;
  readonly since: string;
}
