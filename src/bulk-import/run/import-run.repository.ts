import type { Database } from '../../platform/database';
import { ImportRunEntity } from '../import-run.entity';
import type { LoadCounts } from '../load/record';

export type ImportState = 'RUNNING' | 'DONE' | 'FAILED';

/** Keeps the record of each run. A run that stays RUNNING was killed; its batches up to then are stored. */
export class ImportRunRepository {
  constructor(private readonly database: Database) {}

  async begin(
    run: Pick<ImportRunEntity, 'id' | 'source' | 'mapping' | 'contentHash' | 'startedAt'>,
  ): Promise<void> {
    const counts = { rowsRead: 0, rowsInserted: 0, rowsUpdated: 0, rowsUnchanged: 0, rowsRejected: 0 };
    await this.database.write((transaction) =>
      transaction.insert(ImportRunEntity, [{ ...run, ...counts, state: 'RUNNING', finishedAt: null }]),
    );
  }

  async finish(
    id: string,
    state: Exclude<ImportState, 'RUNNING'>,
    counts: LoadCounts,
    at: Date,
  ): Promise<void> {
    const { read, inserted, updated, unchanged, rejected } = counts;
    await this.database.write((transaction) =>
      transaction.run(
        `UPDATE import_run SET state = ?, rows_read = ?, rows_inserted = ?, rows_updated = ?, rows_unchanged = ?,
                rows_rejected = ?, finished_at = ? WHERE id = ?`,
        [state, read, inserted, updated, unchanged, rejected, at, id],
      ),
    );
  }
}
