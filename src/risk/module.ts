import type { DataVault } from '../platform/crypto';
import type { Database } from '../platform/database';
import { BEHAVIOUR_RESOLVERS, behaviourLoaders } from './behaviour/module';
import { BIOMETRICS_RESOLVERS, biometricsLoaders } from './biometrics/module';
import { DECISION_RESOLVERS, decisionLoaders } from './decisions/module';
import { INDICATOR_RESOLVERS, indicatorLoaders } from './indicators/module';
import { PORTRAIT_RESOLVERS } from './portrait/module';
import { THREE_FLOWS_RESOLVERS, threeFlowsLoaders } from './three-flows/module';

export const RISK_RESOLVERS = [
  ...INDICATOR_RESOLVERS,
  ...THREE_FLOWS_RESOLVERS,
  ...BEHAVIOUR_RESOLVERS,
  ...DECISION_RESOLVERS,
  ...BIOMETRICS_RESOLVERS,
  ...PORTRAIT_RESOLVERS,
] as const;

interface RiskDependencies {
  readonly database: Database;
  readonly vault: DataVault;
  /** Null: the risk policies that come with the gateway. */
  readonly policiesFile: string | null;
}

export const riskLoaders = ({ database, vault, policiesFile }: RiskDependencies) => [
  ...indicatorLoaders(database, policiesFile),
  ...threeFlowsLoaders(database),
  ...behaviourLoaders(database),
  ...decisionLoaders(database, vault),
  ...biometricsLoaders(database),
];

export { BIOMETRICS_ENTITIES, biometricsModule } from './biometrics/module';
export { DECISION_ENTITIES, decisionCommands } from './decisions/module';
