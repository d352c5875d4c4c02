import type { Database } from '../platform/database';
import { BEHAVIOUR_RESOLVERS, behaviourLoaders } from './behaviour/module';
import { INDICATOR_RESOLVERS, indicatorLoaders } from './indicators/module';
import { THREE_FLOWS_RESOLVERS, threeFlowsLoaders } from './three-flows/module';

export const RISK_RESOLVERS = [
  ...INDICATOR_RESOLVERS,
  ...THREE_FLOWS_RESOLVERS,
  ...BEHAVIOUR_RESOLVERS,
] as const;

interface RiskDependencies {
  readonly database: Database;
  /** Null: the risk policies that come with the gateway. */
  readonly policiesFile: string | null;
}

export const riskLoaders = ({ database, policiesFile }: RiskDependencies) => [
  ...indicatorLoaders(database, policiesFile),
  ...threeFlowsLoaders(database),
  ...behaviourLoaders(database),
];
