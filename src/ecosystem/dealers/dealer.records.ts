import type { Money } from '../../kernel';
import type { PartnerStatus } from '../partner-status.codes';
import type { DealerLevel } from './dealer.codes';

export interface DealerRecord {
  readonly id: string;
  readonly subjectId: string;
  readonly dealerNo: string;
  readonly name: string;
  readonly region: string | null;
  readonly level: DealerLevel;
  readonly status: PartnerStatus;
  readonly creditLimit: Money | null;
  readonly since: string;
}
