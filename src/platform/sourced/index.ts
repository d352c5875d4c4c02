/**
 * Bringing in rows that another system keeps: what a bulk upsert is given, what it answers, and the parts all of them
 * share. It knows no table; each table's owner calls it from its `*.bulk.ts`.
 */
export {
  type BulkDependencies,
  type BulkReject,
  type BulkResult,
  type FromSource,
  mergeRows,
} from './merge-rows';
export { idsBySourceKey, storedByIndex } from './sourced-rows.repository';
