import {
  type Database,
  fromNullableSqlInstant,
  fromSqlInstant,
  type ListShape,
  marks,
  type SqlValue,
  toSqlInstant,
} from '../platform/database';
import { bindList, listLoader } from '../platform/lists';
import { bindSharedLoader, type LoaderBinding, sharedLoader } from '../platform/loaders';
import type { LoadCounts } from './load/record';
import type { ImportState } from './run/import-run.repository';

export interface ImportRunRecord {
  readonly id: string;
  readonly source: string;
  readonly mapping: string;
  /** SHA-256 in hex. */
  readonly contentHash: string;
  readonly state: ImportState;
  readonly counts: LoadCounts;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

export interface ImportTableRecord {
  readonly target: string;
  readonly file: string;
  /** SHA-256 in hex. */
  readonly fileHash: string;
  readonly isDone: boolean;
  readonly counts: LoadCounts;
}

export interface ImportRunFilter {
  readonly source: string | null;
  readonly state: ImportState | null;
  /** Begun at this instant or later. */
  readonly since: Date | null;
}

export const importRunList = listLoader<ImportRunRecord, ImportRunFilter>('imports');

/** The tables of a run in load order. */
export const tablesOfImport = sharedLoader<string, readonly ImportTableRecord[]>('tables.ofImport', {
  absent: () => [],
});

export const importLoaders = (database: Database): LoaderBinding[] => [
  bindList(importRunList, database, importRuns, toRun),
  bindSharedLoader(tablesOfImport, async (ids) => {
    const rows = await database.rows<TableRow>(
      `SELECT run_id, target, file, file_hash, state, ${COUNTS} FROM import_table
        WHERE run_id IN (${marks(ids.length)}) ORDER BY run_id, table_no`,
      ids,
    );
    const found = new Map<string, ImportTableRecord[]>();
    for (const row of rows) {
      const tables = found.get(String(row.run_id)) ?? [];
      found.set(String(row.run_id), [...tables, toTable(row)]);
    }
    return found;
  }),
];

const COUNTS = 'rows_read, rows_inserted, rows_updated, rows_unchanged, rows_rejected';

function importRuns(_: string, { source, state, since }: ImportRunFilter): ListShape {
  const conditions: [string, SqlValue | null][] = [
    ['source = ?', source],
    ['state = ?', state],
    ['started_at >= ?', since && toSqlInstant(since)],
  ];
  const given = conditions.filter(([, value]) => value !== null);
  return {
    select: `id, source, mapping, content_hash, state, ${COUNTS}, started_at, finished_at`,
    from: 'import_run',
    where: given.map(([condition]) => condition).join(' AND '),
    values: given.map(([, value]) => value as SqlValue),
    // Ids grow with time.
    order: [{ column: 'id', direction: 'DESC' }],
  };
}

interface CountsRow {
  readonly rows_read: number;
  readonly rows_inserted: number;
  readonly rows_updated: number;
  readonly rows_unchanged: number;
  readonly rows_rejected: number;
}

interface RunRow extends CountsRow {
  readonly id: string | number;
  readonly source: string;
  readonly mapping: string;
  readonly content_hash: Buffer;
  readonly state: ImportState;
  readonly started_at: string;
  readonly finished_at: string | null;
}

interface TableRow extends CountsRow {
  readonly run_id: string | number;
  readonly target: string;
  readonly file: string;
  readonly file_hash: Buffer;
  readonly state: string;
}

const toCounts = (row: CountsRow): LoadCounts => ({
  read: Number(row.rows_read),
  inserted: Number(row.rows_inserted),
  updated: Number(row.rows_updated),
  unchanged: Number(row.rows_unchanged),
  rejected: Number(row.rows_rejected),
});

const toRun = (row: RunRow): ImportRunRecord => ({
  id: String(row.id),
  source: row.source,
  mapping: row.mapping,
  contentHash: row.content_hash.toString('hex'),
  state: row.state,
  counts: toCounts(row),
  startedAt: fromSqlInstant(row.started_at),
  finishedAt: fromNullableSqlInstant(row.finished_at),
});

const toTable = (row: TableRow): ImportTableRecord => ({
  target: row.target,
  file: row.file,
  fileHash: row.file_hash.toString('hex'),
  isDone: row.state === 'DONE',
  counts: toCounts(row),
});
