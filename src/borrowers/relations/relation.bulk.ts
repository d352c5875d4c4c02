import type { Transaction } from '../../platform/database';
import { type BulkDependencies, type BulkResult, type FromSource, mergeRows } from '../../platform/sourced';
import type { RelationKind } from './relation.codes';
import { RelationEntity } from './relation.entity';

export interface RelationInput extends FromSource {
  readonly fromSubjectId: string;
  readonly kind: RelationKind;
  readonly toSubjectId: string;
  readonly weight: string | null;
  readonly weightUnit: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly evidence: string | null;
}

export function mergeRelations(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly RelationInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, RelationEntity, source, inputs, (input) => input);
}
