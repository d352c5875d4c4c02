import { describedEnum } from '../platform/graphql';
import type { RiskLevel } from './indicators/indicator';

export const RiskLevelEnum = describedEnum<RiskLevel | 'UNKNOWN'>(
  'RiskLevel',
  'How bad it is, lightest first.',
  {
    NONE: 'Nothing speaks against it 无风险.',
    WATCH: 'Worth a look: at most a review by a person follows 关注.',
    HIGH: 'A serious sign 高风险.',
    SEVERE: 'As bad as it gets 严重风险.',
    UNKNOWN: 'Nothing was found, but what would show it is missing 未知.',
  },
);
