import type { Clock } from '../../kernel';
import type { DataVault } from '../../platform/crypto';
import { type Database, type IdGenerator, isDuplicateKey, type Transaction } from '../../platform/database';
import type { BulkResult } from '../../platform/sourced';
import { type Problem, type ReadRow, TARGETS, type Target, targetNamed } from '../targets';
import { type ReadRecord, readRecord } from './read-record';
import type { LoadCounts, Reject, TargetRecord } from './record';
import { findReferences } from './references';

export interface LoadDependencies {
  readonly database: Database;
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
}

export interface LoadOptions {
  /** Name of the system that the records come from: `/^[a-z0-9][\w.-]{0,23}$/`, lower-case. */
  readonly source: string;
  /** Name of a target, one of `TARGET_NAMES`. */
  readonly target: string;
  readonly records: AsyncIterable<TargetRecord> | Iterable<TargetRecord>;
  /** Records in one transaction. */
  readonly batchSize?: number;
  readonly onReject?: (reject: Reject) => void;
  /** After each transaction, with the counts so far. */
  readonly onProgress?: (counts: LoadCounts) => void;
}

/** Names of the targets in the order in which they must be loaded. */
export const TARGET_NAMES: readonly string[] = TARGETS.map((target) => target.name);

export const isSourceName = (text: string): boolean => /^[a-z0-9][a-z0-9_.-]{0,23}$/.test(text);

// At 500 a transaction is short, and the statements that it takes are far from their limits of parameters.
const BATCH_SIZE = 500;
// Each clash lets the other import through, and imports that bring the same rows at once are few.
const MOST_ATTEMPTS = 5;

type Counts = { -readonly [K in keyof LoadCounts]: number };

/**
 * Loads the records of one target of one source, in batches, each a transaction: a batch is stored as a whole or not at
 * all. Doing it twice changes nothing. A record that is wrong is a reject and the others go on; when the database fails
 * the batches before stay, and the load can be repeated.
 * @throws RangeError for a target that does not exist or a malformed source name; database errors as they come.
 */
export async function loadRecords(dependencies: LoadDependencies, options: LoadOptions): Promise<LoadCounts> {
  const target = targetNamed(options.target);
  if (!target)
    throw new RangeError(`there is no target ${options.target}; there are ${TARGET_NAMES.join(', ')}`);
  if (!isSourceName(options.source))
    throw new RangeError('a source name is 1 to 24 characters of a-z, 0-9, ".", "_", "-"');
  const { batchSize = BATCH_SIZE, onReject = () => {}, onProgress = () => {} } = options;
  const counts: Counts = { read: 0, inserted: 0, updated: 0, unchanged: 0, rejected: 0 };
  const lineOfKey = new Map<string, number>();
  const today = dependencies.clock.businessDate();
  let batch: ReadRecord[] = [];
  let refused: RefusedRecord[] = [];

  const flush = async () => {
    const { rejects, inserted, updated, unchanged } = await storeBatch(
      dependencies,
      target,
      options.source,
      batch,
    );
    const all = [...refused, ...rejects].sort((a, b) => a.line - b.line);
    counts.inserted += inserted;
    counts.updated += updated;
    counts.unchanged += unchanged;
    counts.rejected += all.length;
    for (const { line, problems } of all) for (const problem of problems) onReject({ line, ...problem });
    batch = [];
    refused = [];
    onProgress({ ...counts });
  };

  for await (const record of options.records) {
    counts.read += 1;
    const read = readRecord(target, options.source, record, today);
    if ('problems' in read) refused.push({ line: record.line, problems: read.problems });
    else {
      // Two rows with one key would overwrite each other at every load, and no load would be the last word.
      const { sourceKey } = read.row;
      const first = lineOfKey.get(sourceKey);
      if (first === undefined) {
        lineOfKey.set(sourceKey, record.line);
        batch.push(read);
      } else {
        const reason = `it repeats the key of line ${first}`;
        refused.push({ line: record.line, problems: [{ field: 'key', reason }] });
      }
    }
    if (batch.length + refused.length >= batchSize) await flush();
  }
  await flush();
  return counts;
}

interface RefusedRecord {
  readonly line: number;
  readonly problems: readonly Problem[];
}

interface StoredBatch extends Omit<BulkResult, 'rejected'> {
  readonly rejects: readonly RefusedRecord[];
}

async function storeBatch(
  { database, vault, nextId, clock }: LoadDependencies,
  target: Target,
  source: string,
  batch: readonly ReadRecord[],
): Promise<StoredBatch> {
  if (batch.length === 0) return { inserted: 0, updated: 0, unchanged: 0, rejects: [] };
  const store = (transaction: Transaction) =>
    mergeBatch(transaction, { vault, nextId, now: clock.now() }, target, source, batch);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.write(store);
    } catch (error) {
      // Another import stored one of the keys in between, or waited for what this one held: this time it is found.
      if (attempt === MOST_ATTEMPTS || !(isDuplicateKey(error) || isDeadlock(error))) throw error;
    }
  }
}

const isDeadlock = (error: unknown): boolean =>
  (error as { driverError?: { code?: string } }).driverError?.code === 'ER_LOCK_DEADLOCK';

async function mergeBatch(
  transaction: Transaction,
  dependencies: { readonly vault: DataVault; readonly nextId: IdGenerator; readonly now: Date },
  target: Target,
  source: string,
  batch: readonly ReadRecord[],
): Promise<StoredBatch> {
  const rejects: RefusedRecord[] = [];
  const find = await findReferences(
    transaction,
    dependencies.vault,
    batch.flatMap(({ references }) => references),
  );
  const rows: ReadRow[] = [];
  const lineOf = new Map<string, number>();
  for (const { line, row, references, context } of batch) {
    const ids: Record<string, string> = {};
    const problems: Problem[] = [];
    for (const reference of references) {
      const id = find(reference);
      if (id === undefined)
        problems.push({
          field: reference.field,
          reason: `the ${reference.target} that it names is not stored`,
        });
      else ids[reference.property] = id;
    }
    const found: ReadRow = { ...row, ...ids };
    if (problems.length === 0) problems.push(...target.check(found, context));
    if (problems.length > 0) {
      rejects.push({ line, problems });
      continue;
    }
    lineOf.set(row.sourceKey, line);
    rows.push(found);
  }
  const { rejected, ...counts } = await target.merge(transaction, dependencies, source, rows);
  for (const { sourceKey, field, reason } of rejected)
    rejects.push({ line: lineOf.get(sourceKey)!, problems: [{ field, reason }] });
  return { ...counts, rejects };
}
