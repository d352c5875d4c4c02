import { LoanEventEntity } from '../../ecosystem';
import { ContributionEntity, ContributionStepEntity } from '../outbox/contribution.entity';

/** Every entity that the command writes. */
export const REPORT_ENTITIES = [LoanEventEntity, ContributionEntity, ContributionStepEntity];
