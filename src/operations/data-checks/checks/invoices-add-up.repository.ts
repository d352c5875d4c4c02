import { checkByStatements } from '../data-check';

/** An order may be invoiced in parts, and a red invoice (红字) takes back, whichever sign its source gives it. */
export const INVOICES_ADD_UP = checkByStatements(
  {
    name: 'invoices-add-up',
    reason:
      'What is lent against receivables rests on invoices (发票). Their lines, taxes and totals have to fit each other, and no order is invoiced for more than it is worth.',
  },
  [
    {
      table: 'trade_order',
      problem: 'its invoices together exceed its total',
      sql: `SELECT trade_order.id FROM trade_order JOIN invoice ON invoice.order_id = trade_order.id
             WHERE invoice.status <> 'VOID' AND invoice.currency = trade_order.currency
             GROUP BY trade_order.id, trade_order.total_minor
            HAVING SUM(CASE invoice.status WHEN 'RED' THEN -ABS(invoice.total_minor) ELSE invoice.total_minor END)
                   > trade_order.total_minor`,
    },
    {
      table: 'trade_order',
      problem: 'its lines do not add up to its total',
      sql: `SELECT trade_order.id FROM trade_order JOIN trade_order_line line ON line.order_id = trade_order.id
             WHERE line.currency = trade_order.currency
             GROUP BY trade_order.id, trade_order.total_minor
            HAVING SUM(line.amount_minor) <> trade_order.total_minor`,
    },
    {
      table: 'invoice',
      problem: 'its tax is more than its total',
      sql: 'SELECT id FROM invoice WHERE ABS(tax_minor) > ABS(total_minor)',
    },
    {
      table: 'invoice',
      problem: 'it is due before it was issued',
      sql: 'SELECT id FROM invoice WHERE due_on < issued_on',
    },
  ],
);
