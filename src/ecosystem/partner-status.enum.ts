import { describedEnum } from '../platform/graphql';
import type { PartnerStatus } from './partner-status.codes';

export const PartnerStatusEnum = describedEnum<PartnerStatus>(
  'PartnerStatus',
  'Whether a supplier or dealer trades with the ecosystem now.',
  {
    ACTIVE: 'Trades 合作中.',
    SUSPENDED: 'Suspended 暂停合作.',
    ENDED: 'Ended 终止合作.',
  },
);
