import 'reflect-metadata';
import { AuditEventEntity } from './src/audit/audit-event.entity';
import { SubjectIdentifierEntity } from './src/borrowers/identity/subject-identifier.entity';
import { LawsuitEntity } from './src/borrowers/lawsuits/lawsuit.entity';
import { RelationEntity } from './src/borrowers/relations/relation.entity';
import { SubjectEntity } from './src/borrowers/subject.entity';
import { ImportRunEntity } from './src/bulk-import/import-run.entity';
import { BureauBudgetEntity } from './src/bureaus/inquiry/bureau-budget.entity';
import { BureauInquiryEntity } from './src/bureaus/inquiry/bureau-inquiry.entity';
import { BureauReportEntity } from './src/bureaus/inquiry/bureau-report.entity';
import { ClientPurposeEntity } from './src/consent/client-purpose.entity';
import { ConsentEntity } from './src/consent/consent.entity';
import { AccountEntity } from './src/ecosystem/accounts/account.entity';
import { AccountHolderEntity } from './src/ecosystem/accounts/account-holder.entity';
import { LedgerEntryEntity } from './src/ecosystem/accounts/ledger-entry.entity';
import { StandingOrderEntity } from './src/ecosystem/accounts/standing-order.entity';
import { DealerEntity } from './src/ecosystem/dealers/dealer.entity';
import { ContactPointEntity } from './src/ecosystem/devices/contact-point.entity';
import { ContactPointUseEntity } from './src/ecosystem/devices/contact-point-use.entity';
import { DeviceEntity } from './src/ecosystem/devices/device.entity';
import { DeviceUseEntity } from './src/ecosystem/devices/device-use.entity';
import { LoanEntity } from './src/ecosystem/loans/loan.entity';
import { LoanInstalmentEntity } from './src/ecosystem/loans/loan-instalment.entity';
import { LoanPaymentEntity } from './src/ecosystem/loans/loan-payment.entity';
import { SupplierEntity } from './src/ecosystem/suppliers/supplier.entity';
import { InvoiceEntity } from './src/ecosystem/trade/invoice.entity';
import { TradeOrderEntity } from './src/ecosystem/trade/trade-order.entity';
import { TradeOrderLineEntity } from './src/ecosystem/trade/trade-order-line.entity';
import { TradePaymentEntity } from './src/ecosystem/trade/trade-payment.entity';
import { WaybillEntity } from './src/ecosystem/trade/waybill.entity';
import { loadConfig } from './src/platform/config';
import { dataSourceFor } from './src/platform/database';

/** Every row class of the product. */
export const ENTITIES = [
  AccountEntity,
  AccountHolderEntity,
  AuditEventEntity,
  BureauBudgetEntity,
  BureauInquiryEntity,
  BureauReportEntity,
  ClientPurposeEntity,
  ConsentEntity,
  ContactPointEntity,
  ContactPointUseEntity,
  DealerEntity,
  DeviceEntity,
  DeviceUseEntity,
  ImportRunEntity,
  InvoiceEntity,
  LawsuitEntity,
  LedgerEntryEntity,
  LoanEntity,
  LoanInstalmentEntity,
  LoanPaymentEntity,
  RelationEntity,
  StandingOrderEntity,
  SubjectEntity,
  SubjectIdentifierEntity,
  SupplierEntity,
  TradeOrderEntity,
  TradeOrderLineEntity,
  TradePaymentEntity,
  WaybillEntity,
];

/** The database of `DATABASE_URL`, for the TypeORM command line: `typeorm migration:show -d dist/ormconfig.js`. */
export default dataSourceFor(loadConfig().database, ENTITIES);
