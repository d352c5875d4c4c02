import type { Transaction } from '../../../platform/database';
import {
  type BulkDependencies,
  type BulkResult,
  type FromSource,
  mergeRows,
} from '../../../platform/sourced';
import { ContactPointUseEntity } from './contact-point-use.entity';

export interface ContactPointUseInput extends FromSource {
  readonly subjectId: string;
  readonly contactPointId: string;
  readonly role: string;
  readonly since: string | null;
  readonly until: string | null;
}

export function mergeContactPointUses(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly ContactPointUseInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, ContactPointUseEntity, source, inputs, (input) => input);
}
