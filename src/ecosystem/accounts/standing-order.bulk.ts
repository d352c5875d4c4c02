import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import { StandingOrderEntity } from './standing-order.entity';

export interface StandingOrderInput extends FromSource {
  readonly accountId: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly purpose: string | null;
  readonly counterpartyBank: string | null;
  readonly counterpartyAccount: string | null;
}

export function mergeStandingOrders(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly StandingOrderInput[],
): Promise<BulkResult> {
  const { vault } = dependencies;
  return mergeRows(transaction, dependencies, StandingOrderEntity, source, inputs, (input, id) => ({
    counterpartyAccountCell: vault.sealNullable(input.counterpartyAccount, {
      table: 'standing_order',
      column: 'counterparty_account_cell',
      row: id,
    }),
    ...input,
  }));
}
