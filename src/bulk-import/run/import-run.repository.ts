import type { Database, Transaction } from '../../platform/database';
import { ImportRunEntity, ImportTableEntity } from '../import-run.entity';
import type { LoadPosition } from '../load/load-records';
import type { LoadCounts } from '../load/record';
import type { OutputSizes } from '../report/output-files';
import type { WarningCount } from '../report/warnings';

/** STOPPED by a fault and FAILED by too many rejects; a run that stays RUNNING without a lease was killed. */
export const IMPORT_STATES = ['RUNNING', 'DONE', 'STOPPED', 'FAILED'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** A table of a mapping as a run plans it. */
export interface PlannedTable {
  readonly target: string;
  /** Name of the file, without its folder. */
  readonly file: string;
  readonly fileHash: Buffer;
}

export interface TableState extends LoadPosition {
  readonly isDone: boolean;
  readonly warnings: readonly WarningCount[];
}

/** A run that was interrupted, with all that it needs to go on. */
export interface InterruptedRun {
  readonly id: string;
  readonly outputs: OutputSizes;
  readonly tables: readonly TableState[];
}

/** Keeps the record of each run: what it was given, and with each batch how far it has come. */
export class ImportRunRepository {
  constructor(private readonly database: Database) {}

  /** The latest run of a source, when it was given the same mapping and files and did not come to its end. */
  async interrupted(source: string, contentHash: Buffer): Promise<InterruptedRun | null> {
    return this.database.write(async (transaction) => {
      const [run] = await transaction.rows<{
        id: string | number;
        state: ImportState;
        content_hash: Buffer;
        outputs: string;
      }>(
        'SELECT id, state, content_hash, outputs FROM import_run WHERE source = ? ORDER BY id DESC LIMIT 1',
        [source],
      );
      if (!run || !['RUNNING', 'STOPPED'].includes(run.state) || !contentHash.equals(run.content_hash))
        return null;
      const tables = await transaction.rows<TableRow>(
        'SELECT * FROM import_table WHERE run_id = ? ORDER BY table_no',
        [String(run.id)],
      );
      return {
        id: String(run.id),
        outputs: JSON.parse(run.outputs) as OutputSizes,
        tables: tables.map(toTableState),
      };
    });
  }

  /** Begins a run; earlier runs of the source that were killed are marked as stopped. */
  async begin(
    run: Pick<ImportRunEntity, 'id' | 'source' | 'mapping' | 'contentHash' | 'startedAt'>,
    tables: readonly PlannedTable[],
  ): Promise<void> {
    const nothing = { rowsRead: 0, rowsInserted: 0, rowsUpdated: 0, rowsUnchanged: 0, rowsRejected: 0 };
    await this.database.write(async (transaction) => {
      await transaction.run(
        `UPDATE import_run SET state = 'STOPPED', finished_at = ? WHERE source = ? AND state = 'RUNNING'`,
        [run.startedAt, run.source],
      );
      await transaction.insert(ImportRunEntity, [
        { ...run, ...nothing, state: 'RUNNING', outputs: '{}', finishedAt: null },
      ]);
      await transaction.insert(
        ImportTableEntity,
        tables.map((table, tableNo) => ({
          ...{ ...table, ...nothing, runId: run.id, tableNo, taken: 0 },
          ...{ state: 'LOADING', warnings: '[]', updatedAt: run.startedAt },
        })),
      );
    });
  }

  async goOn(id: string): Promise<void> {
    await this.database.write((transaction) =>
      transaction.run(`UPDATE import_run SET state = 'RUNNING', finished_at = NULL WHERE id = ?`, [id]),
    );
  }

  /** Part of a batch's own transaction: the batch and what is remembered of it are stored together or not at all. */
  async advance(
    transaction: Transaction,
    at: { readonly id: string; readonly tableNo: number; readonly now: Date },
    { taken, counts }: LoadPosition,
    total: LoadCounts,
    outputs: OutputSizes,
  ): Promise<void> {
    await transaction.run(
      `UPDATE import_table SET taken = ?, ${SET_COUNTS}, updated_at = ? WHERE run_id = ? AND table_no = ?`,
      [taken, ...countValues(counts), at.now, at.id, at.tableNo],
    );
    await transaction.run(`UPDATE import_run SET ${SET_COUNTS}, outputs = ? WHERE id = ?`, [
      ...countValues(total),
      JSON.stringify(outputs),
      at.id,
    ]);
  }

  async tableDone(id: string, tableNo: number, warnings: readonly WarningCount[]): Promise<void> {
    await this.database.write((transaction) =>
      transaction.run(
        `UPDATE import_table SET state = 'DONE', warnings = ? WHERE run_id = ? AND table_no = ?`,
        [JSON.stringify(warnings), id, tableNo],
      ),
    );
  }

  async finish(id: string, state: Exclude<ImportState, 'RUNNING'>, at: Date): Promise<void> {
    await this.database.write((transaction) =>
      transaction.run('UPDATE import_run SET state = ?, finished_at = ? WHERE id = ?', [state, at, id]),
    );
  }
}

const SET_COUNTS =
  'rows_read = ?, rows_inserted = ?, rows_updated = ?, rows_unchanged = ?, rows_rejected = ?';

const countValues = ({ read, inserted, updated, unchanged, rejected }: LoadCounts): number[] => [
  read,
  inserted,
  updated,
  unchanged,
  rejected,
];

interface TableRow {
  readonly state: string;
  readonly taken: number;
  readonly rows_read: number;
  readonly rows_inserted: number;
  readonly rows_updated: number;
  readonly rows_unchanged: number;
  readonly rows_rejected: number;
  readonly warnings: string;
}

const toTableState = (row: TableRow): TableState => ({
  isDone: row.state === 'DONE',
  taken: Number(row.taken),
  counts: {
    read: Number(row.rows_read),
    inserted: Number(row.rows_inserted),
    updated: Number(row.rows_updated),
    unchanged: Number(row.rows_unchanged),
    rejected: Number(row.rows_rejected),
  },
  warnings: JSON.parse(row.warnings) as WarningCount[],
});
