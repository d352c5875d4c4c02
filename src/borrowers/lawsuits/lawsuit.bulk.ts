import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import type { LawsuitRole, LawsuitStage } from './lawsuit.codes';
import { LawsuitEntity } from './lawsuit.entity';

export interface LawsuitInput extends FromSource {
  readonly subjectId: string;
  readonly caseNo: string | null;
  readonly court: string | null;
  readonly cause: string | null;
  readonly role: LawsuitRole;
  readonly stage: LawsuitStage;
  readonly filedOn: string | null;
  readonly decidedOn: string | null;
  readonly amountMinor: string | null;
  readonly currency: string | null;
  readonly note: string | null;
}

export function mergeLawsuits(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly LawsuitInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, LawsuitEntity, source, inputs, (input) => input);
}
