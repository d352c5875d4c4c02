import { listLoader } from '../../platform/lists';
import { sharedLoader } from '../../platform/loaders';
import type { SupplierTier } from './supplier.codes';
import type { SupplierRecord } from './supplier.records';

export interface SupplierFilter {
  readonly tier?: SupplierTier | null;
  readonly namePrefix?: string | null;
}

export const supplierById = sharedLoader<string, SupplierRecord | null>('supplier.byId', {
  absent: () => null,
});

/** Longest standing first. */
export const suppliershipsOfSubject = listLoader<SupplierRecord>('supplierships.ofSubject');

export const supplierList = listLoader<SupplierRecord, SupplierFilter>('suppliers');
