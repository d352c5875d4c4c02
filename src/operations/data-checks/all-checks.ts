import { ACCOUNTS_HAVE_AN_OWNER } from './checks/accounts-have-an-owner.repository';
import { DUPLICATE_IDENTIFIERS } from './checks/duplicate-identifiers.repository';
import { DUPLICATE_NUMBERS } from './checks/duplicate-numbers.repository';
import { INSTALMENTS_ADD_UP } from './checks/instalments-add-up.repository';
import { INVOICES_ADD_UP } from './checks/invoices-add-up.repository';
import { LEDGER_RECONCILES } from './checks/ledger-reconciles.repository';
import { MUTUAL_RELATIONS } from './checks/mutual-relations.repository';
import { ONE_CURRENCY } from './checks/one-currency.repository';
import { ORPHANS } from './checks/orphans.repository';
import { OVERDUE_LOANS } from './checks/overdue-loans.repository';
import { PAYMENTS_HAVE_A_LOAN } from './checks/payments-have-a-loan.repository';
import { WAYBILLS_AFTER_ORDERS } from './checks/waybills-after-orders.repository';
import type { DataCheck } from './data-check';

/** In the order in which they are run and shown: who there is, then money, then trade. */
export const DATA_CHECKS: readonly DataCheck[] = [
  ORPHANS,
  DUPLICATE_IDENTIFIERS,
  DUPLICATE_NUMBERS,
  MUTUAL_RELATIONS,
  ACCOUNTS_HAVE_AN_OWNER,
  LEDGER_RECONCILES,
  ONE_CURRENCY,
  INSTALMENTS_ADD_UP,
  PAYMENTS_HAVE_A_LOAN,
  OVERDUE_LOANS,
  WAYBILLS_AFTER_ORDERS,
  INVOICES_ADD_UP,
];
