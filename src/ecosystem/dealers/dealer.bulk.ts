import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import type { PartnerStatus } from '../partner-status.codes';
import type { DealerLevel } from './dealer.codes';
import { DealerEntity } from './dealer.entity';

export interface DealerInput extends FromSource {
  readonly subjectId: string;
  readonly dealerNo: string;
  readonly name: string;
  readonly region: string | null;
  readonly level: DealerLevel;
  readonly status: PartnerStatus;
  readonly creditLimitMinor: string | null;
  readonly currency: string;
  readonly since: string;
}

export function mergeDealers(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly DealerInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, DealerEntity, source, inputs, (input) => input);
}
