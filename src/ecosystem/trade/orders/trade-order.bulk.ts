import type { Transaction } from '../../../platform/database';
import {
  type BulkDependencies,
  type BulkResult,
  type FromSource,
  mergeRows,
} from '../../../platform/sourced';
import type { OrderStatus } from '../trade.codes';
import { TradeOrderEntity } from './trade-order.entity';

export interface TradeOrderInput extends FromSource {
  readonly orderNo: string;
  readonly supplierId: string | null;
  readonly dealerId: string | null;
  readonly sellerSubjectId: string | null;
  readonly buyerSubjectId: string | null;
  readonly status: OrderStatus;
  readonly totalMinor: string;
  readonly currency: string;
  readonly orderedOn: string;
  readonly dueOn: string | null;
  readonly destination: string | null;
}

export function mergeTradeOrders(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly TradeOrderInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, TradeOrderEntity, source, inputs, (input) => input);
}
