import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Clock } from '../../kernel';
import type { DataVault } from '../../platform/crypto';
import {
  type Database,
  type IdGenerator,
  type Transaction,
  writeAgainOnClash,
} from '../../platform/database';
import { TARGETS, type Target, targetNamed } from '../targets';
import { KeysOfFiles } from './keys-of-files';
import { mergeBatch } from './merge-batch';
import { type ReadRecord, readRecord } from './read-record';
import { type LoadCounts, NO_ROWS, type Reject, type RejectedRecord, type TargetRecord } from './record';
import { Scratch } from './scratch.repository';

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
  /** Those of a file come many at a time. */
  readonly records: Iterable<TargetRecord> | AsyncIterable<Iterable<TargetRecord>>;
  /** Where other files fed the same target before: their keys count as having come. */
  readonly seen?: KeysOfFiles;
  /**
   * What becomes of a record whose key has come before; `reject` unless given. Skipped ones are not counted. With `none`
   * the caller knows that no key comes twice, and keys are not remembered.
   */
  readonly repeats?: 'reject' | 'skip' | 'none';
  /** Records in one transaction. */
  readonly batchSize?: number;
  /** Where an earlier load of the same records stopped: what was stored then is read again and not stored again. */
  readonly resumeAt?: LoadPosition;
  /** Runs in the transaction of each batch, after its rows; may run again when the transaction is repeated. */
  readonly checkpoint?: (
    transaction: Transaction,
    at: LoadPosition,
    rejects: readonly RejectedRecord[],
  ) => Promise<void>;
  readonly onReject?: (reject: Reject) => void;
  /** After each transaction, with the counts so far. */
  readonly onProgress?: (counts: LoadCounts) => void;
}

/** How far a load has come: how many records it took, skipped ones too, and what became of them. */
export interface LoadPosition {
  readonly taken: number;
  readonly counts: LoadCounts;
}

/** Names of the targets in the order in which they must be loaded. */
export const TARGET_NAMES: readonly string[] = TARGETS.map((target) => target.name);

export const isSourceName = (text: string): boolean => /^[a-z0-9][a-z0-9_.-]{0,23}$/.test(text);

// Records live until their batch is stored. So many, with those that are read meanwhile, are gone before the young
// generation is full; a larger batch would save little of what a transaction costs.
const BATCH_SIZE = 500;

/**
 * Loads the records of one target of one source, in batches, each a transaction: a batch is stored as a whole or not at
 * all. Doing it twice changes nothing. A record that is wrong is a reject and the others go on; when the database fails
 * the batches before stay, and the load can be repeated. Memory stays the same however many records there are.
 * @throws RangeError for a target that does not exist or a malformed source name; database errors as they come.
 */
export async function loadRecords(dependencies: LoadDependencies, options: LoadOptions): Promise<LoadCounts> {
  const target = targetNamed(options.target);
  if (!target)
    throw new RangeError(`there is no target ${options.target}; there are ${TARGET_NAMES.join(', ')}`);
  if (!isSourceName(options.source))
    throw new RangeError('a source name is 1 to 24 characters of a-z, 0-9, ".", "_", "-"');
  if (options.seen || options.repeats === 'none')
    return loadWith(options.seen, dependencies, target, options);
  const scratch = new Scratch();
  try {
    const keys = new KeysOfFiles(scratch);
    keys.begin(options.source);
    return await loadWith(keys, dependencies, target, options);
  } finally {
    scratch.close();
  }
}

