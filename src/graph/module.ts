import type { Database } from '../platform/database';
import { RiskGraphNodeFields } from './api/graph-node.field';
import { BorrowerRiskGraphField, RiskGraphEdgesField, RiskGraphResolver } from './api/risk-graph.resolver';
import { COMPUTED_RESOLVERS, computedLoaders } from './computed/module';
import { EdgeRepository } from './edges/edge.repository';
import { EdgeFactsRepository } from './edges/edge-facts.repository';
import { MarkRepository } from './marks/mark.repository';

export { COMPUTED_ENTITIES as GRAPH_ENTITIES } from './computed/entities';

export const GRAPH_RESOLVERS = [
  RiskGraphResolver,
  BorrowerRiskGraphField,
  RiskGraphEdgesField,
  RiskGraphNodeFields,
  ...COMPUTED_RESOLVERS,
];

export const graphLoaders = (database: Database) => [
  ...new EdgeRepository(database).loaders,
  ...new EdgeFactsRepository(database).loaders,
  ...new MarkRepository(database).loaders,
  ...computedLoaders(database),
];
