import { checkByStatements, type Question } from '../data-check';

const sameAs = (table: string, column: string, parent: string): Question => ({
  table,
  problem: `its currency is not that of its ${parent}`,
  sql: `SELECT part.id FROM ${table} part JOIN ${parent} whole ON whole.id = part.${column}
         WHERE part.currency <> whole.currency`,
});

/** Freight is not among them: a carrier may bill in a currency of its own. */
export const ONE_CURRENCY = checkByStatements(
  {
    name: 'one-currency',
    reason:
      'Balances, plans and trades are added up as whole numbers of one currency. A part in another one makes the sum a number without meaning.',
  },
  [
    sameAs('ledger_entry', 'account_id', 'account'),
    sameAs('standing_order', 'account_id', 'account'),
    sameAs('loan_instalment', 'loan_id', 'loan'),
    sameAs('loan_payment', 'loan_id', 'loan'),
    sameAs('trade_order_line', 'order_id', 'trade_order'),
    sameAs('invoice', 'order_id', 'trade_order'),
    sameAs('trade_payment', 'order_id', 'trade_order'),
  ],
);
