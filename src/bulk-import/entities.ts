import * as borrowers from '../borrowers/bulk';
import { ConsentEntity } from '../consent/bulk';
import * as ecosystem from '../ecosystem/bulk';
import { ImportLeaseEntity, ImportRunEntity, ImportTableEntity } from './import-run.entity';

/** Every entity that an import writes. */
export const IMPORT_ENTITIES = [
  borrowers.SubjectEntity,
  borrowers.SubjectIdentifierEntity,
  borrowers.RelationEntity,
  borrowers.LawsuitEntity,
  ecosystem.AccountEntity,
  ecosystem.AccountHolderEntity,
  ecosystem.LedgerEntryEntity,
  ecosystem.StandingOrderEntity,
  ecosystem.SupplierEntity,
  ecosystem.DealerEntity,
  ecosystem.TradeOrderEntity,
  ecosystem.TradeOrderLineEntity,
  ecosystem.WaybillEntity,
  ecosystem.InvoiceEntity,
  ecosystem.TradePaymentEntity,
  ecosystem.LoanEntity,
  ecosystem.LoanInstalmentEntity,
  ecosystem.LoanPaymentEntity,
  ecosystem.DeviceEntity,
  ecosystem.DeviceUseEntity,
  ecosystem.ContactPointEntity,
  ecosystem.ContactPointUseEntity,
  ConsentEntity,
  ImportRunEntity,
  ImportTableEntity,
  ImportLeaseEntity,
];
