import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Lease } from '../../platform/lease';
import { KeysOfFiles } from '../load/keys-of-files';
import { type LoadDependencies, loadRecords } from '../load/load-records';
import { readRecord } from '../load/read-record';
import { type LoadCounts, NO_ROWS, type Reject, type TargetRecord } from '../load/record';
import { Scratch } from '../load/scratch.repository';
import type { TableSpec } from '../mapping/mapping';
import { OutputFiles } from '../report/output-files';
import { type RejectPlaces, RejectWriter } from '../report/reject-writer';
import { type WarningCount, WarningCounts } from '../report/warnings';
import { targetNamed } from '../targets';
import { hashOf, hashOfFile } from './content-hash';
import { type ImportPlan, recordsOfTable } from './import-plan';
import { ImportRunRepository, type TableState } from './import-run.repository';
import { ImportStopped } from './import-stopped';
import { LeaseLostError, takeSource } from './source-lease.repository';

/** What became of one table of the mapping. */
export interface TableReport extends LoadCounts {
  readonly target: string;
  readonly file: string;
  /** Texts that were left out although their rows were taken. */
  readonly warnings: readonly WarningCount[];
}

export interface ImportReport {
  readonly runId: string;
  readonly source: string;
  /** True when it went on where an interrupted run with the same mapping and files had stopped. */
  readonly resumed: boolean;
  /** False when more records were rejected than allowed; what was stored until then stays. */
  readonly complete: boolean;
  readonly tables: readonly TableReport[];
  readonly total: LoadCounts;
  readonly leftOut: readonly string[];
  /** Lists of what was not stored; null where there is nothing to list. */
  readonly rejectsFile: string | null;
  readonly reviewFile: string | null;
}

/** Where a table stands: its counts so far, and how much of its file has been read. */
export interface TableProgress extends Omit<TableReport, 'warnings'> {
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

export interface ImportOptions {
  readonly mappingFile: string;
  /** Where to list what was not stored; nowhere unless given. */
  readonly places?: RejectPlaces;
  /** Begins anew even when the same import was interrupted. */
  readonly fromStart?: boolean;
  readonly onReject?: (reject: Reject & { readonly file: string; readonly target: string }) => void;
  readonly onProgress?: (progress: TableProgress) => void;
  readonly onTable?: (report: TableReport) => void;
  /** The import stops when more records than this are rejected. */
  readonly maxRejects?: number;
  readonly batchSize?: number;
}

/**
 * Loads every table of a plan, in order, and keeps a record of the run. The same mapping and files that were interrupted
 * go on behind the last batch that was stored: no row is lost or counted twice.
 * @throws SourceBusyError when somebody else imports the source, and errors of the database, as long as nothing was
 * loaded; ImportStopped after that.
 */
export async function runImport(
  dependencies: LoadDependencies,
  plan: ImportPlan,
  options: ImportOptions,
): Promise<ImportReport> {
  const { database, nextId, clock } = dependencies;
  const hashes = await hashesOf(plan);
  const contentHash = hashOf([await hashOfFile(options.mappingFile), ...hashes.values()]);
  const { source } = plan.mapping;
  const lease = await takeSource(database, clock, source, nextId());
  try {
    const runs = new ImportRunRepository(database);
    const earlier = options.fromStart ? null : await runs.interrupted(source, contentHash);
    const run = new Run(dependencies, plan, options, lease, runs, earlier?.id ?? nextId(), earlier);
    if (earlier) await runs.goOn(earlier.id);
    else {
      const tables = plan.tables.map(({ target, from }) => ({
        target,
        file: basename(plan.sources.get(from)!.file.path),
        fileHash: hashes.get(from)!,
      }));
      const { name: mapping } = plan.mapping;
      await runs.begin({ id: run.id, source, mapping, contentHash, startedAt: clock.now() }, tables);
    }
    return await run.load();
  } finally {
    await lease.release().catch(() => undefined);
  }
}

async function hashesOf(plan: ImportPlan): Promise<ReadonlyMap<string, Buffer>> {
  const hashes = new Map<string, Buffer>();
  for (const [name, { file }] of plan.sources) hashes.set(name, await hashOfFile(file.path));
  return hashes;
}

class Run {
  readonly #tables: TableReport[] = [];
  #seen: { readonly target: string; readonly scratch: Scratch; readonly keys: KeysOfFiles } | null = null;
  readonly #outputs: OutputFiles;

  constructor(
    private readonly dependencies: LoadDependencies,
    private readonly plan: ImportPlan,
    private readonly options: ImportOptions,
    private readonly lease: Lease,
    private readonly runs: ImportRunRepository,
    readonly id: string,
    private readonly earlier: {
      readonly outputs: ConstructorParameters<typeof OutputFiles>[0];
      readonly tables: readonly TableState[];
    } | null,
  ) {
    this.#outputs = new OutputFiles(earlier?.outputs);
  }

