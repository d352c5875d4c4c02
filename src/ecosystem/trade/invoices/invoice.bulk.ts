import type { Transaction } from '../../../platform/database';
import {
  type BulkDependencies,
  type BulkResult,
  type FromSource,
  mergeRows,
} from '../../../platform/sourced';
import type { InvoiceStatus } from '../trade.codes';
import { InvoiceEntity } from './invoice.entity';

export interface InvoiceInput extends FromSource {
  readonly orderId: string;
  readonly invoiceNo: string;
  readonly status: InvoiceStatus;
  readonly totalMinor: string;
  readonly taxMinor: string | null;
  readonly currency: string;
  readonly issuedOn: string;
  readonly dueOn: string | null;
}

export function mergeInvoices(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly InvoiceInput[],
): Promise<BulkResult> {
  return mergeRows(transaction, dependencies, InvoiceEntity, source, inputs, (input) => input);
}
