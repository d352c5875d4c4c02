import type { DataVault } from '../../platform/crypto';
import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import type { DeviceKind } from './device.codes';
import { DeviceEntity } from './device.entity';
import { withoutTakenValues } from './unique-value';

export interface DeviceInput extends FromSource {
  readonly kind: DeviceKind;
  readonly fingerprint: string;
  readonly systemName: string | null;
  readonly emulator: boolean;
  readonly firstSeenAt: Date | null;
}

const deviceFingerprintIndex = (vault: DataVault, fingerprint: string): Buffer =>
  vault.blindIndex('device.fingerprint', fingerprint);

/** A fingerprint is stored once: a second row that brings it under another key is rejected. */
export async function mergeDevices(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly DeviceInput[],
): Promise<BulkResult> {
  const { vault } = dependencies;
  const { free, rejected } = await withoutTakenValues(transaction, source, inputs, {
    table: 'device',
    column: 'fingerprint_index',
    field: 'fingerprint',
    indexOf: ({ fingerprint }) => deviceFingerprintIndex(vault, fingerprint),
  });
  const merged = await mergeRows(
    transaction,
    dependencies,
    DeviceEntity,
    source,
    free,
    ({ fingerprint, ...input }, id) => ({
      ...input,
      fingerprintIndex: deviceFingerprintIndex(vault, fingerprint),
      fingerprintCell: vault.seal(fingerprint, { table: 'device', column: 'fingerprint_cell', row: id }),
    }),
  );
  return { ...merged, rejected };
}
