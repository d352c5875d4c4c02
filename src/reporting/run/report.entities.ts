import { LoanEventEntity } from '../../ecosystem';
import {
  ContributionEntity,
  ContributionFileEntity,
  ContributionStepEntity,
} from '../outbox/contribution.entity';

/** Every entity that the command writes. */
export const REPORT_ENTITIES = [
  LoanEventEntity,
  ContributionEntity,
  ContributionFileEntity,
  ContributionStepEntity,
];