async function loadWith(
  seen: KeysOfFiles | undefined,
  dependencies: LoadDependencies,
  target: Target,
  options: LoadOptions,
): Promise<LoadCounts> {
  const { batchSize = BATCH_SIZE, onReject = () => {}, onProgress = () => {}, resumeAt } = options;
  const today = dependencies.clock.businessDate();
  let taken = 0;
  let batch: ReadRecord[] = [];
  let refused: RejectedRecord[] = [];

  // An export is loaded for the first time, or its new rows stand together: after a batch of new rows the next is likely
  // to be one too, and is inserted without looking what is stored.
  let expectNew = false;
  const store = async (
    rows: readonly ReadRecord[],
    wrong: readonly RejectedRecord[],
    upTo: number,
    before: Promise<LoadCounts>,
  ): Promise<LoadCounts> => {
    const at = { taken: upTo, before };
    const { rejected, counts } = await storeBatch(dependencies, target, options, rows, wrong, at, expectNew);
    expectNew = rows.length > 0 && counts.inserted - (await before).inserted === rows.length;
    for (const { record, problems } of rejected)
      for (const problem of problems) onReject({ line: record.line, ...problem });
    onProgress(counts);
    return counts;
  };

  // While the server stores a batch, this process makes the rows of the next ready and reads the one after it.
  let storing = Promise.resolve(resumeAt?.counts ?? NO_ROWS);
  let before = storing;
  const flush = async () => {
    await before;
    before = storing;
    storing = store(batch, refused, taken, before);
    // It is awaited with a later batch.
    storing.catch(() => undefined);
    batch = [];
    refused = [];
  };

  const take = (record: TargetRecord) => {
    taken += 1;
    const read = readRecord(target, options.source, record, today);
    // Two rows with one key would overwrite each other at every load, and no load would be the last word.
    const first = 'problems' in read ? undefined : seen?.firstPlace(read.row.sourceKey, record.line);
    if (taken <= (resumeAt?.taken ?? 0)) return;
    if ('problems' in read) refused.push({ record, problems: read.problems, isConflict: false });
    else if (first === undefined) batch.push(read);
    else if (options.repeats !== 'skip') {
      const problem = { field: 'key', reason: `it repeats the key of ${first}` };
      refused.push({ record, problems: [problem], isConflict: false });
    }
  };

  try {
    const blocks = Symbol.asyncIterator in options.records ? options.records : [options.records];
    for await (const block of blocks)
      for (const record of block) {
        take(record);
        if (batch.length + refused.length >= batchSize) await flush();
        if (taken % TURN === 0) await othersTurn();
      }
    await flush();
  } finally {
    // Also when reading failed: nothing may be stored any more once this has ended.
    await storing.catch(() => undefined);
  }
  return storing;
}

/** After so many records the connection gets its turn: reading alone would keep its answers waiting. */
const TURN = 20;

interface StoredBatch {
  readonly rejected: readonly RejectedRecord[];
  /** Those of the whole load, with this batch. */
  readonly counts: LoadCounts;
}

async function storeBatch(
  { database, vault, nextId, clock }: LoadDependencies,
  target: Target,
  { source, checkpoint }: LoadOptions,
  batch: readonly ReadRecord[],
  refused: readonly RejectedRecord[],
  { taken, before }: { readonly taken: number; readonly before: Promise<LoadCounts> },
  expectNew: boolean,
): Promise<StoredBatch> {
  let isFirstTry = true;
  const store = async (transaction: Transaction): Promise<StoredBatch> => {
    const dependencies = { vault, nextId, now: clock.now(), expectNew: expectNew && isFirstTry };
    isFirstTry = false;
    const merged = await mergeBatch(waitingFor(before, transaction), dependencies, target, source, batch);
    const earlier = await before;
    const rejected = [...refused, ...merged.rejects].sort((a, b) => a.record.line - b.record.line);
    const counts: LoadCounts = {
      read: earlier.read + batch.length + refused.length,
      inserted: earlier.inserted + merged.inserted,
      updated: earlier.updated + merged.updated,
      unchanged: earlier.unchanged + merged.unchanged,
      rejected: earlier.rejected + rejected.length,
    };
    await checkpoint?.(transaction, { taken, counts }, rejected);
    return { rejected, counts };
  };
  return writeAgainOnClash(database, store);
}

/** The transaction, none of whose statements is sent before all before it is stored. */
function waitingFor(before: Promise<unknown>, transaction: Transaction): Transaction {
  return {
    ...transaction,
    rows: async (sql, values) => {
      await before;
      return transaction.rows(sql, values);
    },
    run: async (sql, values) => {
      await before;
      return transaction.run(sql, values);
    },
    insert: async (entity, rows, conflict) => {
      await before;
      return transaction.insert(entity, rows, conflict);
    },
  };
}
