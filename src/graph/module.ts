import type { Database } from '../platform/database';
import { RiskGraphNodeFields } from './api/graph-node.field';
import { BorrowerRiskGraphField, RiskGraphResolver } from './api/risk-graph.resolver';
import { EdgeRepository } from './edges/edge.repository';
import { MarkRepository } from './marks/mark.repository';

export const GRAPH_RESOLVERS = [RiskGraphResolver, BorrowerRiskGraphField, RiskGraphNodeFields];

export const graphLoaders = (database: Database) => [
  ...new EdgeRepository(database).loaders,
  ...new MarkRepository(database).loaders,
];