  async load(): Promise<ImportReport> {
    const { clock } = this.dependencies;
    const most = this.options.maxRejects ?? Number.POSITIVE_INFINITY;
    try {
      for (const tableNo of this.plan.tables.keys()) {
        const report = await this.#loadTable(tableNo, most - this.#total().rejected);
        this.#tables.push(report);
        this.options.onTable?.(report);
        if (this.#total().rejected > most) {
          await this.runs.finish(this.id, 'FAILED', clock.now());
          return this.#report(false);
        }
        await this.runs.tableDone(this.id, tableNo, report.warnings);
      }
      await this.runs.finish(this.id, 'DONE', clock.now());
      return this.#report(true);
    } catch (error) {
      // Whoever took the lease keeps the record of the run now.
      if (!(error instanceof LeaseLostError))
        await this.runs.finish(this.id, 'STOPPED', clock.now()).catch(() => undefined);
      throw new ImportStopped(error);
    } finally {
      this.#outputs.close();
      this.#seen?.scratch.close();
    }
  }

  /** Tables of one target follow each other: a key that came in one of them must not come again in the next. */
  async #keysBefore(table: TableSpec, tableNo: number): Promise<KeysOfFiles> {
    const { target } = table;
    if (this.#seen?.target !== target) {
      this.#seen?.scratch.close();
      const scratch = new Scratch();
      this.#seen = { target, scratch, keys: new KeysOfFiles(scratch) };
      // Those that an earlier run had finished are read again for their keys.
      for (const [no, other] of this.plan.tables.entries())
        if (no < tableNo && other.target === target) await this.#readKeys(other, this.#seen.keys);
    }
    this.#seen.keys.begin(basename(this.plan.sources.get(table.from)!.file.path));
    return this.#seen.keys;
  }

  async #readKeys(table: TableSpec, keys: KeysOfFiles): Promise<void> {
    keys.begin(basename(this.plan.sources.get(table.from)!.file.path));
    const scratch = new Scratch();
    const today = this.dependencies.clock.businessDate();
    try {
      for await (const block of recordsOfTable(this.plan, table, scratch))
        for (const record of block) {
          const read = readRecord(targetNamed(table.target)!, this.plan.mapping.source, record, today);
          if (!('problems' in read)) keys.firstPlace(read.row.sourceKey, record.line);
        }
    } finally {
      scratch.close();
    }
  }

  async #loadTable(tableNo: number, most: number): Promise<TableReport> {
    const table = this.plan.tables[tableNo]!;
    const source = this.plan.sources.get(table.from)!;
    const named = { target: table.target, file: source.file.path };
    const state = this.earlier?.tables[tableNo];
    if (state?.isDone) return { ...named, ...state.counts, warnings: state.warnings };

    const { places, onReject, onProgress, batchSize } = this.options;
    const before = this.#total();
    const writer = places && new RejectWriter(this.#outputs, places, table, tableNo, source);
    const bytesTotal = statSync(source.file.path).size;
    const warnings = new WarningCounts();
    const seen = await this.#keysBefore(table, tableNo);
    const scratch = new Scratch();
    let bytesRead = 0;
    let rejected = state?.counts.rejected ?? 0;
    const records = recordsOfTable(
      this.plan,
      table,
      scratch,
      (warning) => warnings.add(warning),
      (bytes) => {
        bytesRead = bytes;
      },
    );
    function* whileFew(block: Iterable<TargetRecord>) {
      for (const record of block) {
        if (rejected > most) return;
        yield record;
      }
    }
    async function* untilTooMany() {
      for await (const block of records) {
        if (rejected > most) return;
        yield whileFew(block);
      }
    }
    try {
      const counts = await loadRecords(this.dependencies, {
        source: this.plan.mapping.source,
        target: table.target,
        records: untilTooMany(),
        seen,
        repeats: table.repeats,
        ...(batchSize ? { batchSize } : {}),
        ...(state ? { resumeAt: state } : {}),
        checkpoint: async (transaction, at, rejects) => {
          await this.lease.hold(transaction);
          this.#outputs.rewind();
          for (const reject of rejects) writer?.add(reject);
          const now = this.dependencies.clock.now();
          const total = sum(before, at.counts);
          await this.runs.advance(
            transaction,
            { id: this.id, tableNo, now },
            at,
            total,
            this.#outputs.sizes(),
          );
        },
        onReject: (reject) => onReject?.({ ...reject, ...named }),
        onProgress: (counts) => {
          this.#outputs.keep();
          rejected = counts.rejected;
          onProgress?.({ ...named, ...counts, bytesRead, bytesTotal });
        },
      });
      return { ...named, ...counts, warnings: warnings.list() };
    } finally {
      scratch.close();
    }
  }

  #total(): LoadCounts {
    return this.#tables.reduce(sum, NO_ROWS);
  }

  #report(complete: boolean): ImportReport {
    return {
      runId: this.id,
      source: this.plan.mapping.source,
      resumed: this.earlier !== null,
      complete,
      tables: this.#tables,
      total: this.#total(),
      leftOut: this.plan.leftOut,
      rejectsFile: this.#outputs.pathOf('rejects'),
      reviewFile: this.#outputs.pathOf('review'),
    };
  }
}

const sum = (a: LoadCounts, b: LoadCounts): LoadCounts => ({
  read: a.read + b.read,
  inserted: a.inserted + b.inserted,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
  rejected: a.rejected + b.rejected,
});
