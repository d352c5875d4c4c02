import type { Transaction } from '../../../platform/database';
import {
  type BulkDependencies,
  type BulkResult,
  type FromSource,
  mergeRows,
} from '../../../platform/sourced';
import { WaybillEntity } from './waybill.entity';

export interface WaybillInput extends FromSource {
  readonly orderId: string;
  readonly waybillNo: string;
  readonly carrier: string | null;
  readonly mode: string | null;
  readonly shippedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly quantityMilli: string | null;
  readonly weightGram: string | null;
  readonly freightMinor: string | null;
  readonly currency: string | null;
}

export function mergeWaybills(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly WaybillInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, WaybillEntity, source, inputs, (input) => input);
}
