import type { BusinessDate } from '../../../kernel';
import { type Database, marks, type Transaction } from '../../../platform/database';
import type { Lease } from '../../../platform/lease';
import type { GraphPart } from './computation.codes';
import { GraphComputationEntity, GraphInForceEntity } from './computation.entity';

export interface StoredComputation {
  readonly id: string;
  readonly part: GraphPart;
  readonly version: number;
  readonly inputDigest: Buffer | null;
}

interface Finished {
  readonly id: string;
  readonly rowsRead: number;
  readonly found: number;
}

/** The rows of computations: begun, put in force, removed. */
export class ComputationRepository {
  constructor(
    private readonly database: Database,
    private readonly lease: Lease,
  ) {}

  async inForce(): Promise<ReadonlyMap<GraphPart, StoredComputation>> {
    const rows = await this.#rows<{
      id: string | number;
      part: GraphPart;
      version: number;
      input_digest: Buffer | null;
    }>(
      `SELECT c.id, c.part, c.version, c.input_digest
         FROM graph_in_force f JOIN graph_computation c ON c.id = f.computation_id`,
    );
    return new Map(
      rows.map(({ id, part, version, input_digest }) => [
        part,
        { id: String(id), part, version, inputDigest: input_digest },
      ]),
    );
  }

  begin(row: Omit<GraphComputationEntity, 'state' | 'finishedAt' | 'rowsRead' | 'found'>): Promise<void> {
    return this.#write((transaction) =>
      transaction.insert(GraphComputationEntity, [
        { ...row, state: 'RUNNING', rowsRead: '0', found: 0, finishedAt: null },
      ]),
    );
  }

  /**
   * All at once: what was computed anew is put in force, and what was found unchanged is dated anew. Readers see the one
   * state or the other.
   */
  putInForce(
    anew: ReadonlyMap<GraphPart, Finished>,
    unchanged: readonly { readonly id: string; readonly rowsRead: number }[],
    asOf: BusinessDate,
    now: Date,
  ): Promise<void> {
    return this.#write(async (transaction) => {
      for (const { id, rowsRead } of unchanged)
        await transaction.run(
          'UPDATE graph_computation SET as_of = ?, rows_read = ?, finished_at = ? WHERE id = ?',
          [asOf, rowsRead, now, id],
        );
      for (const { id, rowsRead, found } of anew.values())
        await transaction.run(
          `UPDATE graph_computation SET state = 'DONE', rows_read = ?, found = ?, finished_at = ? WHERE id = ?`,
          [rowsRead, found, now, id],
        );
      const rows = [...anew].map(([part, { id }]) => ({ part, computationId: id }));
      if (rows.length > 0)
        await transaction.insert(GraphInForceEntity, rows, { key: ['part'], update: ['computationId'] });
    });
  }

  /**
   * Removes every computation that is not in force: those of runs that were killed, and the one before the last, which
   * stayed for requests that were reading it.
   */
  async removeOthers(): Promise<number> {
    const rows = await this.#rows<{ id: string | number }>(
      'SELECT id FROM graph_computation WHERE id NOT IN (SELECT computation_id FROM graph_in_force)',
    );
    for (const { id } of rows) await this.#remove(String(id));
    return rows.length;
  }

  async #remove(computation: string): Promise<void> {
    for (const { table, key, children } of RESULTS)
      for (;;) {
        const owners = await this.#rows<{ id: string | number }>(
          `SELECT ${key} AS id FROM ${table} WHERE computation_id = ? LIMIT ${REMOVED_AT_ONCE}`,
          [computation],
        );
        if (owners.length === 0) break;
        const ids = owners.map(({ id }) => String(id));
        await this.#write(async (transaction) => {
          for (const { name, by, isDated } of [...children, { name: table, by: key, isDated: true }])
            await transaction.run(
              `DELETE FROM ${name} WHERE ${isDated ? 'computation_id = ? AND ' : ''}${by} IN (${marks(ids.length)})`,
              isDated ? [computation, ...ids] : ids,
            );
        });
      }
    await this.#write((transaction) =>
      transaction.run('DELETE FROM graph_computation WHERE id = ?', [computation]),
    );
  }

  /** From the primary: a replica may not know yet what the last run left. */
  #rows<Row>(sql: string, values: readonly string[] = []): Promise<Row[]> {
    return this.database.write((transaction) => transaction.rows<Row>(sql, values));
  }

  #write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.database.write(async (transaction) => {
      await this.lease.hold(transaction);
      return work(transaction);
    });
  }
}

const REMOVED_AT_ONCE = 500;

/** The tables of results; children hang on the rows of the table by its key. */
const RESULTS = [
  {
    table: 'guarantee_circle',
    key: 'id',
    children: [
      { name: 'guarantee_circle_member', by: 'circle_id', isDated: false },
      { name: 'guarantee_circle_edge', by: 'circle_id', isDated: false },
      { name: 'guarantee_circle_exposure', by: 'circle_id', isDated: false },
    ],
  },
  {
    table: 'shared_ring',
    key: 'id',
    children: [
      { name: 'shared_ring_member', by: 'ring_id', isDated: false },
      { name: 'shared_ring_node', by: 'ring_id', isDated: false },
    ],
  },
  {
    table: 'ultimate_ownership',
    key: 'company_id',
    children: [{ name: 'ultimate_owner', by: 'company_id', isDated: true }],
  },
] as const;
