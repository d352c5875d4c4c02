import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import type { PartnerStatus } from '../partner-status.codes';
import type { SupplierTier } from './supplier.codes';
import { SupplierEntity } from './supplier.entity';

export interface SupplierInput extends FromSource {
  readonly subjectId: string;
  readonly supplierNo: string;
  readonly name: string;
  readonly tier: SupplierTier;
  readonly status: PartnerStatus;
  readonly category: string | null;
  readonly regionCode: string | null;
  readonly since: string;
}

export function mergeSuppliers(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly SupplierInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, SupplierEntity, source, inputs, (input) => input);
}
