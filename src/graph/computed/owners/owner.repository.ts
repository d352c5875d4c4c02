import { type Database, marks } from '../../../platform/database';
import { bindSharedLoader, type LoaderBinding } from '../../../platform/loaders';
import { type OwnerRecord, type OwnershipRecord, ownersOfSubject } from './owner.loaders';

type Big = string | number;

interface Row {
  company_id: Big;
  attributed_ppb: number;
  has_unknown: number;
  has_cycle: number;
  is_overstated: number;
  is_truncated: number;
  control_path: string;
  owner_id: Big | null;
  part_ppb: number;
  is_known: number;
  has_more_paths: number;
  paths: string;
}

export const ownerLoaders = (database: Database): LoaderBinding[] => [
  bindSharedLoader(ownersOfSubject, async (companies) => {
    const rows = await database.rows<Row>(
      `SELECT c.company_id, c.attributed_ppb, c.has_unknown, c.has_cycle, c.is_overstated, c.is_truncated, c.control_path,
              o.owner_id, o.part_ppb, o.is_known, o.has_more_paths, o.paths
         FROM graph_in_force f JOIN ultimate_ownership c ON c.computation_id = f.computation_id
         LEFT JOIN ultimate_owner o ON o.computation_id = c.computation_id AND o.company_id = c.company_id
        WHERE f.part = 'OWNERS' AND c.company_id IN (${marks(companies.length)})
        ORDER BY c.company_id, o.part_ppb DESC, o.owner_id`,
      companies,
    );
    const found = new Map<string, OwnershipRecord & { readonly owners: OwnerRecord[] }>();
    for (const row of rows) {
      const company = String(row.company_id);
      const known = found.get(company) ?? toOwnership(row);
      found.set(company, known);
      if (row.owner_id !== null) known.owners.push(toOwner(row, String(row.owner_id)));
    }
    return found;
  }),
];

const toOwnership = (row: Row) => ({
  attributedPpb: row.attributed_ppb,
  hasUnknown: Number(row.has_unknown) === 1,
  hasCycle: Number(row.has_cycle) === 1,
  isOverstated: Number(row.is_overstated) === 1,
  isTruncated: Number(row.is_truncated) === 1,
  controlPath: JSON.parse(row.control_path) as string[],
  owners: [] as OwnerRecord[],
});

const toOwner = (row: Row, ownerId: string): OwnerRecord => ({
  ownerId,
  partPpb: row.part_ppb,
  isKnown: Number(row.is_known) === 1,
  hasMorePaths: Number(row.has_more_paths) === 1,
  paths: JSON.parse(row.paths) as OwnerRecord['paths'],
});
