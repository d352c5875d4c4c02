/**
 * Brings records in from outside: parse, validate, load, report. It knows every table's fields but no SQL of theirs:
 * each table's owner stores its own rows. Nothing personal leaves it in clear, rejects included.
 */
export { IMPORT_ENTITIES } from './entities';
export { type LoadDependencies, loadRecords, TARGET_NAMES } from './load/load-records';
export type { LoadCounts, Reject } from './load/record';
