import { money } from '../../kernel';
import type { Database, ListShape } from '../../platform/database';
import { bindById, bindList } from '../../platform/lists';
import type { LoaderBinding } from '../../platform/loaders';
import { partnerList, partnershipsOfSubject } from '../partner-list';
import type { PartnerStatus } from '../partner-status.codes';
import type { DealerLevel } from './dealer.codes';
import { type DealerFilter, dealerById, dealerList, dealershipsOfSubject } from './dealer.loaders';
import type { DealerRecord } from './dealer.records';

interface DealerRow {
  id: string | number;
  subject_id: string | number;
  dealer_no: string;
  name: string;
  region: string | null;
  level: DealerLevel;
  status: PartnerStatus;
  credit_limit_minor: string | number | null;
  currency: string;
  since: string;
}

const DEALERS = {
  table: 'dealer',
  select: 'id, subject_id, dealer_no, name, region, level, status, credit_limit_minor, currency, since',
  grade: 'level',
};

export class DealerRepository {
  constructor(private readonly database: Database) {}

  get loaders(): LoaderBinding[] {
    return [
      bindById(dealerById, this.database, { select: DEALERS.select, from: DEALERS.table }, toRecord),
      bindList(dealershipsOfSubject, this.database, partnershipsOfSubject(DEALERS), toRecord),
      bindList(dealerList, this.database, all, toRecord),
    ];
  }
}

const toRecord = (row: DealerRow): DealerRecord => ({
  id: String(row.id),
  subjectId: String(row.subject_id),
  dealerNo: row.dealer_no,
  name: row.name,
  region: row.region,
  level: row.level,
  status: row.status,
  creditLimit: row.credit_limit_minor === null ? null : money(BigInt(row.credit_limit_minor), row.currency),
  since: row.since,
});

const all = (order: string, { level, namePrefix }: DealerFilter): ListShape =>
  partnerList(DEALERS, order, { grade: level, namePrefix });
