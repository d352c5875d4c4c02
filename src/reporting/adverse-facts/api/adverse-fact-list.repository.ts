import {
  type Database,
  fromNullableSqlInstant,
  fromSqlInstant,
  type ListShape,
} from '../../../platform/database';
import { bindList, listLoader } from '../../../platform/lists';
import type { LoaderBinding } from '../../../platform/loaders';
import type { AdverseFactState } from '../adverse-fact.entity';
import { contentOf, FACT_COLUMNS, type FactRow } from '../adverse-fact.repository';
import { contentHash, type FactContent } from '../content-hash';

export interface AdverseFactRecord extends FactContent {
  readonly id: string;
  readonly contentHash: string;
  readonly state: AdverseFactState;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
}

export interface AdverseFactFilter {
  readonly state: AdverseFactState | null;
}

export const adverseFactList = listLoader<AdverseFactRecord, AdverseFactFilter>('adverseFacts');

type Row = FactRow & { proposed_at: string; approved_by: string | null; approved_at: string | null };

export const adverseFactLoaders = (database: Database): LoaderBinding[] => [
  bindList(adverseFactList, database, adverseFacts, toRecord),
];

const adverseFacts = (_order: string, { state }: AdverseFactFilter): ListShape => ({
  select: `${FACT_COLUMNS}, proposed_at, approved_by, approved_at`,
  from: 'adverse_fact',
  where: state === null ? '' : 'state = ?',
  values: state === null ? [] : [state],
  order: [{ column: 'id', direction: 'DESC' }],
});

const toRecord = (row: Row): AdverseFactRecord => ({
  ...contentOf(row),
  id: String(row.id),
  contentHash: contentHash(contentOf(row)),
  state: row.state,
  proposedBy: row.proposed_by,
  proposedAt: fromSqlInstant(row.proposed_at),
  approvedBy: row.approved_by,
  approvedAt: fromNullableSqlInstant(row.approved_at),
});
