import type { DataVault } from '../platform/crypto';
import type { Database } from '../platform/database';
import { AccountRepository } from './accounts/account.repository';
import { AccountResolver, LedgerEntryFields, StandingOrderFields } from './accounts/account.resolver';
import { DealerRepository } from './dealers/dealer.repository';
import { DealerResolver } from './dealers/dealer.resolver';
import { LoanRepository } from './loans/loan.repository';
import { LoanResolver } from './loans/loan.resolver';
import { SupplierRepository } from './suppliers/supplier.repository';
import { SupplierResolver } from './suppliers/supplier.resolver';
import { OrderResolver } from './trade/order.resolver';
import { TradeRepository } from './trade/trade.repository';

export const ECOSYSTEM_RESOLVERS = [
  AccountResolver,
  LedgerEntryFields,
  StandingOrderFields,
  SupplierResolver,
  DealerResolver,
  OrderResolver,
  LoanResolver,
];

export const ecosystemLoaders = (database: Database, vault: DataVault) => [
  ...new AccountRepository(database, vault).loaders,
  ...new SupplierRepository(database).loaders,
  ...new DealerRepository(database).loaders,
  ...new TradeRepository(database).loaders,
  ...new LoanRepository(database).loaders,
];
