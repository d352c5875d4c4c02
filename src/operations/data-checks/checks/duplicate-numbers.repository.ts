import { checkByStatements, type Question } from '../data-check';

const numbered = (table: string, column: string, what: string): Question => ({
  table,
  problem: `another row of the same source has the same ${what}`,
  sql: `SELECT id FROM ${table} numbered
         JOIN (SELECT source, ${column} FROM ${table} GROUP BY source, ${column} HAVING COUNT(*) > 1) twice
           ON twice.source = numbered.source AND twice.${column} = numbered.${column}`,
});

/** A waybill's number is not among them: one load may carry several orders. */
export const DUPLICATE_NUMBERS = checkByStatements(
  {
    name: 'duplicate-numbers',
    reason:
      'A system numbers each of its accounts, partners, loans, orders and invoices once. A number that comes twice under two keys is one thing loaded twice, and its money is counted twice.',
  },
  [
    numbered('account', 'no_index', 'account number'),
    numbered('supplier', 'supplier_no', 'supplier number'),
    numbered('dealer', 'dealer_no', 'dealer number'),
    numbered('loan', 'loan_no', 'loan number'),
    numbered('trade_order', 'order_no', 'order number'),
    numbered('invoice', 'invoice_no', 'invoice number'),
  ],
);
