import { type Database, fromSqlInstant, marks } from '../../../platform/database';
import { bindSharedLoader, type LoaderBinding } from '../../../platform/loaders';
import type { GraphPart } from './computation.codes';
import { type ComputationRecord, computationInForce } from './computation.loaders';

interface Row {
  id: string | number;
  part: GraphPart;
  as_of: string;
  finished_at: string;
  version: number;
  found: number;
}

export const inForceLoaders = (database: Database): LoaderBinding[] => [
  bindSharedLoader(computationInForce, async (parts) => {
    const rows = await database.rows<Row>(
      `SELECT c.id, c.part, c.as_of, c.finished_at, c.version, c.found
         FROM graph_in_force f JOIN graph_computation c ON c.id = f.computation_id
        WHERE f.part IN (${marks(parts.length)})`,
      parts,
    );
    return new Map(rows.map((row): [string, ComputationRecord] => [row.part, toRecord(row)]));
  }),
];

const toRecord = ({ id, as_of, finished_at, version, found }: Row): ComputationRecord => ({
  id: String(id),
  asOf: as_of,
  computedAt: fromSqlInstant(finished_at),
  version,
  found,
});
