/**
 * The one way to the database: connections for both dialects, migrations, bulk writes, keyset pages.
 * Repositories use it and nobody else does; it knows no table of the business but by migration.
 */

export { type Dialect, dataSourceFor } from './data-source';
export { Database, type EntityClass, isDuplicateKey, type Reader, type Transaction } from './database';
export { writeAgainOnClash, writeAgainOnDeadlock } from './deadlock';
export { type IdGenerator, idGenerator } from './ids';
export {
  boundedPage,
  keysetPages,
  type ListOrder,
  type ListShape,
  type PageOfRows,
  type PageRequest,
} from './pages';
export { type Incoming, type MergeResult, mergeBySource, type SourcedRow } from './source-merge';
export { SourcedEntity } from './sourced.entity';
export {
  fromNullableSqlInstant,
  fromSqlInstant,
  likePrefix,
  marks,
  type SqlValue,
  toSqlInstant,
} from './sql';
