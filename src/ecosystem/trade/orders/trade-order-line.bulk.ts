import type { Transaction } from '../../../platform/database';
import {
  type BulkDependencies,
  type BulkResult,
  type FromSource,
  mergeRows,
} from '../../../platform/sourced';
import { TradeOrderLineEntity } from './trade-order-line.entity';

export interface TradeOrderLineInput extends FromSource {
  readonly orderId: string;
  readonly lineNo: number;
  readonly sku: string;
  readonly description: string | null;
  readonly quantityMilli: string;
  readonly unitPriceMinor: string | null;
  readonly amountMinor: string;
  readonly currency: string;
}

export function mergeTradeOrderLines(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly TradeOrderLineInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, TradeOrderLineEntity, source, inputs, (input) => input);
}
