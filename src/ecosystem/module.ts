import { bindCommand, type CommandBinding } from '../platform/commands';
import type { DataVault } from '../platform/crypto';
import type { Database } from '../platform/database';
import type { RequestContext } from '../platform/request';
import { AccountEntity } from './accounts/account.entity';
import { AccountRepository } from './accounts/account.repository';
import { AccountResolver, LedgerEntryFields, StandingOrderFields } from './accounts/account.resolver';
import { AccountHolderEntity } from './accounts/account-holder.entity';
import { LedgerEntryEntity } from './accounts/ledger-entry.entity';
import { StandingOrderEntity } from './accounts/standing-order.entity';
import { DealerEntity } from './dealers/dealer.entity';
import { DealerRepository } from './dealers/dealer.repository';
import { DealerResolver } from './dealers/dealer.resolver';
import { ContactPointEntity } from './devices/contact-points/contact-point.entity';
import { ContactPointUseEntity } from './devices/contact-points/contact-point-use.entity';
import { DeviceEntity } from './devices/device.entity';
import { DeviceRepository } from './devices/device.repository';
import { ContactPointFields, DeviceFields } from './devices/device.resolver';
import { DeviceUseEntity } from './devices/device-use.entity';
import { EventDesk, type EventDeskDeps } from './loans/events/event-desk';
import { recordLoanEvents } from './loans/events/loan-event.commands';
import { LoanEventEntity } from './loans/events/loan-event.entity';
import { LoanEventMutations } from './loans/events/loan-event.resolver';
import { LoanEntity } from './loans/loan.entity';
import { LoanRepository } from './loans/loan.repository';
import { LoanResolver } from './loans/loan.resolver';
import { LoanInstalmentEntity } from './loans/loan-instalment.entity';
import { LoanPaymentEntity } from './loans/loan-payment.entity';
import { SupplierEntity } from './suppliers/supplier.entity';
import { SupplierRepository } from './suppliers/supplier.repository';
import { SupplierResolver } from './suppliers/supplier.resolver';
import { InvoiceEntity } from './trade/invoices/invoice.entity';
import { OrderResolver } from './trade/orders/order.resolver';
import { TradeOrderEntity } from './trade/orders/trade-order.entity';
import { TradeOrderLineEntity } from './trade/orders/trade-order-line.entity';
import { TradePaymentEntity } from './trade/payments/trade-payment.entity';
import { TradeRepository } from './trade/trade.repository';
import { WaybillEntity } from './trade/waybills/waybill.entity';

export const ECOSYSTEM_RESOLVERS = [
  AccountResolver,
  LedgerEntryFields,
  StandingOrderFields,
  SupplierResolver,
  DealerResolver,
  OrderResolver,
  LoanResolver,
  LoanEventMutations,
  DeviceFields,
  ContactPointFields,
];

export const ecosystemLoaders = (database: Database, vault: DataVault) => [
  ...new AccountRepository(database, vault).loaders,
  ...new SupplierRepository(database).loaders,
  ...new DealerRepository(database).loaders,
  ...new TradeRepository(database).loaders,
  ...new LoanRepository(database).loaders,
  ...new DeviceRepository(database, vault).loaders,
];

export function ecosystemCommands(deps: EventDeskDeps): CommandBinding[] {
  const desk = new EventDesk(deps);
  return [
    bindCommand(recordLoanEvents, ({ events, idempotencyKey }, context: RequestContext) =>
      desk.record(events, idempotencyKey, context),
    ),
  ];
}

export const ECOSYSTEM_ENTITIES = [
  AccountEntity,
  AccountHolderEntity,
  LedgerEntryEntity,
  StandingOrderEntity,
  DealerEntity,
  ContactPointEntity,
  ContactPointUseEntity,
  DeviceEntity,
  DeviceUseEntity,
  LoanEntity,
  LoanEventEntity,
  LoanInstalmentEntity,
  LoanPaymentEntity,
  SupplierEntity,
  InvoiceEntity,
  TradeOrderEntity,
  TradeOrderLineEntity,
  TradePaymentEntity,
  WaybillEntity,
];
