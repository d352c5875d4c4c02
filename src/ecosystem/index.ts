/**
 * What the ecosystem knows of its own: accounts, suppliers, dealers, trade, loans, devices, as their systems exported
 * them. It knows no borrower: higher modules hang these things on one. Others reach it through the loader tokens here.
 */

export { accountById, accountsOfSubject } from './accounts/account.loaders';
export { Account, AccountConnection, toAccount } from './accounts/account.type';
export { accountNoIndex } from './accounts/account-index';
export { dealerById, dealershipsOfSubject } from './dealers/dealer.loaders';
export { Dealer, DealerConnection, toDealer } from './dealers/dealer.type';
export { contactPointById, deviceById } from './devices/device.loaders';
export { maskContactPoint, maskFingerprint } from './devices/device.masking';
export { ContactPoint, Device, toContactPoint, toDevice } from './devices/device.type';
export { eventsOfDay } from './loans/events/derive-events';
export { recordEventIn } from './loans/events/event-desk';
export { type LoanBook, termAccounts } from './loans/events/loan-book';
export { booksOfLoans } from './loans/events/loan-book.repository';
export type { EventRequest } from './loans/events/loan-event.commands';
export { recordLoanEvents } from './loans/events/loan-event.commands';
export { LoanEventEntity } from './loans/events/loan-event.entity';
export {
  eventsOfIds,
  type LoanEventListener,
  type RecordedLoanEvent,
  storeEvents,
} from './loans/events/loan-event.repository';
export { LoanEventKindEnum } from './loans/events/loan-event.type';
export { derivedEvents, recordDay } from './loans/events/record-day';
export { eventAnew, type Telling, tellingNow } from './loans/events/retelling';
export { standingAt } from './loans/events/standing';
export type { LoanProduct } from './loans/loan.codes';
export { loanById, loansOfSubject } from './loans/loan.loaders';
export type { LoanRecord } from './loans/loan.records';
export { Loan, LoanConnection, toLoan } from './loans/loan.type';
export {
  type AdverseFactKind,
  isOriginal,
  type LoanEvent,
  type LoanEventKey,
  type LoanEventKind,
  type ObjectionOutcome,
  type OriginalLoanEvent,
  type TermPayment,
} from './loans/loan-event';
export { supplierById, suppliershipsOfSubject } from './suppliers/supplier.loaders';
export { Supplier, SupplierConnection, toSupplier } from './suppliers/supplier.type';
export { Order, toOrder } from './trade/orders/order.type';
export { orderById } from './trade/trade.loaders';
