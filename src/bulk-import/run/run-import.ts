import { statSync } from 'node:fs';
import { type LoadDependencies, loadRecords } from '../load/load-records';
import type { LoadCounts, Reject } from '../load/record';
import { Scratch } from '../load/scratch.repository';
import { type WarningCount, WarningCounts } from '../report/warnings';
import { contentHash } from './content-hash';
import { type ImportPlan, recordsOfTable } from './import-plan';
import { ImportRunRepository } from './import-run.repository';

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
  /** False when more records were rejected than allowed; what was stored until then stays. */
  readonly complete: boolean;
  readonly tables: readonly TableReport[];
  readonly total: LoadCounts;
  readonly leftOut: readonly string[];
}

/** Where a table stands: its counts so far, and how much of its file has been read. */
export interface TableProgress extends Omit<TableReport, 'warnings'> {
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

export interface ImportOptions {
  readonly mappingFile: string;
  readonly onReject?: (reject: Reject & { readonly file: string; readonly target: string }) => void;
  readonly onProgress?: (progress: TableProgress) => void;
  readonly onTable?: (report: TableReport) => void;
  /** The import stops when more records than this are rejected. */
  readonly maxRejects?: number;
  readonly batchSize?: number;
}

const NOTHING: LoadCounts = { read: 0, inserted: 0, updated: 0, unchanged: 0, rejected: 0 };

/** Loads every table of a plan, in order, and keeps a record of the run. @throws database errors as they come. */
export async function runImport(
  dependencies: LoadDependencies,
  plan: ImportPlan,
  options: ImportOptions,
): Promise<ImportReport> {
  const { database, nextId, clock } = dependencies;
  const runs = new ImportRunRepository(database);
  const runId = nextId();
  const { source, name: mapping } = plan.mapping;
  const files = [...plan.sources.values()].map(({ file }) => file.path);
  const hash = await contentHash([options.mappingFile, ...files]);
  await runs.begin({ id: runId, source, mapping, contentHash: hash, startedAt: clock.now() });
  const tables: TableReport[] = [];
  const total = () => tables.reduce(sum, NOTHING);
  const report = (complete: boolean) => ({
    runId,
    source,
    complete,
    tables,
    total: total(),
    leftOut: plan.leftOut,
  });
  try {
    for (const table of plan.tables) {
      const before = total().rejected;
      const { path } = plan.sources.get(table.from)!.file;
      const loaded = await loadTable(dependencies, plan, table, { ...options, rejectedBefore: before });
      tables.push({ target: table.target, file: path, ...loaded });
      options.onTable?.(tables.at(-1)!);
      if (total().rejected > (options.maxRejects ?? Number.POSITIVE_INFINITY)) {
        await runs.finish(runId, 'FAILED', total(), clock.now());
        return report(false);
      }
    }
  } catch (error) {
    await runs.finish(runId, 'FAILED', total(), clock.now()).catch(() => undefined);
    throw error;
  }
  await runs.finish(runId, 'DONE', total(), clock.now());
  return report(true);
}

async function loadTable(
  dependencies: LoadDependencies,
  plan: ImportPlan,
  table: ImportPlan['tables'][number],
  options: ImportOptions & { readonly rejectedBefore: number },
): Promise<LoadCounts & Pick<TableReport, 'warnings'>> {
  const { target, from } = table;
  const file = plan.sources.get(from)!.file.path;
  const bytesTotal = statSync(file).size;
  const most = (options.maxRejects ?? Number.POSITIVE_INFINITY) - options.rejectedBefore;
  let bytesRead = 0;
  let rejected = 0;
  const scratch = new Scratch();
  const warnings = new WarningCounts();
  const records = recordsOfTable(
    plan,
    table,
    scratch,
    (warning) => warnings.add(warning),
    (bytes) => {
      bytesRead = bytes;
    },
  );
  async function* untilTooMany() {
    for await (const record of records) {
      if (rejected > most) return;
      yield record;
    }
  }
  try {
    const counts = await loadRecords(dependencies, {
      source: plan.mapping.source,
      target,
      records: untilTooMany(),
      repeats: table.repeats,
      ...(options.batchSize ? { batchSize: options.batchSize } : {}),
      onReject: (reject) => options.onReject?.({ ...reject, file, target }),
      onProgress: (counts) => {
        rejected = counts.rejected;
        options.onProgress?.({ target, file, ...counts, bytesRead, bytesTotal });
      },
    });
    return { ...counts, warnings: warnings.list() };
  } finally {
    scratch.close();
  }
}

const sum = (a: LoadCounts, b: LoadCounts): LoadCounts => ({
  read: a.read + b.read,
  inserted: a.inserted + b.inserted,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
  rejected: a.rejected + b.rejected,
});
