import type { Database } from '../../platform/database';
import {
  BorrowerThreeFlowsField,
  CounterpartyTradesField,
  DealerThreeFlowsField,
  OrderThreeFlowsField,
  SupplierThreeFlowsField,
  ThreeFlowsOrderField,
  ThreeFlowsRefusedOrderField,
} from './api/three-flows.resolver';
import { ThreeFlowsRepository } from './sources/three-flows.repository';
import { TradeLinksRepository } from './sources/trade-links.repository';

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
