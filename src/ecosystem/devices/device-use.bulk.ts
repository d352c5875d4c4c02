import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import { DeviceUseEntity } from './device-use.entity';

export interface DeviceUseInput extends FromSource {
  readonly subjectId: string;
  readonly deviceId: string;
  readonly times: number;
  readonly firstSeenAt: Date | null;
  readonly lastSeenAt: Date | null;
}

export function mergeDeviceUses(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly DeviceUseInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, DeviceUseEntity, source, inputs, (input) => input);
}
