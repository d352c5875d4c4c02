import { checkByStatements, type Question } from '../data-check';
import { startOfDate } from './business-days';

const before = (column: string, happened: string): Question => ({
  table: 'waybill',
  problem: `it was ${happened} before the day of its order`,
  sql: (dialect) => `SELECT waybill.id FROM waybill JOIN trade_order ON trade_order.id = waybill.order_id
         WHERE waybill.${column} < ${startOfDate(dialect, 'trade_order.ordered_on')}`,
});

export const WAYBILLS_AFTER_ORDERS = checkByStatements(
  {
    name: 'waybills-after-orders',
    reason:
      'Goods move after they were ordered and arrive after they left (物流). A load that is older than its order belongs to another trade, or papers were made up for it afterwards.',
  },
  [
    before('shipped_at', 'shipped'),
    before('received_at', 'received'),
    {
      table: 'waybill',
      problem: 'it was received before it was shipped',
      sql: 'SELECT id FROM waybill WHERE received_at < shipped_at',
    },
  ],
);
