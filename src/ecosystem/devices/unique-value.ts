import type { Transaction } from '../../platform/database';
import { type BulkReject, type FromSource, storedByIndex } from '../../platform/sourced';

interface UniqueValue<I> {
  readonly table: string;
  readonly column: string;
  readonly field: string;
  readonly indexOf: (input: I) => Buffer;
}

/**
 * Takes out the inputs whose value is stored under another key, or comes earlier in the batch under another key. It has
 * to happen before the upsert: MySQL would overwrite the other row without a word.
 */
export async function withoutTakenValues<I extends FromSource>(
  transaction: Transaction,
  source: string,
  inputs: readonly I[],
  { table, column, field, indexOf }: UniqueValue<I>,
): Promise<{ readonly free: readonly I[]; readonly rejected: readonly BulkReject[] }> {
  const indexes = inputs.map(indexOf);
  const holders = new Map(await storedByIndex(transaction, table, column, indexes));
  const rejected: BulkReject[] = [];
  const free = inputs.filter((input, i) => {
    const index = indexes[i]!.toString('hex');
    const { sourceKey } = input;
    const holder = holders.get(index);
    if (holder && (holder.source !== source || holder.sourceKey !== sourceKey)) {
      const reason =
        'the same value is stored under another key already; refer to that row by its source and key';
      rejected.push({ sourceKey, field, reason });
      return false;
    }
    holders.set(index, { source, sourceKey });
    return true;
  });
  return { free, rejected };
}
