import type { Database } from '../../platform/database';
import { ThreeFlowsRepository } from './three-flows.repository';
import {
  BorrowerThreeFlowsField,
  CounterpartyTradesField,
  DealerThreeFlowsField,
  OrderThreeFlowsField,
  SupplierThreeFlowsField,
  ThreeFlowsOrderField,
  ThreeFlowsRefusedOrderField,
} from './three-flows.resolver';
import { TradeLinksRepository } from './trade-links.repository';

export const THREE_FLOWS_RESOLVERS = [
  OrderThreeFlowsField,
  SupplierThreeFlowsField,
  DealerThreeFlowsField,
  BorrowerThreeFlowsField,
  CounterpartyTradesField,
  ThreeFlowsOrderField,
  ThreeFlowsRefusedOrderField,
];

export const threeFlowsLoaders = (database: Database) => [
  ...new ThreeFlowsRepository(database).loaders,
  ...new TradeLinksRepository(database).loaders,
];
