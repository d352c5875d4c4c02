import { tradeSuspicion } from './trade-suspicion';

export const duplicateFinancing = tradeSuspicion({
  code: 'DUPLICATE_FINANCING',
  finding: 'DUPLICATE_FINANCING',
  name: { en: 'One shipment lent against twice', zh: '重复融资' },
  reason: {
    en: 'One shipment stands under two invoiced orders, and the seller took a loan against receivables after each: one of the loans has nothing behind it.',
    zh: '同一货物两次开票并分别融资，其中一笔融资没有真实应收账款',
  },
  text: { en: 'Trades of a year whose shipment was lent against twice.', zh: '近一年重复融资的交易笔数' },
  stepsOf: ({ duplicateFinancings }) => duplicateFinancings,
});
