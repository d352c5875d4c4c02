import { tradeSuspicion } from './trade-suspicion';

export const repeatedDelivery = tradeSuspicion({
  code: 'REPEATED_DELIVERY',
  finding: 'SHIPMENT_REUSED',
  name: { en: 'One delivery under two orders', zh: '一单多用' },
  reason: {
    en: 'One waybill of one quantity and total under two orders may be lent against twice (重复融资). Orders of different totals on one truck are honest.',
    zh: '同一运单、同一数量与金额对应两笔订单，疑似重复融资；拼车运输除外',
  },
  text: { en: 'Waybills that stand under more than one order.', zh: '对应多笔订单的运单数' },
  countsReferences: true,
  stepsOf: ({ repeatedWaybills }) => repeatedWaybills,
});
