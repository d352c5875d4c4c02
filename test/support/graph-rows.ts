import { type NodeKey, nodeKey } from '../../src/graph/node-key';
import type { Database } from '../../src/platform/database';
import type { SmallGraph } from './random-graphs';

type Row = Readonly<Record<string, string | number | null>>;

/** Keys beyond what a float holds exactly, as those of the product are. */
export function ascendingIds(): () => string {
  let next = 9_000_000_000_000_000_000n;
  return () => {
    next += 1n;
    return String(next);
  };
}

/** Stores rows that edges are read from, many to a statement and all in one transaction. */
export const insertRows = (database: Database, table: string, rows: readonly Row[]): Promise<void> =>
  database.write(async (transaction) => {
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
      const part = rows.slice(start, start + ROWS_AT_ONCE).map((row) => ({
        ...row,
        source: 'test',
        source_key: `${table}-${row.id}`,
        row_hash: Buffer.alloc(16),
      }));
      const columns = Object.keys(part[0]!);
      await transaction.run(
        `INSERT INTO ${table} (${columns.join()}) VALUES ${part.map(() => `(${columns.map(() => '?').join()})`).join()}`,
        part.flatMap((row) => Object.values(row)),
      );
    }
  });

const ROWS_AT_ONCE = 1_000;

/** Stores graphs side by side, none tied to another, and gives each under the keys that it has there. */
export async function storeGraphs(
  database: Database,
  graphs: readonly SmallGraph[],
  newId: () => string,
): Promise<SmallGraph[]> {
  const rows: Row[] = [];
  const stored = graphs.map(({ nodes, edges }): SmallGraph => {
    const rowOf = new Map(nodes.map((one) => [one, newId()]));
    const keyOf = (one: NodeKey): NodeKey => nodeKey('SUBJECT', rowOf.get(one) as string);
    return {
      nodes: nodes.map(keyOf),
      edges: edges.map(({ kind, from, to }) => {
        const id = newId();
        rows.push({ id, kind, from_subject_id: rowOf.get(from)!, to_subject_id: rowOf.get(to)! });
        return { key: `relation.${keyOf(from)}.${keyOf(to)}.${id}`, kind, from: keyOf(from), to: keyOf(to) };
      }),
    };
  });
  await insertRows(database, 'relation', rows);
  return stored;
}
