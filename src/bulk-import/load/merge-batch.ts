import type { Transaction } from '../../platform/database';
import type { BulkDependencies, BulkResult } from '../../platform/sourced';
import type { Problem, ReadRow, Target } from '../targets';
import type { ReadRecord } from './read-record';
import type { RejectedRecord, TargetRecord } from './record';
import { findReferences } from './references';

/** Finds what the records of a batch refer to, and hands those that are right to the bulk upsert of the table's owner. */
export async function mergeBatch(
  transaction: Transaction,
  dependencies: BulkDependencies,
  target: Target,
  source: string,
  batch: readonly ReadRecord[],
): Promise<Omit<BulkResult, 'rejected'> & { readonly rejects: readonly RejectedRecord[] }> {
  if (batch.length === 0) return { inserted: 0, updated: 0, unchanged: 0, rejects: [] };
  const rejects: RejectedRecord[] = [];
  const find = await findReferences(
    transaction,
    dependencies.vault,
    batch.flatMap(({ references }) => references),
  );
  const rows: ReadRow[] = [];
  const recordOf = new Map<string, TargetRecord>();
  for (const { record, row, references, context } of batch) {
    const found: Record<string, unknown> & ReadRow = { ...row };
    const problems: Problem[] = [];
    for (const reference of references) {
      const id = find(reference);
      if (id === undefined)
        problems.push({
          field: reference.field,
          reason: `the ${reference.target} that it names is not stored`,
        });
      else found[reference.property] = id;
    }
    if (problems.length === 0) problems.push(...target.check(found, context));
    if (problems.length > 0) {
      rejects.push({ record, problems, isConflict: false });
      continue;
    }
    recordOf.set(row.sourceKey, record);
    rows.push(found);
  }
  const { rejected, ...counts } = await target.merge(transaction, dependencies, source, rows);
  for (const { sourceKey, field, reason, isConflict = false } of rejected)
    rejects.push({ record: recordOf.get(sourceKey)!, problems: [{ field, reason }], isConflict });
  return { ...counts, rejects };
}
