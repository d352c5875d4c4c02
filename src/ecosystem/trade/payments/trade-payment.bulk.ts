import type { Transaction } from '../../../platform/database';
import {
  type BulkDependencies,
  type BulkResult,
  type FromSource,
  mergeRows,
} from '../../../platform/sourced';
import type { PaymentMethod } from '../trade.codes';
import { TradePaymentEntity } from './trade-payment.entity';

export interface TradePaymentInput extends FromSource {
  readonly orderId: string;
  readonly payerSubjectId: string | null;
  readonly payeeSubjectId: string | null;
  readonly method: PaymentMethod;
  readonly amountMinor: string;
  readonly currency: string;
  readonly paidAt: Date;
}

export function mergeTradePayments(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly TradePaymentInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, TradePaymentEntity, source, inputs, (input) => input);
}
