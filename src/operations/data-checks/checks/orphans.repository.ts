import type { Database } from '../../../platform/database';
import { ask, type DataCheck, type Question } from '../data-check';

/** An event stays when what it speaks of is gone, and may speak of what never was. */
const FREE_TABLES = new Set(['audit_event']);

/** A table says `order_id` where its parent is called `trade_order`. */
const PREFIXES = ['', 'trade_', 'loan_', 'bureau_', 'import_', 'graph_', 'guarantee_', 'shared_'];

interface Column {
  readonly table_name: string;
  readonly column_name: string;
}

const COLUMNS = {
  sqlite: `SELECT tables.name AS table_name, columns.name AS column_name
             FROM sqlite_master tables JOIN pragma_table_info(tables.name) columns WHERE tables.type = 'table'
            ORDER BY 1, 2`,
  mysql: `SELECT table_name AS table_name, column_name AS column_name
            FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY 1, 2`,
};

export interface ReferenceColumn {
  readonly table: string;
  readonly column: string;
  readonly parent: string;
  /** What names a row of the table: its id, or for a table without one the reference itself. */
  readonly name: string;
}

/**
 * Every column that refers to a row, read from the schema itself, so that a new table is covered on the day it is made:
 * `buyer_subject_id` refers to `subject` because there is such a table with an `id`.
 */
export async function referenceColumns(database: Database): Promise<readonly ReferenceColumn[]> {
  const columns = await database.rows<Column>(COLUMNS[database.dialect]);
  const parents = new Set(
    columns.filter(({ column_name }) => column_name === 'id').map(({ table_name }) => table_name),
  );
  return columns.flatMap(({ table_name: table, column_name: column }) => {
    const parent = FREE_TABLES.has(table) ? undefined : parentOf(column, parents);
    return parent === undefined ? [] : [{ table, column, parent, name: parents.has(table) ? 'id' : column }];
  });
}

function parentOf(column: string, parents: ReadonlySet<string>): string | undefined {
  if (!column.endsWith('_id')) return undefined;
  const words = column.slice(0, -'_id'.length).split('_');
  for (let from = 0; from < words.length; from += 1) {
    const name = words.slice(from).join('_');
    const prefix = PREFIXES.find((candidate) => parents.has(candidate + name));
    if (prefix !== undefined) return prefix + name;
  }
  return undefined;
}

const questionOf = ({ table, column, parent, name }: ReferenceColumn): Question => ({
  table,
  problem: `${column} refers to no row of ${parent}`,
  sql: `SELECT ${name} AS id FROM ${table} child
         WHERE ${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${parent} WHERE ${parent}.id = child.${column})`,
});

export const ORPHANS: DataCheck = {
  name: 'orphans',
  reason:
    'There are no foreign keys, so that the engine may be a distributed one. A row whose parent is gone is in no answer, and whoever counts by parent counts too little.',
  async find(database, limit) {
    return ask(database, (await referenceColumns(database)).map(questionOf), limit);
  },
};
