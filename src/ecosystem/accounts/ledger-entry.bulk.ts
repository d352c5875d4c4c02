import type { DataVault } from '../../platform/crypto';
import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import type { EntryDirection } from './account.codes';
import { LedgerEntryEntity } from './ledger-entry.entity';

export interface LedgerEntryInput extends FromSource {
  readonly accountId: string;
  readonly bookedOn: string;
  readonly direction: EntryDirection;
  readonly kind: string;
  readonly amountMinor: string;
  readonly balanceMinor: string | null;
  readonly currency: string;
  readonly purpose: string | null;
  readonly counterpartyBank: string | null;
  readonly counterpartyAccount: string | null;
}

/** The digest under which all bookings with one account at another bank are found. */
const counterpartyAccountIndex = (vault: DataVault, no: string): Buffer =>
  vault.blindIndex('ledger_entry.counterparty_account', no);

export function mergeLedgerEntries(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly LedgerEntryInput[],
): Promise<BulkResult> {
  const { vault } = dependencies;
  return mergeRows(transaction, dependencies, LedgerEntryEntity, source, inputs, (input, id) => ({
    counterpartyAccountCell: vault.sealNullable(input.counterpartyAccount, {
      table: 'ledger_entry',
      column: 'counterparty_account_cell',
      row: id,
    }),
    counterpartyAccountIndex:
      input.counterpartyAccount === null ? null : counterpartyAccountIndex(vault, input.counterpartyAccount),
    ...input,
  }));
}
